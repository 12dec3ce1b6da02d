"""Stale verdicts: something they are based on has changed since. They are kept, and marked for review.

A verdict stores the hash of its basis: the claim's text and its sentence in a draft, its excerpts with stance and
quote, the texts of their sources, the labels of the scale. What has changed is found with the history: the changes
since the decision are reverted in a copy, and the result is compared with the present. So an edit that was undone does
not count. A verdict without a basis (of an early version) or without a label is never stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from factcheck.case.basis import hash_of
from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.case.changes import Change, ChangeKind
from factcheck.case.record import Row
from factcheck.case.records import Verdict
from factcheck.case.scale import Scale, read_scale

_HASH_SHOWN = 12
_DAY, _SECOND = len("2026-11-20"), len("2026-11-20T09:30:00")


class BasisPart(StrEnum):
    """What of a verdict's basis changed."""

    CLAIM = "claim"
    DRAFT = "draft"
    ADDED = "added"
    REMOVED = "removed"
    STANCE = "stance"
    QUOTE = "quote"
    SOURCE = "source"
    TEXT = "text"
    SCALE = "scale"
    VERDICT = "verdict"
    UNKNOWN = "untold"


class BasisChange(NamedTuple):
    """One change of a verdict's basis since it was given: in `words`, and the value before and after.

    `by` and `at` are the checker and the time of the last change to it; empty if the history does not have it.
    """

    part: BasisPart
    words: str
    before: str
    after: str
    by: str = ""
    at: str = ""


def is_stale(case: Case, claim_id: str) -> bool:
    """Return whether the verdict that stands for a claim is stale, or any verdict while its checkers differ."""
    verdict = case.verdict_of(claim_id)
    if verdict is not None:
        return outdated(case, verdict)
    return case.index.is_split(claim_id) and any(outdated(case, each) for each in case.verdicts_of(claim_id))


def outdated(case: Case, verdict: Verdict) -> bool:
    """Return whether a verdict is stale, which need not be the current one.

    One that settles others is so, too, once a checker has another label.
    """
    if bool(verdict.label and verdict.basis) and verdict.basis != case.basis(verdict.claim):
        return True
    return bool(verdict.over) and any(_changed_labels(case, verdict))


def _changed_labels(case: Case, settled: Verdict) -> Iterator[tuple[str, str, str]]:
    """Yield the checkers whose label is another than when they were settled, with that label and the one now.

    A label is "" where there is none. Who has come to the settled label changes nothing.
    """
    then, now = settled.settled_labels, case.index.labels_of(settled.claim)
    for checker in sorted({*then, *now}):
        before, after = then.get(checker, ""), now.get(checker, "")
        if before != after and (checker in then or after != settled.label):
            yield checker, before, after


def what_changed(case: Case, verdict: Verdict) -> list[BasisChange]:
    """Return what has changed since the verdict was given; empty if it is not outdated."""
    if not outdated(case, verdict):
        return []
    others = [_changed_label(case, verdict, *each) for each in _changed_labels(case, verdict)]
    return others + _changed_basis(case, verdict)


def _changed_label(case: Case, settled: Verdict, checker: str, before: str, after: str) -> BasisChange:
    names = {label.id: label.name for label in case.scale.labels}
    old, new = names.get(before, before), names.get(after, after)
    words = f"{checker} now says {new}" if new else f"{checker} withdrew {old}"
    change = case.own_verdict(settled.claim, checker)
    return BasisChange(BasisPart.VERDICT, words, old, new, checker, change.at if change else "")


def _changed_basis(case: Case, verdict: Verdict) -> list[BasisChange]:
    """Return what has changed of the claim and its evidence since the verdict was given."""
    if not verdict.basis or verdict.basis == case.basis(verdict.claim):
        return []
    decision = _decision(case, verdict)
    if decision is None:
        return [_untold()]
    then, now = VerdictBasis.then(case, verdict.claim, decision), VerdictBasis.now(case, verdict.claim)
    found = [_signed(case, decision, difference, target) for difference, target in _compare(case, then, now)]
    return found if then.basis == verdict.basis or then.forgotten else [*found, _untold()]


def _untold() -> BasisChange:
    return BasisChange(BasisPart.UNKNOWN, "something changed that the history does not tell", "", "")


