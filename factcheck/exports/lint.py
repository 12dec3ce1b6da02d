"""Lint issues: what a format requires or recommends and the case does not have."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.case.scale import LabelKind
from factcheck.case.staleness import is_stale
from factcheck.case.statistics import standing
from factcheck.exports.selection import Selection, checked_claims, sources_of
from factcheck.exports.values import date_parts
from factcheck.quotes import Anchor, no_anchor
from factcheck.text import visible_line

_MOST_QUOTES = 12
_MOST_REFS = 3
_TABLES = ("claims", "sources", "excerpts")
_RECOMMENDED = {
    "title": "no title",
    "author": "no author",
    "publisher": "no publisher",
    "published": "no date of publication",
}


class LintIssue(NamedTuple):
    """One issue: the ref of the row, or "case"; the field; and what is missing or wrong.

    An issue that is `required` makes the export incomplete by the rules of the format; any other is advice.
    """

    ref: str
    field: str
    message: str
    required: bool = True


@dataclasses.dataclass(slots=True)
class LintGroup:
    """Issues of one kind: their number, and the first refs."""

    required: bool
    field: str
    message: str
    count: int = 0
    refs: list[str] = dataclasses.field(default_factory=list)

    def describe(self, case: Case) -> str:
        """Return the group as one line: "12 claims: no speaker (author · C1, C2, C3 …)"."""
        first = self.refs[0]
        if self.count == 1:
            return f"{'the case' if first == 'case' else first}: {self.message} ({self.field})"
        table = next((table for table in _TABLES if first.upper() in case.index.refs[table]), "rows")
        refs = f"{', '.join(self.refs)}{' …' * (self.count > len(self.refs))}"
        return f"{self.count:,} {table}: {self.message} ({self.field} · {refs})"


def grouped(issues: Iterable[LintIssue]) -> list[LintGroup]:
    """Return the issues by kind: required ones first, then the most frequent."""
    groups: dict[tuple[bool, str, str], LintGroup] = {}
    for issue in issues:
        key = (issue.required, issue.field, issue.message)
        group = groups.setdefault(key, LintGroup(*key))
        group.count += 1
        if len(group.refs) < _MOST_REFS:
            group.refs.append(issue.ref)
    return sorted(groups.values(), key=lambda group: (not group.required, -group.count))


def lint_sources(selection: Selection) -> Iterator[LintIssue]:
    """Yield what a bibliographic reference should have and the sources do not."""
    for source in sources_of(selection):
        for field, message in _RECOMMENDED.items():
            if not getattr(source, field):
                yield LintIssue(source.ref, field, message, required=False)
        if source.published and not date_parts(source.published):
            yield LintIssue(source.ref, "published", "not a date like 2026-11-22; written as text", False)
        if source.url and not source.accessed:
            yield LintIssue(source.ref, "accessed", "no date of access", required=False)


def lint_verdicts(selection: Selection) -> Iterator[LintIssue]:
    """Yield the claims without a verdict, and those whose verdict needs another look before it is published."""
    case = selection.case
    for claim in selection.claims:
        label, differ = standing(case, claim.id)
        if differ:
            outcome = "left out until that is settled" if label is None else "the newest verdict is written"
            yield LintIssue(claim.ref, "label", f"checkers differ; {outcome}", required=False)
        elif label is None:
            yield LintIssue(claim.ref, "label", "no verdict; left out", required=False)
        if is_stale(case, claim.id):
            yield LintIssue(claim.ref, "label", "its basis changed after the verdict", required=False)


def lint_differing(selection: Selection) -> Iterator[LintIssue]:
    """Yield the claims for which no verdict stands since their checkers differ, for a format that writes all claims."""
    for claim in selection.claims:
        label, differ = standing(selection.case, claim.id)
        if differ and label is None:
            yield LintIssue(claim.ref, "label", "checkers differ; no verdict of the claim is written", required=False)


def lint_rationales(selection: Selection) -> Iterator[LintIssue]:
    """Yield the claims that a verdict is against without saying why."""
    for claim, verdict, label in checked_claims(selection):
        if label is not None and label.kind is LabelKind.AGAINST and not verdict.rationale.strip():
            yield LintIssue(claim.ref, "rationale", "a verdict against the claim without a rationale", required=False)


def lint_labels(
    selection: Selection, names: Mapping[LabelKind, str], unmatched: Collection[LabelKind] = ()
) -> Iterator[LintIssue]:
    """Yield the labels in use that the scale of these `names` does not distinguish, or lacks (`unmatched`)."""
    scale, used = selection.case.scale, set[str]()
    for claim, verdict, label in checked_claims(selection):
        used.add(verdict.label or "")
        if label is None:
            yield LintIssue(claim.ref, "label", f"label {verdict.label} is not in the scale; left out")
    for label in scale.labels:
        name = names[label.kind]
        others = [other.name for other in scale.labels if names[other.kind] == name and other is not label]
        if label.id in used and (others or label.kind in unmatched):
            like = f", like {' and '.join(others)}" if others else ""
            yield LintIssue("case", f"label {label.id}", f"{label.name} is written as {name}{like}", required=False)


def lint_quotes(selection: Selection) -> Iterator[LintIssue]:
    """Yield one issue that names all excerpts that do not match their sources."""
    excerpts = selection.case.excerpts
    refs = sorted_refs(excerpts[excerpt] for excerpt, _, anchor in anchored_quotes(selection) if anchor.misquotes)
    if refs:
        many = f"{len(refs)} excerpts do not match their sources"
        counted = "1 excerpt does not match its source" if len(refs) == 1 else many
        more = f" and {len(refs) - _MOST_QUOTES} more" if len(refs) > _MOST_QUOTES else ""
        yield LintIssue("case", "quotes", f"{counted}: {visible_line(', '.join(refs[:_MOST_QUOTES]))}{more}")


def anchored_quotes(selection: Selection) -> Iterator[tuple[str, str, Anchor]]:
    """Yield excerpt id, source id and anchor of each excerpt whose anchor is known."""
    if selection.anchor is no_anchor:
        return
    for claim in selection.claims:
        for excerpt_id, entry in selection.case.index.excerpts.get(claim.id, {}).items():
            if (anchor := selection.anchor(excerpt_id)) is not None:
                yield excerpt_id, entry.source, anchor


def sorted_refs(records: Iterable[Claim | Excerpt | Source]) -> list[str]:
    """Return the refs of records in their order, E9 before E10."""
    return sorted((record.ref for record in records), key=lambda ref: (len(ref), ref))
