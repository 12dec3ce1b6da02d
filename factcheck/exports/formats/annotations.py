"""Web Annotation: the excerpts of a selection as annotations of their sources, in JSON-LD.

One AnnotationCollection with one page, after the Web Annotation Data Model (W3C Recommendation, 2017-02-23). Each
excerpt is assessed as to a claim: its bodies are the stance (classifying), the claim (assessing) and the note
(commenting), its target the source with a TextQuoteSelector and, where the place is known, a TextPositionSelector,
whose `start` and `end` count code points, as the model wants. The state of the target is when the source was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from factcheck.case.records import Claim, Excerpt, Source
from factcheck.exports import BUILT_IN, ExportFormat
from factcheck.exports.lint import LintIssue, lint_quotes
from factcheck.exports.selection import Selection
from factcheck.exports.values import day, dumps, is_utc, is_web, separated, source_iri, urn
from factcheck.quotes import Span

_UNIT = "TextPositionSelector: start and end count Unicode code points from 0; end is exclusive."
_CONTEXT = 32
_PAGE = re.compile(r"(?:p|pp|page)\.?\s*([0-9]{1,9})\b.*", re.IGNORECASE | re.DOTALL)
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"


class Annotations(ExportFormat):
    """Writes excerpts as annotations."""

    suffix, about = BUILT_IN["annotations"][:2]

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield the annotations of a selection's excerpts. How many there are stands at the end."""
        name = urn("case", f"{selection.case.info.created} {selection.only}".strip() or "untimed")
        head = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": name,
            "type": "AnnotationCollection",
            "label": selection.case.title,
            "rdfs:comment": _UNIT,
        }
        page = {"id": f"{name}:page", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
        total = 0

        def written() -> Iterator[bytes]:
            nonlocal total
            for claim, excerpt in _excerpts(selection):
                total += 1
                yield dumps(annotation(selection, claim, excerpt))

        opening = dumps(head)[:-1] + b',"first":' + dumps(page)[:-1] + b',"items":['
        yield from separated(opening, written(), b"]}")
        yield b',"total":%d}\n' % total

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield which annotations others cannot place: of sources without an address, of quotes that are not there."""
        told: set[str] = set()
        for _, excerpt in _excerpts(selection):
            source = selection.case.sources[excerpt.source]
            if source.id not in told and not is_web(source.url):
                words = "no web address; its annotations use an identifier of this case"
                yield LintIssue(source.ref, "url", words, required=False)
            told.add(source.id)
            anchor = selection.anchor(excerpt.id)
            if not excerpt.quote:
                yield LintIssue(excerpt.ref, "exact", "empty quote")
            if anchor is not None and anchor.state.is_mismatch:
                yield LintIssue(excerpt.ref, "exact", f"quote is {anchor.state.value} in the source", required=False)
            if _place(selection, excerpt) is None:
                yield LintIssue(excerpt.ref, "start", "position in the text unknown", required=False)
        yield from lint_quotes(selection)


def annotation(selection: Selection, claim: Claim, excerpt: Excerpt) -> dict[str, Any]:
    """Return the annotation that an excerpt is."""
    source = selection.case.sources[excerpt.source]
    made = {"created": excerpt.at} if is_utc(excerpt.at) else {}
    state = {"state": {"type": "TimeState", "sourceDate": source.accessed}} if is_utc(source.accessed) else {}
    return {
        "id": urn("excerpt", excerpt.id),
        "type": "Annotation",
        "motivation": "assessing",
        **({"creator": {"type": "Person", "name": excerpt.by}} if excerpt.by else {}),
        **made,
        "body": list(_bodies(claim, excerpt)),
        "target": {
            "type": "SpecificResource",
            "source": _source(source),
            "selector": list(_selectors(selection, source, excerpt)),
            **state,
            **({"rdfs:comment": excerpt.locator} if excerpt.locator else {}),
        },
        **({"rdfs:label": excerpt.ref} if excerpt.ref else {}),
    }


def _excerpts(selection: Selection) -> Iterator[tuple[Claim, Excerpt]]:
    for claim in selection.claims:
        for excerpt in selection.case.excerpts_of(claim.id):
            yield claim, excerpt


def _bodies(claim: Claim, excerpt: Excerpt) -> Iterator[dict[str, Any]]:
    yield _body("classifying", excerpt.stance.value)
    yield _body("assessing", claim.text) | {"id": urn("claim", claim.id), "rdfs:label": claim.ref}
    if excerpt.note:
        yield _body("commenting", excerpt.note)


def _body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _source(source: Source) -> dict[str, Any]:
    """Return the source with what is known of it, in the terms of Dublin Core."""
    known = {
        "format": source.media_type,
        "language": source.language,
        "rdfs:label": source.ref,
        "dcterms:title": source.title,
        "dcterms:creator": source.author,
        "dcterms:publisher": source.publisher,
        "dcterms:issued": day(source.published),
        "dcterms:identifier": source.sha256 and f"sha256:{source.sha256}",
    }
    return {"id": source_iri(source), "type": "Text"} | {name: value for name, value in known.items() if value}


def _selectors(selection: Selection, source: Source, excerpt: Excerpt) -> Iterator[dict[str, Any]]:
    place = _place(selection, excerpt)
    prefix, suffix = _context(selection, excerpt, place)
    yield {"type": "TextQuoteSelector", "exact": excerpt.quote, "prefix": prefix, "suffix": suffix}
    if place is not None:
        yield {"type": "TextPositionSelector", "start": place[0], "end": place[1]}
    page = _PAGE.fullmatch(excerpt.locator)
    if page and source.media_type == "application/pdf":
        yield {"type": "FragmentSelector", "conformsTo": _PDF_FRAGMENT, "value": f"page={page[1]}"}


def _place(selection: Selection, excerpt: Excerpt) -> Span | None:
    """Return where a quote stands, as it was found again; else as it was noted."""
    anchor = selection.anchor(excerpt.id)
    if anchor is not None and anchor.parts and not anchor.source:
        return anchor.parts[0][0], anchor.parts[-1][1]
    if excerpt.start is None or excerpt.end is None or not 0 <= excerpt.start < excerpt.end:
        return None
    return excerpt.start, excerpt.end


def _context(selection: Selection, excerpt: Excerpt, place: Span | None) -> tuple[str, str]:
    """Return what stands before and behind a quote: as it was noted, else as the source's text has it."""
    if excerpt.prefix or excerpt.suffix or place is None:
        return excerpt.prefix, excerpt.suffix
    text = selection.text(excerpt.source)
    if text is None or text[place[0] : place[1]] != excerpt.quote:
        return "", ""
    return text[max(0, place[0] - _CONTEXT) : place[0]], text[place[1] : place[1] + _CONTEXT]
