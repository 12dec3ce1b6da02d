"""The end of the page: what was corrected, the sources in full, the scale and the method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.case.records import Claim, Source
from factcheck.case.scale import Scale
from factcheck.exports.report.page.claims import Places, badge, correction
from factcheck.exports.report.page.markup import NOTHING, Html, element, join, outward
from factcheck.exports.report.page.overview import section
from factcheck.exports.report.view import UNCHECKED, Corrected

_METHOD = (
    "Every claim is printed with the excerpts that support it and those that contradict it, as they were entered and "
    "each with its source. One scale holds for all claims. Where the text of a source is at hand, each quote is held "
    "against it, and how it stands there is said beside it. Figures that differ are marked by rule, as a reason to "
    "look; what they mean is the checkers' to say."
)
_FACTS = {
    "Author": "author",
    "Publisher": "publisher",
    "Published": "published",
    "Address": "url",
    "Accessed": "accessed",
    "File": "file",
    "SHA-256": "sha256",
    "Language": "language",
}


def corrections(found: Sequence[Corrected], places: Places) -> Html:
    """Return the verdicts that got another label, oldest first, each with the reason."""
    if not found:
        return NOTHING
    return section("corrections", "Corrections", element("ul", *(_corrected(one, places) for one in found)))


def _corrected(found: Corrected, places: Places) -> Html:
    claim = join(" ", (element("a", found.claim.ref, href=f"#{places.claims[found.claim.id]}"), found.claim.text))
    why = join("", ("Why: ", found.why)) if found.why else "No reason was written."
    return element("li", claim, element("p", correction(found)), element("p", why, class_="text", dir="auto"))


def sources(found: Sequence[tuple[Source, Sequence[Claim]]], places: Places) -> Iterator[Html]:
    """Yield the sources, each with all that is known of it and the claims that quote it."""
    if not found:
        return
    yield Html('<section id="sources" aria-labelledby="sources-title"><h2 id="sources-title">Sources</h2>')
    for source, claims in found:
        facts = [_fact(name, getattr(source, field)) for name, field in _FACTS.items()]
        quoting = [element("a", claim.ref, href=f"#{places.claims[claim.id]}") for claim in claims]
        cited = _pair("Quoted for", join(", ", quoting) or "no claim")
        note = element("p", "Note: ", source.note, class_="text", dir="auto") if source.note else NOTHING
        name = element("h3", join(" · ", (source.ref, source.title)), dir="auto")
        yield element(
            "article", name, element("dl", *facts, cited), note, id=places.sources[source.id], class_="source"
        )
    yield Html("</section>")


def _fact(name: str, value: str) -> Html:
    if not value:
        return NOTHING
    return _pair(name, outward(value) if name == "Address" else value)


def _pair(name: str, value: str) -> Html:
    return element("div", element("dt", name), element("dd", value))


def method(scale: Scale) -> Html:
    """Return how the claims were checked, and what each label means."""
    meanings = [element("div", element("dt", badge(label)), element("dd", label.meaning)) for label in scale.labels]
    meanings.append(element("div", element("dt", badge(UNCHECKED)), element("dd", UNCHECKED.meaning)))
    return section("method", "Scale and method", element("p", _METHOD), element("dl", *meanings))
