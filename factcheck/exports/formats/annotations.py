"""Web Annotation: the excerpts of a selection as annotations of their sources, in JSON-LD.

The file is an AnnotationCollection with one page (Web Annotation Data Model, W3C Recommendation, 2017-02-23). The
bodies of an annotation are the stance (classifying), the claim (assessing) and the note (commenting). Its target is the
source with a TextQuoteSelector and, if the position is known, a TextPositionSelector, whose `start` and `end` count
code points, as the model requires. The state of the target is the date of access of the source.
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

_POSITION_COMMENT = "TextPositionSelector: start and end count Unicode code points from 0; end is exclusive."
_CONTEXT = 32
_PAGE = re.compile(r"(?:p|pp|page)\.?\s*([0-9]{1,9})\b.*", re.IGNORECASE | re.DOTALL)
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"


class Annotations(ExportFormat):
    """Writes excerpts as annotations."""

    suffix, about = BUILT_IN["annotations"][:2]

    def write(self, selection: Selection) -> Iterator[bytes]:
        """Yield one collection of annotations; their number, `total`, is at the end."""
        name = urn("case", f"{selection.case.info.created} {selection.only}".strip() or "untimed")
        head = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": name,
            "type": "AnnotationCollection",
            "label": selection.case.title,
            "rdfs:comment": _POSITION_COMMENT,
        }
        page = {"id": f"{name}:page", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
        total = 0

        def items() -> Iterator[bytes]:
            nonlocal total
            for claim, excerpt in _excerpts(selection):
                total += 1
                yield dumps(annotation(selection, claim, excerpt))

        opening = dumps(head)[:-1] + b',"first":' + dumps(page)[:-1] + b',"items":['
        yield from separated(opening, items(), b"]}")
        yield b',"total":%d}\n' % total

    def lint(self, selection: Selection) -> Iterator[LintIssue]:
        """Yield the sources without an address, and the quotes that are empty, altered or without a position."""
        seen: set[str] = set()
        for _, excerpt in _excerpts(selection):
            source = selection.case.sources[excerpt.source]
            if source.id not in seen and not is_web(source.url):
                message = "no web address; its annotations use an identifier of this case"
                yield LintIssue(source.ref, "url", message, required=False)
            seen.add(source.id)
            anchor = selection.anchor(excerpt.id)
            if not excerpt.quote:
                yield LintIssue(excerpt.ref, "exact", "empty quote")
            if anchor is not None and anchor.state.is_mismatch:
                yield LintIssue(excerpt.ref, "exact", f"quote is {anchor.state.value} in the source", required=False)
            if _position(selection, excerpt) is None:
                yield LintIssue(excerpt.ref, "start", "position in the text unknown", required=False)
        yield from lint_quotes(selection)


def annotation(selection: Selection, claim: Claim, excerpt: Excerpt) -> dict[str, Any]:
    """Return an excerpt as an annotation."""
    source = selection.case.sources[excerpt.source]
    created = {"created": excerpt.at} if is_utc(excerpt.at) else {}
    state = {"state": {"type": "TimeState", "sourceDate": source.accessed}} if is_utc(source.accessed) else {}
    return {
        "id": urn("excerpt", excerpt.id),
        "type": "Annotation",
        "motivation": "assessing",
        **({"creator": {"type": "Person", "name": excerpt.by}} if excerpt.by else {}),
        **created,
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
    """Return the source with its known fields, in the terms of Dublin Core."""
    fields = {
        "format": source.media_type,
        "language": source.language,
        "rdfs:label": source.ref,
        "dcterms:title": source.title,
        "dcterms:creator": source.author,
        "dcterms:publisher": source.publisher,
        "dcterms:issued": day(source.published),
        "dcterms:identifier": source.sha256 and f"sha256:{source.sha256}",
    }
    return {"id": source_iri(source), "type": "Text"} | {name: value for name, value in fields.items() if value}


def _selectors(selection: Selection, source: Source, excerpt: Excerpt) -> Iterator[dict[str, Any]]:
    position = _position(selection, excerpt)
    prefix, suffix = _context(selection, excerpt, position)
    yield {"type": "TextQuoteSelector", "exact": excerpt.quote, "prefix": prefix, "suffix": suffix}
    if position is not None:
        yield {"type": "TextPositionSelector", "start": position[0], "end": position[1]}
    page = _PAGE.fullmatch(excerpt.locator)
    if page and source.media_type == "application/pdf":
        yield {"type": "FragmentSelector", "conformsTo": _PDF_FRAGMENT, "value": f"page={page[1]}"}


def _position(selection: Selection, excerpt: Excerpt) -> Span | None:
    """Return the position of a quote in its source, from its anchor, else from the excerpt; None if unknown."""
    anchor = selection.anchor(excerpt.id)
    if anchor is not None and anchor.parts and not anchor.source:
        return anchor.parts[0][0], anchor.parts[-1][1]
    if excerpt.start is None or excerpt.end is None or not 0 <= excerpt.start < excerpt.end:
        return None
    return excerpt.start, excerpt.end


def _context(selection: Selection, excerpt: Excerpt, position: Span | None) -> tuple[str, str]:
    """Return the text before and after a quote, from the excerpt, else from the text of its source."""
    if excerpt.prefix or excerpt.suffix or position is None:
        return excerpt.prefix, excerpt.suffix
    (start, end), text = position, selection.text(excerpt.source)
    if text is None or text[start:end] != excerpt.quote:
        return "", ""
    return text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
