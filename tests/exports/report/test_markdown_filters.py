"""Escaped Markdown: a parser reads every text back unchanged, and none of it is markup."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.exports.report.markdown_filters import address, escape, escape_block, quote
from factcheck.text import visible
from factcheck.workspace.create import sample_path

PARSERS = {"commonmark": MarkdownIt("commonmark"), "gfm": MarkdownIt("gfm-like")}
PARTS = (
    *"\\`*_~[]|<>&#-+=:.;!\"'()@/$^{}%? \t\n",
    *("# ", "## ", " #", "> ", "- ", "+ ", "* ", "1. ", "2) ", "123456789.", "---", "- - -", "===", "***"),
    *("~~~", "```"),
    *("    ", "  \n", "\n\n", "\n\n\n", "\r\n", "\x00", "\x1b[0m", "\x0b", "\x85", "\u2028", "\u202e", "\u200b"),
    "\ud800",
    *("&amp;", "&#35;", "&copy", "<b>", "</b>", "<!--", "-->", "<?", "<http://x.org>", "<a@b.org>"),
    *("[a]: /b", "[a](b)", "![a](b)", "](", "[x] ", "[^1]", "**a**", "_a_", "a_b", "~~a~~", "`a`"),
    *("http://", "https://example.org/a_b", "ftp://x.org", "//localhost", "mailto:", "a@b", "a@b.org", "WWW.x.org"),
    *("www.", "example.com", ".net", "пример.рф", "xn--p1ai", "|-|", ":-", ":-:", "-|-", "a | b"),
    *("\xa0", "\u3000", "\ufeff", "é", "e\u0301", "слово", "👩‍👧", "word", "A", "7"),
)  # fmt: skip
written: st.SearchStrategy[str] = st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join) | st.text(
    min_size=1
)
hostile = st.just("") | written
parsers = st.sampled_from(list(PARSERS))


def paragraphs(markdown: str, parser: str, inside: Collection[str] = ()) -> str:
    """Return the text of a document that holds nothing but plain paragraphs, each within these types of block."""
    found = PARSERS[parser].parse(markdown)
    assert {token.type.rsplit("_", 1)[0] for token in found} <= {"paragraph", "inline", *inside}
    assert all(token.level == len(inside) for token in found if token.type == "paragraph_open")
    return "\n\n".join(inline(token) for token in found if token.type == "inline")


def inline(token: Token) -> str:
    """Return the text of an inline token that holds nothing but text and hard breaks."""
    assert token.children is not None
    assert {child.type for child in token.children} <= {"text", "hardbreak"}
    return "".join("\n" if child.type == "hardbreak" else child.content for child in token.children)


@given(hostile, parsers)
@example("http://\n\na@b", "gfm")
@example("a\n===", "commonmark")
@example("a | b\n:-|-:", "gfm")
def test_an_escaped_line_is_read_back_unchanged(text: str, parser: str) -> None:
    assert "\n" not in escape(text)
    assert paragraphs(escape(text), parser) == visible(text)


@given(hostile, parsers)
@example("\n\n\na\n\n\n\nb\n", "commonmark")
@example("a\n===", "commonmark")
@example("a | b\n:-|-:", "gfm")
@example("a\n    b", "commonmark")
def test_escaped_paragraphs_are_read_back_with_every_newline(text: str, parser: str) -> None:
    assert paragraphs(escape_block(text), parser) == visible(text)


@given(hostile, parsers)
def test_a_quote_is_one_block_quote(text: str, parser: str) -> None:
    assert all(line.startswith(">") for line in quote(text).split("\n"))
    assert [token.type for token in PARSERS[parser].parse(quote(text))].count("blockquote_open") == 1
    assert not text or paragraphs(quote(text), parser, {"blockquote"}) == visible(text)


@given(written, parsers)
@example("C #", "commonmark")
def test_an_escaped_line_is_valid_in_a_heading(text: str, parser: str) -> None:
    assert paragraphs(f"### {escape(text)}", parser, {"heading"}) == visible(text)


@given(written, parsers)
@example("1.", "commonmark")
def test_an_escaped_line_is_valid_in_a_list_item(text: str, parser: str) -> None:
    items = f"- {escape(text)}\n- {escape(text)}"
    assert paragraphs(items, parser, {"bullet_list", "list_item"}) == f"{visible(text)}\n\n{visible(text)}"


@given(hostile, hostile)
def test_an_escaped_line_is_valid_in_a_cell(left: str, right: str) -> None:
    markdown = f"| a | b |\n| --- | --- |\n| {escape(left)} | {escape(right)} |\n| y | z |"
    cells = [inline(token) for token in PARSERS["gfm"].parse(markdown) if token.type == "inline"]
    assert cells == ["a", "b", visible(left), visible(right), "y", "z"]


@given(st.lists(written, min_size=2, max_size=4), parsers)
def test_escaped_texts_can_be_combined(texts: list[str], parser: str) -> None:
    assert paragraphs(" · ".join(map(escape, texts)), parser) == " · ".join(map(visible, texts))


@given(written, parsers)
def test_a_line_can_be_made_bold(text: str, parser: str) -> None:
    (block,) = [token for token in PARSERS[parser].parse(f"**{escape(text)}** · x") if token.type == "inline"]
    found = [(child.type, child.content) for child in block.children or () if child.type != "text" or child.content]
    assert found == [("strong_open", ""), ("text", visible(text)), ("strong_close", ""), ("text", " · x")]


@pytest.mark.parametrize(
    "text",
    [
        "At least 238 people died, in January 2022; 4,500 (!) were hurt: “so many” – R&D, AT&T’s.",
        "3.5 % of $46mn + 10 = ? #1 {a} ^b^ 'c' \"d\" 5 < 6 > 4, either/or, 09:30 & so on…",
        "-5 degrees in C++ and F# there, e.g. file_name_1.txt by @ada at 10.30 a.m.",
        "1.5 million",
        "=A1",
        ":)",
    ],
)
def test_prose_is_not_escaped(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("2022. The year", r"2022\. The year"),
        ("- item", r"\- item"),
        ("# not a heading", r"\# not a heading"),
        ("a *b* _c_ ~d~ `e`", r"a \*b\* \_c\_ \~d\~ \`e\`"),
        ("[a](b) ![c]", r"\[a\](b) !\[c\]"),
        ("a|b\\c", r"a\|b\\c"),
        ("<b> &amp; AT&T;", r"\<b> \&amp; AT\&T;"),
        ("https://www.example.org", r"https:/\/www\.example\.org"),
        ("ada@example.org", r"ada\@example\.org"),
        (" a\t", "&#32;a&#9;"),
        ("a\nb", "a&#10;b"),
        (":-", r"\:-"),
        ("-:", r"\-:"),
        ("\x1b[0m", r"␛\[0m"),
    ],
)
def test_markup_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a\nb\n\nc", "a\\\nb\n\nc"),
        ("\na", "&#10;a"),
        ("a\n\n\nb\n", "a\n\n&#10;b&#10;"),
        ("- a\n- b", "\\- a\\\n\\- b"),
        ("", ""),
    ],
)
def test_lines_and_paragraphs_are_kept(text: str, markdown: str) -> None:
    assert escape_block(text) == markdown


def test_a_quote_marks_its_empty_lines() -> None:
    assert quote("a\n\nb\nc") == "> a\n>\n> b\\\n> c"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a_b/~c?d=e&f=g%20h#i",
        "https://example.org/(1);a,b!'$+:",
        "https://example.org/@ada",
    ],
)
@pytest.mark.parametrize("parser", PARSERS)
def test_a_plain_address_is_a_link_that_shows_it(url: str, parser: str) -> None:
    assert address(url) == f"<{url}>"
    (block,) = [token for token in PARSERS[parser].parse(address(url)) if token.type == "inline"]
    opening, shown, closing = block.children or [block] * 3
    assert (opening.type, opening.markup, closing.type) == ("link_open", "autolink", "link_close")
    assert opening.attrs["href"] == url
    assert shown.content.replace(" ", "%20") == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://bank.org@evil.org/",
        "https://bank.org:pass@evil.org/",
        "https://xn--80ak6aa92e.com/",
        "https://аpple.com/",
        "https://\u212aelvin.org/",
        "https://example.org/a b",
        "https://example.org/<b>",
        "https://example.org/\n> x",
        "https://example.org/\u202egpj.exe",
        "https://example.org/a|b",
        "https://",
        "",
    ],
)
@pytest.mark.parametrize("parser", PARSERS)
def test_any_other_address_is_text(url: str, parser: str) -> None:
    assert paragraphs(address(url), parser) == visible(url)


@given(hostile, parsers)
def test_an_address_is_a_link_to_itself_or_text(url: str, parser: str) -> None:
    if address(url) == escape(url):
        assert paragraphs(address(url), parser) == visible(url)
    else:
        (block,) = [token for token in PARSERS[parser].parse(address(url)) if token.type == "inline"]
        assert [child.type for child in block.children or ()] == ["link_open", "text", "link_close"]


def test_the_shipped_case_needs_no_escape() -> None:
    """The rules are narrow enough that ordinary journalism comes through untouched."""
    import orjson

    excerpts = orjson.loads(sample_path().read_bytes())["excerpts"]
    assert len(excerpts) > 0
    assert [row["quote"] for row in excerpts.values() if escape(row["quote"]) != row["quote"]] == []
