"""Excerpts of a claim that say together what none of them says alone: a set of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Edit
from factcheck.case.ids import new_id
from factcheck.case.records import Excerpt
from factcheck.errors import InvalidError

_SEVERAL = 2


def join(case: Case, keys: Sequence[str]) -> list[Edit]:
    """Make one set of the excerpts with these ids, and of the sets in which they are already.

    Raises InvalidError unless they are several, of one claim and of one stance.
    """
    chosen = [case.excerpts[key] for key in dict.fromkeys(keys)]
    if len(chosen) < _SEVERAL:
        raise InvalidError("a set has at least two excerpts")
    first = chosen[0]
    for other in chosen[1:]:
        if other.claim != first.claim:
            raise InvalidError(f"{first.ref} and {other.ref} are of different claims; a set is of one claim")
        if other.stance != first.stance:
            raise InvalidError(f"{first.ref} {first.stance}, {other.ref} {other.stance}; a set has one stance")
    members = {member.id: member for excerpt in chosen for member in (excerpt, *others_of(case, excerpt))}
    name = next((excerpt.evidence_set for excerpt in chosen if excerpt.evidence_set), "") or new_id()
    return [edit for key in members for edit in edits.edit(case, "excerpts", key, evidence_set=name)]


def leave(case: Case, keys: Sequence[str]) -> list[Edit]:
    """Take excerpts out of their sets; one that is left alone is in none either."""
    gone = dict.fromkeys(key for key in keys if case.excerpts[key].evidence_set)
    for key in list(gone):
        rest = [other.id for other in others_of(case, case.excerpts[key]) if other.id not in gone]
        if len(rest) == 1:
            gone[rest[0]] = None
    return [edit for key in gone for edit in edits.edit(case, "excerpts", key, evidence_set="")]


def others_of(case: Case, excerpt: Excerpt) -> list[Excerpt]:
    """Return the other excerpts of the set that an excerpt is in, by ref: those of its claim and of its stance."""
    if not excerpt.evidence_set:
        return []
    return [
        other
        for other in case.excerpts_of(excerpt.claim, excerpt.stance)
        if other.evidence_set == excerpt.evidence_set and other.id != excerpt.id
    ]


def grouped(excerpts: Sequence[Excerpt]) -> list[list[Excerpt]]:
    """Return the excerpts of a claim by sets, each at the place of its first; one in no set stands alone."""
    groups: dict[tuple[str, str], list[Excerpt]] = {}
    for excerpt in excerpts:
        key = (excerpt.evidence_set, excerpt.stance.value) if excerpt.evidence_set else (excerpt.id, "")
        groups.setdefault(key, []).append(excerpt)
    return list(groups.values())


def set_words(case: Case, excerpt: Excerpt) -> str:
    """Return "only together with E9 and E12" for an excerpt in a set, "" for another."""
    *most, last = [other.ref for other in others_of(case, excerpt)] or [""]
    names = f"{', '.join(most)} and {last}" if most else last
    return f"only together with {names}" if names else ""