def _decision(case: Case, verdict: Verdict) -> Change | None:
    """Return the change that gave the verdict its basis; None if the history does not have it."""
    back_and_forth = {ChangeKind.UNDO, ChangeKind.REDO}  # these restore a basis, but not the evidence of that time
    made = (
        change
        for change in reversed(case.history.changes_of([f"verdicts/{verdict.key}"]))
        if change.kind not in back_and_forth and (change.after or {}).get("basis") == verdict.basis
    )
    return next(made, None)


class VerdictBasis(NamedTuple):
    """The basis of a verdict at some time: rows of the claim, its excerpts by id, their sources by id, the case."""

    claim: Row
    excerpts: Mapping[str, Row]
    sources: Mapping[str, Row]
    info: Row

    @classmethod
    def now(cls, case: Case, claim_id: str) -> VerdictBasis:
        """Return the present basis."""
        excerpts = {key: case.excerpts.row(key) or {} for key in case.index.excerpts.get(claim_id, ())}
        sources = {row["source"]: case.sources.row(row["source"]) or {} for row in excerpts.values()}
        return cls(case.claims.row(claim_id) or {}, excerpts, sources, case.info.to_row())

    @classmethod
    def then(cls, case: Case, claim_id: str, decision: Change) -> VerdictBasis:
        """Return the basis right after a decision."""
        filed = (f"excerpts/{key}" for key in case.index.excerpts.get(claim_id, ()))
        targets = [f"claims/{claim_id}", f"case/{CASE_KEY}", *filed, *case.history.removed_from(claim_id)]
        before = _before(case, targets, decision)
        excerpts = {
            target.partition("/")[2]: row
            for target, row in before.items()
            if target.startswith("excerpts/") and row is not None and row.get("claim") == claim_id
        }
        sources = _before(case, [f"sources/{row['source']}" for row in excerpts.values()], decision)
        return cls(
            before[f"claims/{claim_id}"] or {},
            excerpts,
            {target.partition("/")[2]: row or {} for target, row in sources.items()},
            before[f"case/{CASE_KEY}"] or CaseInfo().to_row(),
        )

    @property
    def basis(self) -> str:
        """The hash, as a verdict stores it."""
        excerpts = ((key, row["stance"], row.get("quote", ""), self.text_of(row)) for key, row in self.excerpts.items())
        return hash_of(self.claim, excerpts, self.scale)

    @property
    def forgotten(self) -> bool:
        """Whether the quote of an excerpt was forgotten, and is not in the history any more."""
        return not all(row.get("quote") for row in self.excerpts.values())

    @property
    def scale(self) -> Scale:
        """The scale of the case."""
        return read_scale(self.info.get("scale", CaseInfo().scale))

    def text_of(self, excerpt: Row) -> str:
        """Return the hash of the text of an excerpt's source; empty if it had no text."""
        return str(self.sources.get(excerpt["source"], {}).get("sha256", ""))


def _before(case: Case, targets: Iterable[str], decision: Change) -> dict[str, Row | None]:
    """Return rows as they were right after a decision; None for one that did not exist."""
    rows: dict[str, Row | None] = {}
    for target in targets:
        table, _, key = target.partition("/")
        rows[target] = case.tables[table].row(key)
    for change in reversed(case.history.changes_after(decision, rows)):
        row = rows[change.target]
        if change.before is None:
            rows[change.target] = None
        else:
            rows[change.target] = change.before if change.after is None else {**(row or {}), **change.before}
    return rows


Found = tuple[BasisChange, str]
"""A change of the basis, and the row that changed."""


