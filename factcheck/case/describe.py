"""Changes as text, for the status line, the history and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import shorten

import orjson

from factcheck.case.case import Case
from factcheck.case.changes import Batch, Change, ChangeKind
from factcheck.case.index import NOUNS
from factcheck.case.record import Row
from factcheck.case.waivers import MARKS
from factcheck.text import clean_line, counted, folded, visible_line

_NAMED_AT_MOST = 5
_SWITCHES = {"flagged": ("flagged", "flag removed"), "evidence_set": ("in a set", "in no set any more")}
"""What is said where a field of this name alone was set, and where it was cleared."""
_PLACE = {"prefix", "suffix", "start", "end"}
"""Fields with the position of a quote: they are computed, so messages do not name them."""


def describe(case: Case, batch: Batch) -> str:
    """Return what a batch did, in a few words: "C5 ✗ Refuted", "C9 removed with 3 excerpts and 1 verdict"."""
    if not batch:
        return ""
    if (version := next(filter(_is_new_text, batch), None)) and len(batch) > 1:
        moved = counted(sum(change.table == "claims" for change in batch), "claim")
        return visible_line(f"{subject(case, version)} has a new version of its text, {moved} moved with it")
    if _is_mixed(batch):
        return tally(batch)
    main = next((change for change in batch if change.table == "claims"), batch[0])
    alike = [change for change in batch if change.table == main.table]
    further = ", ".join(subject(case, change) for change in alike[1:_NAMED_AT_MOST])
    more = f" and {len(alike) - _NAMED_AT_MOST} more" if len(alike) > _NAMED_AT_MOST else ""
    names = ", ".join(filter(None, (subject(case, main), further)))
    return visible_line(f"{names}{more} {_deed(case, main)}{_with(batch, main.table)}")


def _is_mixed(batch: Batch) -> bool:
    """Return whether a batch added claims and edited others, as an import does."""
    done = {change.before is None for change in batch if change.table == "claims" and change.after is not None}
    return len(done) > 1


def tally(batch: Batch) -> str:
    """Return how many rows a batch added, edited and removed: "2 claims added, 3 edited, 1 verdict"."""
    words = []
    for table in (name for name in _TALLIED if any(change.table == name for change in batch)):
        mine = {change.target: _done(change) for change in batch if change.table == table}
        counts = Counter(mine.values())
        deeds = [deed for deed in ("added", "edited", "removed") if counts[deed]]
        first, *others = [
            counted(counts[deed], NOUNS[table]) if place == 0 else f"{counts[deed]:,}"
            for place, deed in enumerate(deeds)
        ]
        is_plain = table != "claims" and deeds == ["added"]
        words += [first if is_plain else f"{first} {deeds[0]}"]
        words += [f"{count} {deed}" for count, deed in zip(others, deeds[1:], strict=True)]
    return ", ".join(words)


_LONGEST = 50
"""Characters of a sentence that stands for what was done to it."""
_TALLIED = ("claims", "excerpts", "verdicts", "sources", "entries")
"""The tables whose rows are counted, in this order."""


def _done(change: Change) -> str:
    return "added" if change.before is None else "removed" if change.after is None else "edited"


def _with(batch: Batch, table: str) -> str:
    """Return how many rows of other tables were added or removed with it: " with 3 excerpts and 1 verdict"."""
    others = [change for change in batch if change.table != table and (change.before is None or change.after is None)]
    nouns = Counter(NOUNS.get(change.table, "row") for change in others)
    counts = [counted(count, noun) for noun, count in nouns.items()]
    return f" with {' and '.join(counts)}" if counts else ""


def _is_new_text(change: Change) -> bool:
    """Return whether a change gives a source another text."""
    return change.table == "sources" and "sha256" in (change.before or {}) and "sha256" in (change.after or {})


def describe_change(case: Case, change: Change) -> str:
    """Return what one change did to which row."""
    return visible_line(f"{subject(case, change)} {_deed(case, change)}")


def subject(case: Case, change: Change) -> str:
    """Return the short name of what was changed: a ref, or the title of the case."""
    if change.table == "verdicts":
        return _ref(case, "claims", change.key.partition("/")[0], {})
    if change.table == "case":
        return "the case"
    row = change.before or change.after or {}
    if _is_aside(change, row):
        return f"“{shorten(str(row.get('sentence', '')), _LONGEST, placeholder=' …')}”"
    return _ref(case, change.table, change.key, row)


def _is_aside(change: Change, row: Row) -> bool:
    """Return whether a change is about a sentence of a draft that was set aside, of which `row` is all."""
    return change.table == "entries" and row.get("kind") == "aside" and bool(row.get("sentence"))


def claim_of(case: Case, change: Change) -> str | None:
    """Return the id of the claim that a change is about; None if that claim does not exist any more."""
    claim_id = _owner(case, change)
    return claim_id if claim_id in case.claims else None


_OWNED_BY = {"excerpts": "claim", "entries": "on"}
"""The tables whose rows name the claim that they belong to, and the field that does."""


def _owner(case: Case, change: Change) -> str:
    row: Row = change.after or change.before or {}
    field = _OWNED_BY.get(change.table)
    if field is None or field in row:
        return str(row.get(field or "claim", "")) or change.key.partition("/")[0]
    if (found := case.tables[change.table].row(change.key)) is not None:
        return str(found[field])
    # It was removed: its claim is in the history of the removal.
    rows = (entry.before or {} for entry in case.history.changes_of([change.target]))
    return next((str(row[field]) for row in rows if field in row), "")


def _ref(case: Case, table: str, key: str, row: Row) -> str:
    found = case.tables[table].row(key) if table in case.tables else None
    return str((found or row).get("ref", "")) or f"a {NOUNS.get(table, 'row')} that is gone"


def _deed(case: Case, change: Change) -> str:
    before, after = change.before, change.after
    if change.table == "verdicts":
        is_carried = change.kind == ChangeKind.EDIT
        judgement = "verdict kept for the new text" if is_carried else _judgement(case, before or {}, after or {})
        return judgement if "/" in change.key else f"settled: {judgement}"
    if change.kind in {ChangeKind.FORGET, ChangeKind.SETTLE}:
        return "forgotten" if change.kind == ChangeKind.FORGET else _settled(after or {})
    if change.table == "entries":
        return _entry(case, change)
    if before is None:
        return "begun" if change.table == "case" else "added"
    if after is None:
        return "removed"
    return _edited(change.table, before, after)


def _entry(case: Case, change: Change) -> str:
    """Return what was done to an entry: "note on C3 to Bob: Ask the clerk", "closed"."""
    before, after = change.before, change.after
    if after is None:
        return "taken back" if _is_aside(change, before or {}) else "removed"
    if before is None:
        on = after.get("on", "")
        subject = case.subject(on)
        if _is_aside(change, after):
            where = f" in {subject.ref}" if subject else ""
            return f"set aside{where}: {after.get('words', '')}".rstrip(": ")
        where = f" on {subject.ref}" if subject else "" if on else " on the case"
        to = f" to {after['to']}" if after.get("to") else ""
        via, due = (
            f" {word} {after[name]}" if after.get(name) else "" for word, name in (("via", "via"), ("due", "due"))
        )
        return f"{after.get('kind', 'entry')}{where}{to}{via}{due}: {after.get('words', '')}".rstrip(": ")
    if after.keys() <= {"closed", "outcome"}:
        outcome = after.get("outcome", "")
        if not after.get("closed", outcome):
            return "opened again" if "closed" in after else "outcome removed"
        return "closed" + (f": {outcome}" if outcome else "")
    return f"{', '.join(after)} edited"


def _settled(after: Row) -> str:
    """Return what was contested, and stands now as it is shown: "settled: text"."""
    return f"settled: {', '.join(name for name in after if name not in _PLACE) or 'it stays'}"


def _edited(table: str, before: Row, after: Row) -> str:
    if table == "excerpts" and after.keys() == {"stance"}:
        return f"{before.get('stance', 'no stance')} → {after['stance']}"
    if table == "claims" and after.keys() == {"position"}:
        return "moved"
    (first,) = after if len(after) == 1 else ("",)
    if first in _SWITCHES:
        return _SWITCHES[first][not after[first]]
    if after.keys() == {"waived"}:
        return _waiving(before, after)
    if after.keys() == {"dismissed"}:
        fewer = len(after["dismissed"]) < len(before.get("dismissed", ()))
        return "passage to be shown again" if fewer else "passage dismissed"
    return f"{', '.join(name for name in after if name not in _PLACE) or 'place'} edited"


def _waiving(before: Row, after: Row) -> str:
    """Return which warnings were dismissed, each with its reason; else which are shown again."""
    old, new = (side.get("waived", ()) for side in (before, after))
    given = [_waived(waiver) for waiver in new if waiver not in old]
    taken = [f"waives {waiver.partition(':')[0]} no more" for waiver in old if waiver not in new]
    return ", ".join(given or taken)


def _waived(waiver: str) -> str:
    """Return a waiver in words; that of a mark names the words that are marked."""
    name, _, reason = waiver.partition(":")
    kind, _, words = name.partition(" ")
    return f"mark waived, “{words}”:{reason}" if words and kind in MARKS else f"waived {waiver}"


def _judgement(case: Case, before: Row, after: Row) -> str:
    old, new = before.get("label"), after.get("label")
    if old is not None and new is None:
        return f"{label_words(case, old)} withdrawn"
    parts = [label_words(case, new)] if new is not None and new != old else []
    if not parts and before.get("basis") and after.get("basis"):
        parts.append("confirmed")  # the same label, on what is there now
    if before.get("confidence") != after.get("confidence"):
        parts.append(f"confidence {after.get('confidence') or 'not stated'}")
    parts += [
        f"{name} {'written' if after.get(name) else 'removed'}"
        for name in ("rationale", "condition")
        if before.get(name, "") != after.get(name, "")
    ]
    return ", ".join(parts) or "confirmed"


def repeated(case: Case, added: Sequence[str]) -> list[str]:
    """Return words for each claim of `added` that says the same as another: "C9 added; C3 says the same".

    Case, accents and white space make no difference. Another is one that was there before; of those `added`, one that
    stands before it.
    """
    texts = {key: folded(clean_line(orjson.loads(row)["text"])) for key, row in case.claims.stored().items()}
    wanted = {texts[key] for key in added}
    new = set(added)
    saying: dict[str, list[str]] = {text: [] for text in wanted}
    for key in (*(key for key in texts if key not in new), *added):
        if texts[key] in wanted:
            saying[texts[key]].append(case.claims[key].ref)
    words = []
    for key in added:
        ref = case.claims[key].ref
        if before := saying[texts[key]][: saying[texts[key]].index(ref)]:
            words.append(f"{visible_line(ref)} added; {_the_same(before)}")
    return words


def _the_same(refs: Sequence[str]) -> str:
    """Return words for the claims `refs` that say the same as another."""
    more = f" and {len(refs) - _NAMED_AT_MOST} more" if len(refs) > _NAMED_AT_MOST else ""
    return visible_line(f"{', '.join(refs[:_NAMED_AT_MOST])}{more} {'says' if len(refs) == 1 else 'say'} the same")


def label_words(case: Case, label_id: str) -> str:
    """Return a label as it is shown, glyph and name; its id where the scale does not have it any more."""
    for label in case.scale.labels:
        if label.id == label_id:
            return f"{label.glyph} {label.name}"
    return str(label_id)


def claim_changes(case: Case, claim_id: str) -> list[Change]:
    """Return all changes of a claim, of its excerpts and of its verdicts, oldest first."""
    return [change for change in case.history if claim_of(case, change) == claim_id]
