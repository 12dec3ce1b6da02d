"""The Markdown report: a parser reads every text of a case back unchanged, and none of it is markup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.case.case import Case
from factcheck.case.changes import Change
from factcheck.case.records import Claim, Confidence, Excerpt, Source, Stance, Verdict
from factcheck.case.scale import Label, LabelKind, Scale
from factcheck.exports.report.markdown_filters import address
from factcheck.text import visible
from tests.exports.cases import render, small_case
from tests.exports.report.test_markdown_filters import written as any_text

PARSERS = {"commonmark": MarkdownIt("commonmark").enable("table"), "gfm": MarkdownIt("gfm-like")}
BLOCKS = {"heading", "paragraph", "inline", "blockquote", "bullet_list", "list_item"}
BLOCKS |= {"table", "thead", "tbody", "tr", "th", "td"}
# A case cannot hold a lone surrogate: UTF-8 has none.
written = any_text.map(lambda text: text.encode("utf-8", "ignore").decode()).filter(bool)
hostile = st.just("") | written
INLINES = {"text", "hardbreak", "strong_open", "strong_close", "link_open", "link_close"}

SOURCES = st.builds(
    Source,
    id=st.just("s"),
    ref=written,
    **dict.fromkeys(("title", "publisher", "author", "published", "accessed"), hostile),
    **dict.fromkeys(("file", "sha256", "language", "note"), hostile),
    url=hostile | st.just("https://example.org/a_b?c=*d*&e") | st.just("https://example.org/(a)"),
)
CLAIMS = st.builds(
    Claim,
    id=st.just("c"),
    ref=written,
    text=written,
    **dict.fromkeys(("speaker", "date", "origin"), hostile),
    tags=st.lists(hostile, max_size=2).map(tuple),
)
EXCERPTS = st.builds(
    Excerpt,
    id=st.just("e"),
    ref=written,
    claim=st.just("c"),
    source=st.just("s"),
    stance=st.sampled_from(Stance),
    quote=written,
    locator=hostile,
    note=hostile,
)
VERDICTS = st.builds(
    Verdict,
    claim=st.just("c"),
    checker=st.just("ada"),
    label=st.none() | st.just("a"),
    confidence=st.sampled_from(Confidence),
    rationale=hostile,
    condition=hostile,
    at=hostile,
)
LABELS = st.tuples(
    *(
        st.builds(Label, st.just(i), hostile, hostile, st.just(k), hostile, st.just(LabelKind.OPEN))
        for i, k in ("a1", "b2")
    )
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case in which everything that others may write is hostile, with a verdict that was changed."""
    verdict = draw(VERDICTS)
    changed = Change(
        id="h",
        at=draw(hostile),
        by=draw(hostile),
        kind="decide",
        target=f"verdicts/{verdict.key}",
        before={"label": "b"},
        after={"label": verdict.label},
    )
    return small_case(
        draw(written),
        Scale(draw(hostile), draw(LABELS)),
        [draw(SOURCES)],
        [draw(CLAIMS)],
        [draw(EXCERPTS)],
        [verdict],
        [changed],
    )


def read(markdown: str, parser: str) -> Iterator[tuple[str, str]]:
    """Yield the innermost block and the text of every inline of a report; nothing in it may be anything else."""
    open_blocks: list[str] = []
    for token in PARSERS[parser].parse(markdown):
        assert token.type.rsplit("_", 1)[0] in BLOCKS
        if token.nesting == 1:
            open_blocks.append(token.tag)
        elif token.nesting == -1:
            open_blocks.pop()
        else:
            kind = "blockquote" if "blockquote" in open_blocks else open_blocks[-1]
            yield kind, "".join(_texts(token, parser))


def _texts(token: Token, parser: str) -> Iterator[str]:
    for child in token.children or ():
        assert child.type in INLINES
        assert child.markup == "autolink" or not child.type.startswith("link") or _is_of_ref(token, child)
        yield "\n" if child.type == "hardbreak" else child.content


def _is_of_ref(inline: Token, link: Token) -> bool:
    """Tell whether a link of an inline leads to the heading that is the text of the link."""
    children = inline.children or []
    opened = children.index(link) - 2 * (link.type == "link_close")
    return children[opened].attrs["href"] == f"#{children[opened + 1].content.lower()}"


def links(markdown: str, parser: str) -> set[str]:
    inlines = (token for token in PARSERS[parser].parse(markdown) if token.type == "inline")
    found = (child for token in inlines for child in token.children or () if child.type == "link_open")
    return {str(child.attrs["href"]) for child in found if child.markup == "autolink"}


def table_rows(markdown: str, parser: str) -> list[list[str]]:
    rows: list[list[str]] = []
    tokens = PARSERS[parser].parse(markdown)
    for token, inline in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "td_open":
            rows[-1].append("".join(_texts(inline, parser)))
    return [row for row in rows if row]


@pytest.mark.parametrize("parser", PARSERS)
@given(case=cases(), only=hostile)
def test_text_of_a_case_is_read_back_unchanged_and_is_never_markup(parser: str, case: Case, only: str) -> None:
    markdown = render(case, case.in_order(), only)
    claim, source, excerpt, (verdict,) = case.claims["c"], case.sources["s"], case.excerpts["e"], case.verdicts_of("c")
    found = list(read(markdown, parser))
    assert [text for kind, text in found if kind == "h1"] == [visible(case.title)]
    assert [text for kind, text in found if kind == "h3"] == [visible(claim.ref), visible(source.ref)]
    document = "\n\n".join(text for _, text in found)
    assert f": “{visible(excerpt.quote)}”" in document
    rows = table_rows(markdown, parser)
    assert [visible(claim.ref), visible(claim.text)] in [[row[0], row[-1]] for row in rows]
    assert ("h2", "Corrections") in found or verdict.label is None
    for words in (verdict.rationale, verdict.condition, excerpt.note, source.note, *claim.tags, source.sha256):
        assert visible(words) in document
    assert links(markdown, parser) <= {url for url in (source.url, claim.origin) if address(url) == f"<{url}>"}
    assert (address(source.url) == f"<{source.url}>") <= (source.url in links(markdown, parser))
    assert markdown == render(case, case.in_order(), only)


@given(case=cases())
def test_a_report_is_lines_of_printable_text(case: Case) -> None:
    markdown = render(case, case.in_order(), "")
    assert visible(markdown) == markdown
    markdown.encode("utf-8")
    assert [line for line in markdown.split("\n") if line != line.rstrip()] == []