def _compare(case: Case, then: VerdictBasis, now: VerdictBasis) -> Iterator[Found]:
    if then.claim.get("text") != now.claim.get("text"):
        texts = then.claim.get("text", ""), now.claim.get("text", "")
        yield BasisChange(BasisPart.CLAIM, "the claim was reworded", *texts), f"claims/{now.claim.get('id')}"
    if _moved(then.claim) != _moved(now.claim):
        source = case.sources.get(now.claim.get("draft", ""))
        sentences = then.claim.get("sentence") or now.claim.get("was", ""), now.claim.get("sentence", "")
        words = f"its sentence in {source.ref if source else 'the draft'} was changed"
        yield BasisChange(BasisPart.DRAFT, words, *sentences), f"claims/{now.claim.get('id')}"
    both = {**then.excerpts, **now.excerpts}
    for key in sorted(both, key=lambda key: (len(both[key].get("ref", "")), both[key].get("ref", ""))):
        old, new = then.excerpts.get(key), now.excerpts.get(key)
        for difference in _excerpt(case, key, old, new):
            yield difference, f"excerpts/{key}"
        if old and new and old["source"] != new["source"] and then.text_of(old) != now.text_of(new):
            refs = (case.sources[row["source"]].ref if row["source"] in case.sources else "" for row in (old, new))
            yield (
                BasisChange(BasisPart.SOURCE, f"{new['ref']} was ascribed to another source", *refs),
                f"excerpts/{key}",
            )
    yield from _texts(case, then, now)
    if then.scale.ids != now.scale.ids:
        yield BasisChange(BasisPart.SCALE, "the scale was changed", then.scale.ids, now.scale.ids), f"case/{CASE_KEY}"


def _moved(claim: Row) -> tuple[str, str]:
    """Return the sentence that a claim was made from and the one in its place now; blank if they are the same."""
    return (claim["was"], claim.get("sentence", "")) if claim.get("was") else ("", "")


def _excerpt(case: Case, key: str, old: Row | None, new: Row | None) -> Iterator[BasisChange]:
    if old is None and new is not None:
        yield BasisChange(BasisPart.ADDED, f"{new['ref']} was added, {new['stance']}", "", new["quote"])
    elif old is not None and new is None:
        elsewhere = case.excerpts.get(key)
        how = f"was {'removed' if old.get('quote') else 'forgotten'}, {old['stance']}"
        where = f"went to {case.claims[elsewhere.claim].ref}" if elsewhere else how
        yield BasisChange(BasisPart.REMOVED, f"{old['ref']} {where}", old.get("quote", ""), "")
    elif old is not None and new is not None:
        if old["stance"] != new["stance"]:
            yield BasisChange(BasisPart.STANCE, f"{new['ref']} was filed otherwise", old["stance"], new["stance"])
        if old["quote"] != new["quote"]:
            yield BasisChange(BasisPart.QUOTE, f"the quote of {new['ref']} was edited", old["quote"], new["quote"])


def _texts(case: Case, then: VerdictBasis, now: VerdictBasis) -> Iterator[Found]:
    """Yield the sources whose text changed. Texts are compared by hash, and named by when the source got them."""
    for key in sorted(then.sources.keys() & now.sources.keys()):
        old, new = (str(judged.sources[key].get("sha256", "")) for judged in (then, now))
        if old != new:
            ref = now.sources[key].get("ref", "")
            words = (
                f"the text of {ref} was exchanged" if old and new else f"{ref} {'got a' if new else 'lost its'} text"
            )
            yield BasisChange(BasisPart.TEXT, words, *_versions(case, key, old, new)), f"sources/{key}"


def _versions(case: Case, source_id: str, *hashes: str) -> list[str]:
    """Return what versions of the text of a source are called: by their dates, with the time if these are the same.

    The first digits of its hash are added where that tells nothing apart, and stand alone where the history does not
    tell the date; "" stays "".
    """
    changes = case.history.changes_of([f"sources/{source_id}"])
    since = {str((change.after or {}).get("sha256")): change.at for change in changes}
    times = [since.get(sha256, "") for sha256 in hashes if sha256]
    shown = next((length for length in (_DAY, _SECOND) if len({time[:length] for time in times}) == len(times)), 0)

    def name(sha256: str) -> str:
        time = since.get(sha256, "")[: shown or _SECOND].replace("T", " ")
        if not (sha256 and time):
            return sha256[:_HASH_SHOWN]
        return f"the version of {time}" if shown else f"the version of {time}, {sha256[:_HASH_SHOWN]}"

    return [name(sha256) for sha256 in hashes]


def _signed(case: Case, decision: Change, difference: BasisChange, target: str) -> BasisChange:
    changes = case.history.changes_after(decision, [target])
    return difference._replace(by=changes[-1].by, at=changes[-1].at) if changes else difference
