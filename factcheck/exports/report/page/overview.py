"""The top of the page: what the case is, how its claims stand, and which source says what to which claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.case.records import Claim, Source, Stance
from factcheck.exports.report.page.claims import FLAGS, Places, badge
from factcheck.exports.report.page.markup import Html, element, glyph, join, when
from factcheck.exports.report.view import Count, View
from factcheck.exports.selection import Selection

MOST_CELLS = 20_000
"""Cells of the largest matrix that is drawn unasked: more nobody reads, and a browser takes long over them."""

_CELLS = {
    frozenset({Stance.SUPPORTS, Stance.CONTRADICTS}): ("both", "◐", "supports and contradicts"),
    frozenset({Stance.SUPPORTS}): ("supports", "✓", "supports"),
    frozenset({Stance.CONTRADICTS}): ("contradicts", "✗", "contradicts"),
    frozenset({Stance.CONTEXT}): ("context", "•", "gives context"),
    frozenset[Stance](): ("silent", "", "nothing is quoted from it"),
}


def heading(selection: Selection, view: View) -> Iterator[Html]:
    """Yield the title and what there is to say at once; nothing of it comes from the clock."""
    case, only, names = view.case, view.only, view.checkers
    yield element("h1", case.title or "Untitled case", dir="auto")
    told = f"{view.progress}, by {', '.join(names)}." if names else "No claim has a verdict yet."
    counts = f"Fact-check of {count(len(case.claims), 'claim')} against {count(len(case.sources), 'source')}."
    yield element("p", join(" ", (counts, told)))
    if view.last_change:
        yield element("p", "Last change: ", when(view.last_change), ".")
    if view.corrections:
        words = count(len(view.corrections), "correction")
        yield element("p", element("a", words, href="#corrections"), ", listed below the claims.")
    if only:
        extract = f"This report is an extract: {len(selection.claims)} of {count(len(case.claims), 'claim')}, "
        yield element("p", extract, "those that pass the filter “", only, "”.")


def summary(counts: Sequence[Count]) -> Html:
    """Return a table of the labels: each with its number, its share in words, and the share drawn."""
    total = sum(found.claims for found in counts)
    rows = [_share(found, total) for found in counts]
    head = element("tr", *(element("th", name, scope="col") for name in ("Verdict", "Claims", "Share", "")))
    table = element("table", element("thead", head), element("tbody", *rows), class_="shares")
    return section("summary", "Summary", table)


def _share(found: Count, total: int) -> Html:
    part = 100 * found.claims / total if total else 0
    words = f"{part:.0f} %" if part >= 1 or not part else "under 1 %"
    bar = element(
        "svg",
        element("rect", class_="track", width="100", height="10"),
        element("rect", class_=f"fill {found.label.kind}", width=f"{part:.2f}", height="10"),
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{found.claims} of {total}",
    )
    cells = (str(found.claims), words, bar)
    return element("tr", element("th", badge(found.label), scope="row"), *(element("td", cell) for cell in cells))


def matrix(selection: Selection, sources: Sequence[Source], places: Places) -> Iterator[Html]:
    """Yield the matrix of claims by sources, row by row."""
    size = len(selection.claims) * len(sources)
    wish = selection.options.get("matrix", "auto")
    if not size or wish == "no":
        return
    yield Html('<section id="matrix" aria-labelledby="matrix-title"><h2 id="matrix-title">Claims by sources</h2>')
    if wish == "auto" and size > MOST_CELLS:
        yield element("p", f"It would have {size:,} cells, more than can be read. A filter makes a smaller report.")
    else:
        legend = join(", ", (join(" ", (glyph(sign), words)) for _, sign, words in _CELLS.values() if sign))
        yield element("p", legend, "; empty: nothing is quoted from it", class_="facts")
        yield from _table(selection, sources, places)
    yield Html("</section>")


def _table(selection: Selection, sources: Sequence[Source], places: Places) -> Iterator[Html]:
    yield Html('<div class="wide" tabindex="0" role="region" aria-labelledby="matrix-title"><table class="matrix">')
    links = (element("a", source.ref, href=f"#{places.sources[source.id]}", title=source.title) for source in sources)
    corner = element("th", "Claim", scope="col")
    yield element("thead", element("tr", corner, *(element("th", link, scope="col") for link in links)))
    yield Html("<tbody>")
    for claim in selection.claims:
        yield _row(selection, claim, sources, places)
    yield Html("</tbody></table></div>")


def _row(selection: Selection, claim: Claim, sources: Sequence[Source], places: Places) -> Html:
    said: dict[str, set[Stance]] = {}
    for filed in selection.case.index.excerpts.get(claim.id, {}).values():
        said.setdefault(filed.source, set()).add(Stance(filed.stance))
    place = places.claims[claim.id]
    head = element("th", element("a", claim.ref, href=f"#{place}"), " ", claim.text, scope="row", dir="auto")
    return element("tr", head, *(_cell(said.get(source.id), place) for source in sources))


def _cell(stances: set[Stance] | None, place: str) -> Html:
    """Return what a source says to a claim; beside a side that it takes, context is not shown."""
    sides = frozenset(stances or ())
    name, sign, words = _CELLS[sides - {Stance.CONTEXT} or sides]
    if not sign:
        return _SILENT
    link = element("a", glyph(sign), element("span", words, class_="spoken"), href=f"#{place}", title=words)
    return element("td", link, class_=name)


_SILENT = element("td", element("span", "nothing is quoted from it", class_="spoken"))


def controls(counts: Sequence[Count], sources: Sequence[Source], places: Places) -> Html:
    """Return what filters the page; hidden until the script is there that makes it work."""
    labels = [("", "any verdict"), *((_choice(found), f"{found.label.name} ({found.claims})") for found in counts)]
    flags = [("", "any"), *((name, words) for name, (_, words) in FLAGS.items())]
    quoted = [("", "any source")]
    quoted += [(places.sources[source.id], f"{source.ref} {source.title}"[:60]) for source in sources]
    search = element("input", type="search", id="q", name="q", autocomplete="off", aria_describedby="shown")
    return element(
        "div",
        element("label", "Search ", search),
        *(_select(*which) for which in (("label", "Verdict", labels), ("flag", "Marked", flags))),
        _select("source", "Source", quoted),
        element("button", "Unfold all", type="button", id="unfold"),
        element("button", "Fold all", type="button", id="fold"),
        element("button", "Show all", type="button", id="reset"),
        role="search",
        id="controls",
        aria_label="Filter the claims",
        hidden=True,
    )


def _choice(found: Count) -> str:
    return found.label.id or "unchecked"


def _select(name: str, words: str, choices: Sequence[tuple[str, str]]) -> Html:
    options = [element("option", shown, value=value) for value, shown in choices]
    return element("label", f"{words} ", element("select", *options, id=name, name=name))


def theme() -> Html:
    """Return the switch between light and dark."""
    choices = [("", "as the system"), ("light", "light"), ("dark", "dark")]
    return element("div", _select("theme", "Colours", choices), id="colours", hidden=True)


def section(name: str, title: str, *content: str) -> Html:
    """Return a section of the page under its heading."""
    head = element("h2", title, id=f"{name}-title")
    return element("section", head, *content, id=name, aria_labelledby=f"{name}-title")


def count(number: int, noun: str) -> str:
    """Return a number of things."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def links(names: Sequence[tuple[str, str]]) -> Html:
    """Return the way about the page."""
    items = [element("li", element("a", words, href=f"#{name}")) for name, words in names]
    return element("nav", element("ul", *items), aria_label="Contents")
