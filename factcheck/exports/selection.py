"""What is exported: a case, the selected claims, the texts of the sources, and the options of the format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from factcheck.case.case import Case
from factcheck.case.records import Claim, Entry, Source, Verdict
from factcheck.case.scale import Label
from factcheck.errors import InvalidError, UnknownError
from factcheck.quotes import AnchorLookup, no_anchor
from factcheck.text import folded, slug

if TYPE_CHECKING:
    from factcheck.evidence.marks.assessment import ClaimAssessment
    from factcheck.exports.draft.records import MarkedDraft


def _no_text(_source_id: str) -> None:
    return None


def _no_marks(_claim_id: str) -> None:
    return None


def _never_stop() -> None:
    return None


def _no_draft(_name: str) -> MarkedDraft:
    raise InvalidError("this case has no draft; `factcheck draft add FILE` adds one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A case and the claims of it that are exported, in their order.

    `only` is the filter that selected them, empty for the whole case. `options` are the user's options of the format,
    by name. `anchor` returns the anchor of an excerpt by its id, `text` the text of a source by its id; both return
    None if it is not known. `marks` returns the marks of a claim by its id, None if there are no texts. `check` is
    called during long operations, and raises if the export was cancelled. `draft` returns a draft by its ref or id, for
    "" the only one; it raises UnknownError, InvalidError, UnreadableError. `desk` publishes a report, and errors in it
    are told to `contact`.
    """

    case: Case
    claims: Sequence[Claim]
    only: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    anchor: AnchorLookup = no_anchor
    text: Callable[[str], str | None] = _no_text
    marks: Callable[[str], ClaimAssessment | None] = _no_marks
    desk: str = ""
    contact: str = ""
    check: Callable[[], object] = _never_stop
    draft: Callable[[str], MarkedDraft] = _no_draft


class CheckedClaim(NamedTuple):
    """A claim, its current verdict and the label of that; None if the label is no longer in the scale."""

    claim: Claim
    verdict: Verdict
    label: Label | None


def checked_claims(selection: Selection) -> Iterator[CheckedClaim]:
    """Yield the checked claims of a selection in their order."""
    labels = {label.id: label for label in selection.case.scale.labels}
    for claim in selection.claims:
        verdict = selection.case.verdict_of(claim.id)
        if verdict is not None:
            yield CheckedClaim(claim, verdict, labels.get(verdict.label or ""))


def labelled_claims(selection: Selection) -> Iterator[tuple[Claim, Verdict, Label]]:
    """Yield the checked claims whose label is in the scale, so that it can be mapped to another scale."""
    for claim, verdict, label in checked_claims(selection):
        if label is not None:
            yield claim, verdict, label


def justification(verdict: Verdict) -> str:
    """Return the rationale of a verdict and, on a line of its own, its condition."""
    condition = f"Condition: {verdict.condition}" if verdict.condition else ""
    return "\n".join(filter(None, (verdict.rationale, condition)))


def is_whole(selection: Selection) -> bool:
    """Return whether a selection is the whole case, including sources that no claim quotes."""
    return not selection.only.strip() and len(selection.claims) == len(selection.case.claims)


def sources_of(selection: Selection) -> list[Source]:
    """Return the sources of a selection by ref: all if it is the whole case, else those that the claims quote."""
    case = selection.case
    if is_whole(selection):
        ids = set(case.sources)
    else:
        excerpts = (case.index.excerpts.get(claim.id, {}).values() for claim in selection.claims)
        ids = {excerpt.source for of_claim in excerpts for excerpt in of_claim}
    return sorted((case.sources[source_id] for source_id in ids), key=lambda source: (len(source.ref), source.ref))


def entries_of(selection: Selection) -> list[Entry]:
    """Return the entries on the claims and sources of a selection and, if it is the whole case, on the case; by ref."""
    case = selection.case
    subjects = [*(claim.id for claim in selection.claims), *(source.id for source in sources_of(selection))]
    about = [*subjects, ""] if is_whole(selection) else subjects
    found = [case.entries[key] for on in about for key in case.index.entries.get(on, ())]
    return sorted(found, key=lambda entry: (len(entry.ref), entry.ref))


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
