"""What is exported: a case, the selected claims, the texts of the sources, and the options of the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Source
from factcheck.errors import UnknownError
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.text import folded, slug


def _nothing(_key: str) -> None:
    return None


def _go_on() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A case and the claims of it that are wanted, in their order.

    `only` is the filter that chose them, empty for the whole case. `options` are what the user asked of the format,
    by the names that it documents. `anchor` tells by an excerpt's id how that stands to its source, `text` by a
    source's id what is written there; each None where that is not known. `check` is called while an export waits for
    something that takes long; it raises where the export is not wanted any more.
    """

    case: Case
    claims: Sequence[Claim]
    only: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    anchor: AnchorLookup = no_anchor
    text: Callable[[str], str | None] = _nothing
    check: Callable[[], object] = _go_on


class LintIssue(NamedTuple):
    """What a format requires or advises and the case does not have: of what (a ref, or "case"), which field, and why.

    What is `required` makes the export incomplete by the format's own rules; the rest is advice.
    """

    ref: str
    field: str
    words: str
    required: bool = True


def is_whole(selection: Selection) -> bool:
    """Return whether a selection is the whole case, including sources that no claim quotes."""
    return not selection.only.strip() and len(selection.claims) == len(selection.case.claims)


def sources_of(selection: Selection) -> list[Source]:
    """Return the sources of a selection by their refs: of the whole case all, of an extract those that it quotes."""
    case = selection.case
    if is_whole(selection):
        keys = set(case.sources)
    else:
        filed = (case.index.excerpts.get(claim.id, {}).values() for claim in selection.claims)
        keys = {how.source for found in filed for how in found}
    return sorted((case.sources[key] for key in keys), key=lambda source: (len(source.ref), source.ref))


def option_value(selection: Selection, name: str, choices: Sequence[str]) -> str:
    """Return the value of the option `name`, one of `choices`; the first by default. Raises UnknownError."""
    value = selection.options.get(name, choices[0])
    if value not in choices:
        raise UnknownError(f"option {name}: no {value!r}; there are {', '.join(choices)}")
    return value


def file_names(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield a file name without suffix for each claim.

    The names are valid on every system, and differ even where case and accents are ignored.
    """
    taken: set[str] = set()
    for claim in claims:
        name = plain = slug(f"{claim.ref} {claim.text}") or "claim"
        number = 1
        while folded(name) in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(folded(name))
        yield name
