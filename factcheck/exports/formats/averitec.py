"""AVeriTeC (Schlichtkrull et al. 2023): the checked claims with questions and answers, as one JSON array.

Each excerpt becomes a question with one extractive answer. The question is the note if that ends in a question mark,
else what the source says about the claim. Labels map by their kind to the four of AVeriTeC. The format has no stances.
Tags that are names of its claim types or strategies become these. Unknown values are null. A claim that was imported
from AVeriTeC is written with all its fields as they were, but for what was changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from factcheck.case.records import Claim, Excerpt, Source, Verdict
from factcheck.case.scale import Label, LabelKind
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_labels, lint_quotes, lint_verdicts
from factcheck.exports.selection import Selection, justification, labelled_claims
from factcheck.exports.values import date_parts, is_web, json_array
from factcheck.text import clean, clean_line

LABELS = {
    LabelKind.FOR: "Supported",
    LabelKind.AGAINST: "Refuted",
    LabelKind.MIXED: "Conflicting Evidence/Cherrypicking",
    LabelKind.OPEN: "Not Enough Evidence",
}
CLAIM_TYPES = (
    "Event/Property Claim",
    "Numerical Claim",
    "Quote Verification",
    "Causal Claim",
    "Position Statement",
    "Speculative Claim",
    "Opinion Claim",
    "Media Publishing Claim",
    "Media Analysis Claim",
)
STRATEGIES = (
    "Written Evidence",
    "Numerical Comparison",
    "Consultation",
    "Satirical Source Identification",
    "Media Source Discovery",
    "Image Analysis",
    "Video Analysis",
    "Audio Analysis",
    "Geolocation",
    "Fact-checker Reference",
)
_MEDIA = {"image": "Image/graphic", "video": "Video", "audio": "Audio", "text": "Web text"}
_UNANSWERED = "No answer could be found."
_PARTS_OF_DAY = 3
"""Year, month and day."""


class Averitec(ExportFormat):
    """Writes an AVeriTeC data set."""

    suffix, about = BUILT_IN["averitec"][:2]

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield one array of the checked claims."""
        return json_array(_claim(selection, *labelled) for labelled in labelled_claims(selection))

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the fields of AVeriTeC that the case does not have."""
        yield from lint_verdicts(selection)
        yield from lint_labels(selection, LABELS)
        for claim, verdict, label in labelled_claims(selection):
            if not justification(verdict):
                yield LintIssue(claim.ref, "justification", "no rationale")
            if not selection.case.evidence_of(claim.id) and label.kind != LabelKind.OPEN:
                yield LintIssue(claim.ref, "questions", "no excerpt to answer a question")
            yield from _lint_claim(claim)
            for excerpt in selection.case.evidence_of(claim.id):
                if not is_web(selection.case.sources[excerpt.source].url):
                    yield LintIssue(excerpt.ref, "source_url", "source has no web address", required=False)
        yield from lint_quotes(selection)


def _claim(selection: Selection, claim: Claim, verdict: Verdict, label: Label) -> dict[str, Any]:
    web = is_web(claim.origin)
    kept = kept_of(selection, "claims", claim.id)
    found = {
        "claim": claim.text,
        "required_reannotation": False,
        "label": LABELS[label.kind],
        "justification": justification(verdict),
        "claim_date": _date(claim.date),
        "speaker": claim.speaker or None,
        "original_claim_url": claim.origin if web else None,
        "cached_original_claim_url": None,
        "fact_checking_article": None,
        "reporting_source": None if web else claim.origin or None,
        "location_ISO_code": None,
        "claim_types": _tagged(claim, CLAIM_TYPES),
        "fact_checking_strategies": _tagged(claim, STRATEGIES),
        "questions": list(_questions(selection, claim, label, kept)),
    }
    found |= _as_given(kept, claim, verdict, found)
    return {"claim_id": claim.external_id, **found} if claim.external_id else found


def kept_of(selection: Selection, table: str, key: str) -> Mapping[str, Any]:
    """Return what an import of AVeriTeC kept beside a row; {} if it was not imported from there."""
    kept = (selection.case.tables[table].row(key) or {}).get("averitec")
    return kept if isinstance(kept, dict) else {}


_HELD = {
    "claim_date": "date",
    "speaker": "speaker",
    "original_claim_url": "origin",
    "reporting_source": "origin",
    "claim_types": "tags",
    "fact_checking_strategies": "tags",
}
"""The fields of AVeriTeC, each with the field of a claim in which it is held."""


def _as_given(kept: Mapping[str, Any], claim: Claim, verdict: Verdict, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as they were imported, but for those that were changed in the case since."""
    given, held = kept.get("given", {}), kept.get("held", {})
    now = {
        "claim": claim.text == clean_line(str(given.get("claim", ""))),
        "label": given.get("label") == found["label"],
        "justification": not verdict.condition and verdict.rationale == clean(str(given.get("justification") or "")),
    }
    now |= {name: _is_same(getattr(claim, field), held.get(field)) for name, field in _HELD.items()}
    return {name: value for name, value in given.items() if now.get(name, True)}


