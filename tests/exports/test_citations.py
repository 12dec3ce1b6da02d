"""Every excerpt is printed with its source and position, and every source with all its details."""

from __future__ import annotations

from factcheck.case.records import Excerpt, Source, Stance
from tests.exports.cases import render, small_case
from tests.exports.formats.test_markdown import section


def test_an_excerpt_has_its_source_and_note() -> None:
    source = Source(id="s", ref="S1", title="A title", publisher="P", author="A. U. Thor", published="2023-04-25")
    excerpt = Excerpt(
        id="e",
        ref="E1",
        claim="c",
        source="s",
        stance=Stance.SUPPORTS,
        quote="So\nit was.",
        locator="page 3",
        note="N.",
    )
    case = small_case(sources=[source], excerpts=[excerpt])
    assert section(render(case, case.in_order(), ""), "### C1").split("\n\n")[1] == (
        "- ✓ supports · [S1](#s1) · page 3 · E1: “So\\\n  it was.” · Note: N."
    )


def test_each_excerpt_is_cited_with_its_own_source_and_place_in_the_order_of_the_refs() -> None:
    sources = [Source(id="s", ref="S1", title="A title", publisher="P"), Source(id="t", ref="S2")]
    cited = [("E10", "t", ""), ("E2", "s", "page 3"), ("E3", "s", "page 4"), ("E1", "s", ""), ("E9", "t", "page 5")]
    excerpts = [
        Excerpt(id=ref, ref=ref, claim="c", source=source, stance=Stance.SUPPORTS, quote=ref, locator=locator)
        for ref, source, locator in cited
    ]
    case = small_case(sources=sources, excerpts=excerpts)
    assert section(render(case, case.in_order(), ""), "### C1").split("\n\n")[1].split("\n") == [
        "- ✓ supports · [S1](#s1) · E1: “E1”",
        "- ✓ supports · [S1](#s1) · page 3 · E2: “E2”",
        "- ✓ supports · [S1](#s1) · page 4 · E3: “E3”",
        "- ✓ supports · [S2](#s2) · page 5 · E9: “E9”",
        "- ✓ supports · [S2](#s2) · E10: “E10”",
    ]


def test_a_source_has_all_its_details() -> None:
    source = Source(
        id="s",
        ref="S1",
        title="A title",
        author="A. U. Thor",
        publisher="P",
        published="2023",
        url="https://example.org/a",
        accessed="2026-11-22",
        file="a_b.txt",
        sha256="0f",
        language="en",
        note="Line one\nline two",
    )
    bad = Source(id="t", ref="S10", url="javascript:alert(1)")
    case = small_case(sources=[bad, source])
    assert section(render(case, case.in_order(), ""), "## Sources") == (
        "## Sources\n\n### S1\nA title · A. U. Thor · P · 2023 · <https://example.org/a> · en\n\n"
        "Accessed: 2026-11-22\n\n"
        "Note: Line one\\\nline two\n\nQuoted for: no claim\n\n"
        "### S10\njavascript:alert(1)\n\nQuoted for: no claim"
    )
    appendix = section(render(case, case.in_order(), ""), "## Appendix: the files of the sources")
    assert "| [S1](#s1) | 2026-11-22 | a_b.txt | 0f      |" in appendix
