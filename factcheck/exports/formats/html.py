"""The report as one page that any browser opens from the disk: to read, filter, print and pass on.

It says what the Markdown report says, and beside each quote how that stands in its source. Nothing is fetched from
anywhere, no text of others can act (`page.markup` escapes all that is not markup by its type; a Content Security Policy
lets nothing run but the page's own script), and without the script it is whole. It is written claim by claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.case.records import Source
from factcheck.exports.options import check, choice
from factcheck.exports.report.page import appendix, document, overview
from factcheck.exports.report.page.claimreview import OPTIONS as REVIEW_OPTIONS
from factcheck.exports.report.page.claimreview import reviews
from factcheck.exports.report.page.claims import Places, claim
from factcheck.exports.report.page.markup import Html, element
from factcheck.exports.report.view import View
from factcheck.exports.selection import Lack, Selection

OPTIONS = {
    "matrix": f"the table of claims by sources: yes, no, or auto (up to {overview.MOST_CELLS:,} cells; the default)",
    "figures": "whether figures that differ from the claim's are marked: yes (the default), or no, which is quicker",
    "unfold": "whether claims stand unfolded at first: yes, or no (the default)",
    **REVIEW_OPTIONS,
}
CHOICES = {"matrix": ("auto", "yes", "no"), "figures": ("yes", "no"), "unfold": ("no", "yes")}


def write(selection: Selection) -> Iterator[str]:
    """Yield the page on a selection. Raises UnknownError for an option that is none."""
    check(selection, OPTIONS)
    chosen = {name: choice(selection, name, words) for name, words in CHOICES.items()}
    view = View(selection, figures=chosen["figures"] == "yes")
    sources = view.sources()
    places = Places((found.id for found in selection.claims), (source.id for source, _ in sources))
    yield document.opening(selection.case.title or "Untitled case")
    yield element("a", "Skip to the claims", href="#claims", class_="skip")
    yield element("header", overview.theme(), *overview.heading(selection, view))
    yield overview.links(list(_contents(view, bool(sources))))
    yield Html("<main>\n")
    yield from _main(selection, view, [source for source, _ in sources], places)
    yield appendix.corrections(view.corrections, places)
    yield from appendix.sources(sources, places)
    yield appendix.method(selection.case.scale)
    yield Html("\n</main>\n")
    yield from reviews(selection)
    yield document.ending()


def _contents(view: View, has_sources: bool) -> Iterator[tuple[str, str]]:
    yield from (("summary", "Summary"), ("claims", "Claims"))
    if view.corrections:
        yield "corrections", "Corrections"
    if has_sources:
        yield "sources", "Sources"
    yield "method", "Scale and method"


def _main(selection: Selection, view: View, sources: list[Source], places: Places) -> Iterator[Html]:
    counts = view.counts()
    yield overview.summary(counts)
    yield from overview.matrix(selection, sources, places)
    yield Html('<section id="claims" aria-labelledby="claims-title" tabindex="-1"><h2 id="claims-title">Claims</h2>')
    yield overview.controls(counts, sources, places)
    yield element("p", overview.count(len(selection.claims), "claim"), id="shown", role="status", class_="facts")
    unfolded = selection.options.get("unfold") == "yes"
    for seen in view.claims:
        yield Html(f"{claim(seen, places, unfolded=unfolded)}\n")
    yield Html("</section>\n")


def lint(selection: Selection) -> Iterator[Lack]:
    """Yield what a published check owes its readers and the case lacks.

    After the code of principles of the IFCN: sources in enough detail to find them again, and reasons. A quote that
    its source does not have must be mended; the rest is advice.
    """
    for source, _ in View(selection).sources():
        if not (source.url or source.publisher or source.author):
            yield Lack(source.ref, "url", "nothing says where readers find this source", required=False)
    for found in selection.claims:
        verdict = selection.case.verdict_of(found.id)
        if verdict is None:
            yield Lack(found.ref, "verdict", "is unchecked", required=False)
        elif not verdict.rationale:
            yield Lack(found.ref, "rationale", "has a verdict without a reason", required=False)
        for excerpt in selection.case.excerpts_of(found.id):
            anchor = selection.anchor(excerpt.id)
            if anchor and anchor.state.fault:
                yield Lack(excerpt.ref, "quote", f"{anchor.state} in its source")