def _is_same(here: object, held: object) -> bool:
    if isinstance(here, tuple):
        return list(here) == [clean_line(str(tag)) for tag in held or ()] if isinstance(held, list) else not here
    return here == clean_line(str(held or ""))


def _date(text: str) -> str | None:
    """Return a date with the day first, as the format requires; None if the day is unknown."""
    parts = date_parts(text)
    return "{2:02}-{1:02}-{0:04}".format(*parts) if len(parts) == _PARTS_OF_DAY else None


def _tagged(claim: Claim, names: tuple[str, ...]) -> list[str]:
    tags = {tag.casefold() for tag in claim.tags}
    return [name for name in names if name.casefold() in tags]


def _questions(
    selection: Selection, claim: Claim, label: Label, kept_beside: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield the questions: those that were imported in their order, then those of other excerpts."""
    excerpts = selection.case.evidence_of(claim.id)
    imported: dict[int, dict[str, Any]] = {}
    for each in kept_beside.get("questions", ()):
        imported[each["at"]] = {name: value for name, value in each.items() if name != "at"}
    answers: dict[int, list[tuple[int, dict[str, Any]]]] = {}
    others = []
    for excerpt in excerpts:
        source, kept = selection.case.sources[excerpt.source], kept_of(selection, "excerpts", excerpt.id)
        if not kept:
            others.append({"question": question(claim, excerpt, source), "answers": [_answer(excerpt, source)]})
            continue
        answers.setdefault(kept["at"], []).append((kept["number"], _given_answer(kept["given"], excerpt, source)))
        imported[kept["at"]] = {"question": kept["question"], "answers": kept["more"]}
    for at, of in answers.items():
        numbered = sorted([*of, *imported[at]["answers"]], key=itemgetter(0))
        imported[at]["answers"] = [answer for _, answer in numbered]
    yield from (imported[at] for at in sorted(imported))
    yield from others
    if kept_beside:
        return
    if not excerpts and label.kind == LabelKind.OPEN:
        answer = {"answer": _UNANSWERED, "answer_type": "Unanswerable", "source_url": "", "cached_source_url": ""}
        yield {"question": f"What evidence is there that {claim.text}", "answers": [answer | {"source_medium": ""}]}


def question(claim: Claim, excerpt: Excerpt, source: Source) -> str:
    """Return the question that an excerpt answers."""
    if excerpt.note.rstrip().endswith("?"):
        return excerpt.note
    return f"What does {source.title or source.publisher or source.ref} say about the claim “{claim.text}”?"


def _answer(excerpt: Excerpt, source: Source) -> dict[str, str]:
    return {
        "answer": excerpt.quote,
        "answer_type": "Extractive",
        "source_url": source.url if is_web(source.url) else "",
        "cached_source_url": "",
        "source_medium": medium(source),
    }


def _given_answer(given: Mapping[str, Any], excerpt: Excerpt, source: Source) -> dict[str, Any]:
    """Return an answer as it was imported, with what was changed in the case since."""
    answer = dict(given)
    if str(given.get("answer", "")).strip() != excerpt.quote:
        answer["answer"] = excerpt.quote
    address = given.get("source_url") or given.get("cached_source_url") or ""
    if is_web(source.url) and clean_line(str(address)) != source.url:
        answer |= {"source_url": source.url, "cached_source_url": "", "source_medium": medium(source)}
    return answer


def medium(source: Source) -> str:
    """Return the medium of a source, one of the values of the format; "" if unknown."""
    if source.media_type == "application/pdf":
        return "PDF"
    if not source.media_type:
        return "Web text" if is_web(source.url) else ""
    return _MEDIA.get(source.media_type.partition("/")[0], "Other")


def _lint_claim(claim: Claim) -> Iterator[LintIssue]:
    if _date(claim.date) is None:
        message = "no date" if not claim.date else "date without a day; left out"
        yield LintIssue(claim.ref, "claim_date", message, required=False)
    if not claim.speaker:
        yield LintIssue(claim.ref, "speaker", "no speaker", required=False)
    if not claim.origin:
        yield LintIssue(claim.ref, "original_claim_url", "no origin", required=False)
