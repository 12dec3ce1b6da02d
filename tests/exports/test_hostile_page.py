"""HTML: a parser reads every text of a case back unchanged, and none of it is markup."""

from __future__ import annotations

from hypothesis import given

from factcheck.case.case import Case
from factcheck.exports.formats.html import Html
from factcheck.exports.report import environment
from factcheck.exports.report.markdown_filters import is_plain
from factcheck.exports.selection import Selection
from factcheck.quotes import Anchor, State
from factcheck.text import visible
from tests.exports.pages import read
from tests.exports.test_hostile_report import cases, hostile

OURS = {
    "",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "script",
    "body",
    "a",
    "header",
    "div",
    "label",
    "select",
    "option",
}
OURS |= {"h1", "h2", "h3", "h4", "p", "nav", "ul", "li", "main", "section", "table", "thead", "tbody", "tr", "th", "td"}
OURS |= {"span", "svg", "rect", "input", "button", "details", "summary", "figure", "figcaption", "blockquote", "time"}
OURS |= {"article", "dl", "dt", "dd", "mark", "del", "ins"}
FREE = {"data-label", "title", "value", "href", "datetime", "content", "aria-label", "lang"}
"""Attributes that may hold text of others."""


@given(case=cases(), only=hostile, remark=hostile)
def test_text_of_a_case_is_read_back_unchanged_and_is_never_markup(case: Case, only: str, remark: str) -> None:
    selection = Selection(
        case=case,
        claims=list(case.in_order()),
        only=only,
        options={"matrix": "yes", "unchecked": "full"},
        anchor=lambda _: Anchor(State.TYPOGRAPHIC, warning=remark),
    )
    found = read("".join(Html().write(selection)))
    claim, source, excerpt, (verdict,) = case.claims["c"], case.sources["s"], case.excerpts["e"], case.verdicts_of("c")
    assert found.texts("h1") == [visible(case.title)]
    assert found.texts("h3")[0] == visible(f"{claim.ref} {claim.text}")
    assert found.texts("blockquote") == [visible(excerpt.quote)]
    assert visible(remark) in found.text
    for words in (
        verdict.rationale,
        verdict.condition,
        excerpt.note,
        source.note,
        *claim.tags,
        source.sha256,
        source.url,
    ):
        assert visible(words) in found.text
    assert {element.name for element in found.all()} <= OURS
    links = {link.attributes["href"] for link in found.all("a") if not link.attributes["href"].startswith("#")}
    assert links == {url for url in (source.url, claim.origin) if is_plain(url)}
    for element_ in found.all():
        for name, value in element_.attributes.items():
            assert name in FREE or value.isascii()
            assert not name.startswith("on")
            assert name in {"href", "xlink:href"} or ":" not in name


@given(hostile, hostile)
def test_text_is_text_between_tags_and_in_attributes(text: str, value: str) -> None:
    template = environment.html().from_string('<!doctype html><p title="{{ value }}">{{ text }}</p>')
    (found,) = read(template.render(text=text, value=value)).all("p")
    assert (found.text, found.attributes) == (visible(text), {"title": visible(value)})


def test_markup_is_escaped_once_and_text_beside_it_too() -> None:
    template = environment.html().from_string(
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ [bold('<i>'), '', '<'] | line }}{{ ['a', 'b'] | join('<') }}"
    )
    assert template.render() == "<b>&lt;i&gt;</b> · &lt;a&lt;b"
