"""A claim on the page: folded it is a line with its verdict, unfolded all that speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.case.scale import Label
from factcheck.case.staleness import Difference
from factcheck.evidence import FigureMark, Relation
from factcheck.evidence.warnings import VerdictWarning
from factcheck.exports.report.page.markup import NOTHING, Html, element, escape, glyph, join, outward, when
from factcheck.exports.report.view import Corrected, Judgement, Quoted, Seen
from factcheck.quotes import State

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SIDES = (
    ("supports", "Supports", "No excerpt supports this claim."),
    ("contradicts", "Contradicts", "No excerpt contradicts this claim."),
)
FLAGS = {
    "stale": ("↻", "Look again"),
    "warned": ("⚠", "Warning"),
    "differ": ("⇄", "Checkers differ"),
    "figures": ("#", "Figures differ"),
    "fault": ("≠", "A quote is not as its source has it"),
}
"""What a claim is marked with beside its verdict, by the value under which it is sought: a sign, and words."""


class Places:
    """Where things stand on the page: an id for each claim and source, made of numbers and nothing of others."""

    def __init__(self, claims: Iterable[str], sources: Iterable[str]) -> None:
        """Number claims and sources, given by their ids, in their order."""
        self.claims: Mapping[str, str] = {key: f"claim-{number}" for number, key in enumerate(claims, 1)}
        self.sources: Mapping[str, str] = {key: f"source-{number}" for number, key in enumerate(sources, 1)}


def badge(label: Label) -> Html:
    """Return a label: its sign and its name, in the colour of where it points."""
    return element("span", glyph(label.glyph), " ", label.name or label.id, class_=f"badge {label.kind}")


def flags_of(seen: Seen) -> list[str]:
    """Return what a claim is marked with."""
    marks = {
        "stale": any(verdict.stale for verdict in seen.verdicts),
        "warned": any(warning.waiver is None for warning in seen.warnings),
        "differ": seen.differ,
        "figures": any(quote.differs for quote in seen.quotes),
        "fault": any(quote.fault for quote in seen.quotes),
    }
    return [name for name, holds in marks.items() if holds]


def claim(seen: Seen, places: Places, *, unfolded: bool = False) -> Html:
    """Return a claim."""
    flags = flags_of(seen)
    sources = dict.fromkeys(places.sources[quote.source.id] for quote in seen.quotes)
    return element(
        "details",
        _line(seen, flags),
        element("div", *_inside(seen, places), class_="inside"),
        class_=f"claim {seen.label.kind}",
        id=places.claims[seen.id],
        data_label=seen.label.id,
        data_flags=" ".join(flags),
        data_sources=" ".join(sources),
        open=unfolded,
    )


def _line(seen: Seen, flags: Sequence[str]) -> Html:
    differing = [(mark.claim.start, mark.claim.end) for quote in seen.quotes for mark in quote.marks if _differs(mark)]
    shown = [element("span", glyph(FLAGS[flag][0]), " ", FLAGS[flag][1], class_=f"flag {flag}") for flag in flags]
    heading = element("h3", element("span", seen.ref, class_="ref"), " ", _marked(seen.text, differing), dir="auto")
    return element("summary", heading, element("span", badge(seen.label), *shown, class_="badges"))


def _inside(seen: Seen, places: Places) -> Iterator[Html]:
    facts = join(" · ", _facts(seen))
    yield element("p", facts, class_="facts") if facts else NOTHING
    for number, verdict in enumerate(seen.verdicts):
        yield _verdict(verdict, also=number > 0)
    yield from map(_warning, seen.warnings)
    yield from (_verdict(note, also=False) for note in seen.notes)
    yield from (element("p", "Corrected: ", correction(found), class_="corrected") for found in seen.corrections)
    sides = (seen.supports, seen.contradicts)
    columns = [_side(*side, quotes, places) for side, quotes in zip(_SIDES, sides, strict=True)]
    yield element("div", *columns, class_="sides")
    yield _side("context", "Context", "", seen.context, places) if seen.context else NOTHING


def _facts(seen: Seen) -> Iterator[Html]:
    for name, value in (("Speaker", seen.speaker), ("Date", seen.date), ("Tags", ", ".join(seen.tags))):
        if value:
            yield join("", (f"{name}: ", value))
    if seen.origin:
        yield join("", ("Origin: ", outward(seen.origin)))


def _verdict(verdict: Judgement, *, also: bool) -> Html:
    """Return a verdict with its reasons, and what of its basis changed; without a label these are notes."""
    confidence = verdict.confidence and f"{verdict.confidence} confidence"
    label = badge(verdict.label) if verdict.label.id else escape("Notes")
    signed = join(" · ", (label, confidence, verdict.checker, when(verdict.at)))
    return element(
        "div",
        element("p", "Also: " if also else "", signed),
        element("p", "Condition: ", verdict.condition, class_="text") if verdict.condition else NOTHING,
        element("p", verdict.rationale, class_="text", dir="auto") if verdict.rationale else NOTHING,
        _look_again(verdict.changed) if verdict.stale else NOTHING,
        class_="verdict",
    )


def _look_again(changed: Sequence[Difference]) -> Html:
    words = element("p", glyph("↻"), " Look again: what this verdict was based on has changed since.")
    return element("div", words, element("ul", *map(_difference, changed)), class_="again")


def _difference(found: Difference) -> Html:
    signed = join(" · ", (found.words, found.by, when(found.at)))
    before = element("del", found.before, class_="text") if found.before else NOTHING
    after = element("ins", found.after, class_="text") if found.after else NOTHING
    return element("li", join(" ", (signed, before, after)))


def _warning(found: VerdictWarning) -> Html:
    if found.waiver is None:
        return element("p", glyph("⚠"), f" Warning, {found}", class_="warning")
    reason, by, at = found.waiver
    signed = join(" · ", (by, when(at)))
    told = join("", (f"Waived, {found}. Why: ", reason))
    return element("p", told, join("", (" (", signed, ")")) if signed else NOTHING, class_="waived")


def _side(stance: str, heading: str, nothing: str, quotes: Sequence[Quoted], places: Places) -> Html:
    shown = [_quote(quote, places) for quote in quotes] or [element("p", nothing, class_="nothing")]
    title = f"{heading} {len(quotes)}" if quotes else heading
    return element("section", element("h4", title), *shown, class_=f"side {stance}")


def _quote(quote: Quoted, places: Places) -> Html:
    spans = [(mark.excerpt.start, mark.excerpt.end) for mark in quote.marks if _differs(mark)]
    language = quote.source.language if _LANGUAGE.fullmatch(quote.source.language) else False
    return element(
        "figure",
        element("blockquote", _marked(quote.quote, spans), class_="text", dir="auto", lang=language),
        element("figcaption", *_caption(quote, places)),
    )


def _caption(quote: Quoted, places: Places) -> Iterator[Html]:
    source = quote.source
    facts = [source.title, source.publisher, source.author, source.published, quote.locator]
    link = element("a", source.ref, href=f"#{places.sources[source.id]}")
    yield element("p", join(" · ", (quote.ref, link, *facts)), class_="citation")
    if quote.state:
        kind = "anchor fault" if quote.fault else "anchor"
        how = "not compared with its source, " if quote.state == State.NO_TEXT else ""
        told = join(" · ", (f"Quote: {how}{quote.state}", quote.remark))
        yield element("p", glyph(quote.glyph), " ", told, class_=kind)
    if quote.differs:
        yield element("p", glyph("#"), f" {quote.differs}", class_="differs")
    if quote.note:
        yield element("p", "Note: ", quote.note, class_="text")


def _differs(mark: FigureMark) -> bool:
    return mark.relation is Relation.DIFFERS


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> Html:
    """Return text in which some spans are marked: what they say differs."""
    pieces, done = [], 0
    for start, end in sorted(set(spans)):
        if done <= start < end <= len(text):
            pieces += [escape(text[done:start]), element("mark", text[start:end])]
            done = end
    return Html("".join([*pieces, escape(text[done:])]))


def correction(found: Corrected) -> Html:
    """Return what became of a verdict, who changed it and when."""
    return join(" · ", (join(" → ", (badge(found.old), badge(found.new))), found.by, when(found.at)))
