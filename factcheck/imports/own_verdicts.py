"""Verdicts that a file has otherwise than the case, and that another checker gave: they become the importer's own."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.case.case import Case
from factcheck.case.describe import label_words
from factcheck.case.record import Row
from factcheck.case.records import verdict_key
from factcheck.errors import InvalidError
from factcheck.imports.differences import COMPARED, differences, is_same, shown_value
from factcheck.imports.new_rows import BLANK
from factcheck.imports.plan import Difference, ImportStatus, PlanLine

_WRITTEN = ("confidence", "rationale", "condition")
_OF_ANOTHER = {"role": "", "cause": "", "over": ()}
"""What only a verdict that settles others has."""


def own_verdict(
    case: Case, here: Row, there: Row, checker: str, place: str, names: Mapping[str, str]
) -> list[PlanLine]:
    """Return lines that take over `there`, which differs from the verdict `here` of another, as one of `checker`.

    No line is returned if the checker has that verdict already. Raises
    InvalidError if `there` has no label any more, or only other words for a label that is not the checker's.
    """
    claim, other = str(here["claim"]), str(here["checker"])
    ref = case.claims[claim].ref
    was, label = here["label"], there.get("label")
    if was is not None and label is None:
        raise InvalidError(f"{ref} has no verdict in the file, but it is {other}'s here: {checker} cannot withdraw it")
    key = verdict_key(claim, checker)
    mine = case.verdicts.row(key)
    if mine is None:
        after = {**BLANK["verdicts"], **{name: value for name, value in there.items() if name not in _OF_ANOTHER}}
        after |= {"claim": claim, "checker": checker, "label": label}
        change = Difference(target=f"verdicts/{key}", field="label", before=None, after=after)
        words = f"{ref} verdict: here {_words(case, was)} ({other}) / there {_words(case, label)}"
        changed = [name for name in _WRITTEN if name in there and not is_same(here.get(name), there[name])]
        told = [f"{name} {shown_value(here.get(name), names)} / {shown_value(there[name], names)}" for name in changed]
        line = f"{'; '.join((words, *told))}: will be {checker}'s"
        return [PlanLine(place, ImportStatus.DIFFERS, "verdict", line, "", change)]
    if label == was != mine["label"]:
        raise InvalidError(
            f"{ref} has other words for {_words(case, was)} of {other}'s; {checker}'s own verdict is"
            f" {_words(case, mine['label'])} and stays"
        )
    fields = {name: there[name] for name in COMPARED["verdicts"] if name in there}
    lines = differences("verdicts", key, mine, fields, place, names)
    return [line._replace(words=f"{line.words}: will be {checker}'s, the row is {other}'s") for line in lines]


def _words(case: Case, label: str | None) -> str:
    return "nothing" if label is None else label_words(case, label)
