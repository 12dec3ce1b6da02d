"""The page is complete, its links are safe, and it loads nothing."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source, Stance
from factcheck.errors import UnknownError
from factcheck.exports.formats.claimreview import ClaimReview
from factcheck.exports.formats.html import Html
from factcheck.exports.report.markdown_filters import when
from factcheck.exports.report.view import View
from factcheck.exports.selection import Selection
from factcheck.quotes import GLYPHS, Anchor, State
from factcheck.workspace.workspace import Workspace
from tests.exports.cases import small_case
from tests.exports.pages import Element, read

FULL = {"unchecked": "full"}


def page(case: Case, only: str = "", **options: str) -> Element:
    """Return the page with all claims in full."""
    claims = list(case.in_order())
    return read("".join(Html().write(Selection(case=case, claims=claims, only=only, options=FULL | options))))


def of_claim(found: Element, ref: str) -> Element:
    return next(claim for claim in found.all("details") if claim.texts(kind="ref") == [ref])


def excerpt(ref: str, source: str, stance: Stance, quote: str = "It was.", claim: str = "c") -> Excerpt:
    return Excerpt(id=ref, ref=ref, claim=claim, source=source, stance=stance, quote=quote, locator="page 3")


SOURCES = [Source(id=name, ref=f"S{number}", title=f"Title {number}") for number, name in enumerate("stuvw", 1)]


def test_the_page_has_the_whole_shipped_case(workspace: Workspace) -> None:
    workspace.decide(
        workspace.case.claim("C1").id, "supported", rationale="Because.", condition="If so.", confidence="high"
    )
    found = page(workspace.case)
    assert found.texts("h1") == [workspace.case.title]
    assert len(list(found.all("details", "claim"))) == len(workspace.case.claims)
    assert sorted(found.texts("blockquote")) == sorted(excerpt.quote for excerpt in workspace.case.excerpts.values())
    first = of_claim(found, "C1")
    assert first.texts("span", "badge")[0] == "✓ Supported"
    assert "high confidence · ada · 2026-11-22, 09:00 UTC" in first.text
    assert ["Because." in first.text, "Condition: If so." in first.text] == [True, True]
    assert [heading for heading in first.texts("h4") if heading.startswith("Contradicts")] == ["Contradicts"]
    assert "No excerpt contradicts this claim." in first.text
    assert f"Last change: {when(View(Selection(case=workspace.case, claims=[])).last_change)}." in found.text
    assert [label.meaning in found.text for label in workspace.case.scale.labels] == [True] * 4


def test_the_page_does_not_depend_on_the_time(workspace: Workspace) -> None:
    assert list(Html().write(Selection(case=workspace.case, claims=[]))) == list(
        Html().write(Selection(case=workspace.case, claims=[]))
    )


def test_the_page_is_written_claim_by_claim(workspace: Workspace) -> None:
    claims = list(workspace.case.in_order())
    pieces = list(Html().write(Selection(case=workspace.case, claims=claims, options=FULL)))
    counts = [piece.count("<details") for piece in pieces]
    assert sum(counts) == len(claims)
    assert max(counts) < 20


def test_the_shares_of_labels_are_drawn_and_described(workspace: Workspace) -> None:
    for number in range(1, 39):
        workspace.decide(workspace.case.claim(f"C{number}").id, "refuted")
    table = next(page(workspace.case).all("table", "shares"))
    rows = [row.texts("td")[:2] for row in table.all("tr")][1:]
    assert rows == [["0", "0 %"], ["38", "50 %"], ["0", "0 %"], ["0", "0 %"], ["38", "50 %"]]
    assert [bar.attributes["width"] for bar in table.all("rect", "fill")] == ["0.00", "50.00", "0.00", "0.00", "50.00"]
    assert [drawn.attributes["aria-label"] for drawn in table.all("svg")][1] == "38 of 76"
    assert [len(list(row.all("a"))) for row in table.all("tr")][1:] == [0, 38, 0, 0, 38]


def test_the_matrix_has_the_state_of_each_source_for_a_claim() -> None:
    given = [
        excerpt("E1", "s", Stance.SUPPORTS),
        excerpt("E2", "t", Stance.CONTRADICTS),
        excerpt("E3", "u", Stance.CONTRADICTS),
        excerpt("E4", "u", Stance.SUPPORTS),
        excerpt("E5", "v", Stance.CONTEXT),
        excerpt("E6", "t", Stance.CONTEXT),
    ]
    found = page(small_case(sources=SOURCES, excerpts=given))
    matrix = next(found.all("table", "matrix"))
    assert matrix.texts("th") == ["Claim", "Verdict", "S1", "S2", "S3", "S4", "S5", "C1 It is."]
    assert matrix.texts("span", "spoken") == [
        "supports",
        "contradicts",
        "supports and contradicts",
        "gives context",
        "no excerpt",
    ]
    assert matrix.texts("td") == [
        "○ Unchecked",
        "✓supports",
        "✗contradicts",
        "◐supports and contradicts",
        "•gives context",
        "no excerpt",
    ]
    claim = next(found.all("details"))
    assert {link.attributes["href"] for cell in matrix.all("td") for link in cell.all("a")} == {
        f"#{claim.attributes['id']}"
    }


def test_a_matrix_that_is_too_large_is_not_drawn_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    case = small_case(sources=SOURCES)
    monkeypatch.setattr("factcheck.exports.formats.html.MOST_CELLS", 4)
    drawn = {wish: len(list(page(case, matrix=wish).all("table", "matrix"))) for wish in ("auto", "yes", "no")}
    assert drawn == {"auto": 0, "yes": 1, "no": 0}
    assert "It would have 5 cells" in page(case).text


def test_figures_that_differ_are_marked_on_both_sides() -> None:
    claim = Claim(id="c", ref="C1", text="At least 238 people died in the flood of May 2020.")
    case = small_case(
        claims=[claim],
        sources=SOURCES[:1],
        excerpts=[
            excerpt("E1", "s", Stance.CONTRADICTS, "According to official figures, 225 people died in the flood.")
        ],
    )
    found = page(case)
    assert found.texts("mark") == ["238", "225"]
    assert "differs: 238 / 225" in found.text
    assert of_claim(found, "C1").attributes["data-flags"] == "figures"
    assert page(case, figures="no").texts("mark") == []
    assert found.texts("blockquote") == ["According to official figures, 225 people died in the flood."]


@pytest.mark.parametrize("state", State)
def test_a_quote_has_its_state_where_it_is_not_exact(state: State) -> None:
    case = small_case(sources=SOURCES[:2], excerpts=[excerpt("E1", "s", Stance.SUPPORTS)])
    anchor = Anchor(state, warning="a remark", source="t" if state is State.ELSEWHERE else "")
    claims = list(case.in_order())
    selection = Selection(case=case, claims=claims, options=FULL, anchor=lambda _: anchor, text=lambda _: "It was not.")
    found = read("".join(Html().write(selection)))
    told = " ".join(found.texts("p", "anchor"))
    if state in {State.EXACT, State.NO_TEXT}:
        assert told == ""
        return
    assert told.startswith(f"{GLYPHS[state]} Quote: ")
    assert state in told
    assert {State.ELSEWHERE: "found in S2", State.ALTERED: "added “It was.”"}.get(state, "a remark") in told
    assert bool(list(found.all("p", "fault"))) == state.is_mismatch
    assert ("fault" in of_claim(found, "C1").attributes["data-flags"]) == state.is_mismatch
    assert [lack.ref for lack in Html().lint(selection) if lack.required] == (["E1"] if state.is_mismatch else [])


def test_a_stale_verdict_lists_the_changes_of_its_basis(workspace: Workspace) -> None:
    claim = workspace.case.claim("C1")
    workspace.decide(claim.id, "supported")
    workspace.edit("claims", claim.id, text="Karim Masimov was sentenced to 19 years in prison.")
    first = of_claim(page(workspace.case), "C1")
    assert first.attributes["data-flags"].startswith("stale")
    assert "Look again" in first.text
    assert first.texts("del") == [claim.text]
    assert first.texts("ins") == ["Karim Masimov was sentenced to 19 years in prison."]


def test_warnings_and_waivers_are_beside_the_verdict(workspace: Workspace) -> None:
    claim = workspace.case.claim("C1")
    workspace.decide(claim.id, "refuted")
    warned = of_claim(page(workspace.case), "C1")
    (warning,) = [text for text in warned.texts("p", "warning") if "no evidence" in text or "one sided" in text][:1]
    name = warning.partition("Warning, ")[2].partition(":")[0].replace(" ", "-")
    workspace.waive(claim.id, name, "A good reason.")
    waived = of_claim(page(workspace.case), "C1")
    assert ["Why: A good reason. (ada · " in text for text in waived.texts("p", "waived")] == [True]


def test_corrections_are_listed_with_old_new_and_why(workspace: Workspace) -> None:
    claim = workspace.case.claim("C1")
    workspace.decide(claim.id, "supported")
    workspace.decide(claim.id, "refuted", rationale="A second look.")
    found = page(workspace.case)
    section = next(part for part in found.all("section") if part.attributes.get("id") == "corrections")
    assert section.texts("span", "badge") == ["✓ Supported", "✗ Refuted"]
    assert "The reason now: A second look." in section.text
    workspace.decide(claim.id, "supported", rationale="A third look.")
    assert "The reason before: A second look." in page(workspace.case).text


def test_unchecked_claims_are_listed_in_one_line_unless_they_are_asked_for(workspace: Workspace) -> None:
    workspace.decide(workspace.case.claim("C1").id, "supported")
    workspace.decide(workspace.case.claim("C76").id, "supported")
    short = page(workspace.case, unchecked="listed")
    assert short.texts("span", "ref") == ["C1", "C76"]
    (line,) = [text for text in short.texts("p") if text.startswith("Unchecked, and not printed in full: C2, C3, ")]
    assert line.endswith(" and C75.")
    assert len(list(next(short.all("table", "matrix")).all("tr"))) == 3
    assert not any("not printed in full" in text for text in page(workspace.case).texts("p"))


def test_the_page_says_who_published_it_and_where_errors_go(workspace: Workspace) -> None:
    workspace.decide(workspace.case.claim("C1").id, "supported")
    selection = Selection(
        case=workspace.case,
        claims=workspace.case.in_order(),
        desk="The <Gazette>",
        contact="https://example.org/errors",
    )
    head = next(read("".join(Html().write(selection))).all("header"))
    assert "1 of 76 checked, by ada, The <Gazette>, on 2026-11-22." in head.text
    assert [link.text for link in head.all("a", "outward")] == ["https://example.org/errors"]


def test_hashes_are_in_the_appendix_only(workspace: Workspace) -> None:
    found = page(workspace.case)
    appendix = next(part for part in found.all("section") if part.attributes.get("id") == "files")
    for source in workspace.case.sources.values():
        assert (found.text.count(source.sha256), appendix.text.count(source.sha256)) == (1, 1)


def test_ids_are_unique_and_every_internal_link_has_a_target(workspace: Workspace) -> None:
    workspace.decide(workspace.case.claim("C1").id, "supported")
    workspace.decide(workspace.case.claim("C1").id, "refuted")
    elements = list(page(workspace.case).all())
    places = [found.attributes["id"] for found in elements if "id" in found.attributes]
    assert len(set(places)) == len(places)
    named = {found.attributes[name] for found in elements for name in ("aria-labelledby",) if name in found.attributes}
    within = {found.attributes["href"][1:] for found in elements if found.attributes.get("href", "").startswith("#")}
    assert len(within) > len(workspace.case.claims)
    assert within | named <= set(places)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c&d=e", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://user@example.org/", False),
    ],
)
def test_only_plain_addresses_become_links(url: str, linked: bool) -> None:
    claim = Claim(id="c", ref="C1", text="It is.", origin=url)
    found = page(small_case(claims=[claim], sources=[Source(id="s", ref="S1", url=url)]))
    links = [link for link in found.all("a") if not link.attributes["href"].startswith("#")]
    assert [link.attributes["href"] for link in links] == [url] * (2 * linked)
    assert all("noreferrer" in link.attributes["rel"].split() for link in links)
    assert url in found.text


def test_the_policy_allows_only_the_own_style_and_script() -> None:
    found = page(small_case())
    metas = [meta.attributes for meta in found.all("meta") if "http-equiv" in meta.attributes]
    assert [meta["http-equiv"] for meta in metas] == ["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in metas[0]["content"].split(";"))
    hashed = {
        name: f"'sha256-{b64encode(sha256(next(found.all(name)).text.encode()).digest()).decode()}'"
        for name in ("script", "style")
    }
    assert rules == {
        "default-src": "'none'",
        "script-src": hashed["script"],
        "style-src": hashed["style"],
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert [found.texts(name).__len__() for name in hashed] == [1, 1]


def test_the_page_loads_nothing(workspace: Workspace) -> None:
    found = page(workspace.case)
    for element in found.all():
        assert not {"src", "srcset", "style", "action", "background", "poster"} & element.attributes.keys()
        assert not [name for name in element.attributes if name.startswith("on")]
    sheet = next(found.all("style")).text
    assert not re.search(r"url\(|@import|@font-face", sheet)
    assert not re.search(r"fetch|XMLHttp|import\(|eval|innerHTML|insertAdjacent|document\.write", _code(found))


def _code(found: Element) -> str:
    return re.sub(r"//.*", "", next(found.all("script")).text)


def test_the_page_works_with_screen_reader_and_keyboard(workspace: Workspace) -> None:
    found = page(workspace.case)
    (root,) = found.all("html")
    assert root.attributes["lang"] == "en"
    assert [len(list(found.all(name))) for name in ("header", "nav", "main", "h1")] == [1, 1, 1, 1]
    body = next(found.all("body"))
    first = next(part for part in body.content if isinstance(part, Element))
    assert (first.name, first.attributes["href"]) == ("a", "#claims")
    levels = [int(heading.name[1]) for heading in found.all() if re.fullmatch("h[1-6]", heading.name)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for field in [*found.all("input"), *found.all("select")]:
        assert any(field in label.all() for label in found.all("label"))


def test_an_extract_is_marked_and_has_only_its_own_sources(workspace: Workspace) -> None:
    claims = [workspace.case.claim("C10")]
    found = read("".join(Html().write(Selection(case=workspace.case, claims=claims, only="C10", options=FULL))))
    assert "This report is an extract: 1 of 76 claims" in found.text
    quoted = {excerpt.source for excerpt in workspace.case.excerpts_of(claims[0].id)}
    assert len(list(found.all("article", "source"))) == len(quoted)


def test_an_unknown_value_of_an_option_is_an_error() -> None:
    assert set(Html.options) == {*Html.choices, *ClaimReview.options}
    with pytest.raises(UnknownError, match="option matrix: no 'perhaps'; there are auto, yes, no"):
        page(small_case(), matrix="perhaps")
    assert [claim.attributes.get("open") for claim in page(small_case(), unfold="yes").all("details")] == [""]


def test_lint_lists_missing_rationales_and_verdicts(workspace: Workspace) -> None:
    workspace.decide(workspace.case.claim("C1").id, "supported")
    lacks = list(
        Html().lint(Selection(case=workspace.case, claims=[workspace.case.claim("C1"), workspace.case.claim("C2")]))
    )
    assert [(lack.ref, lack.field) for lack in lacks if lack.ref[0] == "C"] == [("C1", "rationale"), ("C2", "verdict")]
    assert not any(lack.required for lack in lacks)


LOOK = re.compile(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
GROUNDS = ("paper", "card")
TEXTS = ("ink", "muted", "link", "for", "against", "mixed", "open", "alert")


def _brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 has it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_brightness(one), _brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_has_enough_contrast(scheme: int) -> None:
    """WCAG 2.2, AA: 4.5 to 1 for text (1.4.3), 3 to 1 for what is drawn and for controls (1.4.11)."""
    sheet = next(page(small_case()).all("style")).text
    colours = {name: (light, dark)[scheme] for name, light, dark in LOOK.findall(sheet)}
    assert set(re.findall(r"[^-]color: var\(--([a-z]+)\)", sheet)) <= set(TEXTS)
    assert set(re.findall(r"background: var\(--([a-z]+)\)", sheet)) == {*GROUNDS, "marked"}
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + [("ink", "marked")]
    drawn = [("edge", ground) for ground in GROUNDS] + [(kind, "line") for kind in ("for", "against", "mixed", "open")]
    for least, wanted in ((4.5, pairs), (3.0, drawn)):
        found = {(one, other): _contrast(colours[one], colours[other]) for one, other in wanted}
        assert {pair: contrast for pair, contrast in found.items() if contrast < least} == {}


def test_all_colours_come_from_the_list_that_is_tested() -> None:
    sheet = next(page(small_case()).all("style")).text
    assert not re.search(
        r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl", LOOK.sub("", sheet).replace("#controls", "").replace("#colours", "")
    )


def test_the_page_has_claim_reviews_if_its_address_is_given(case_path: Path) -> None:
    with Workspace.open(case_path, "ada") as workspace:
        workspace.decide(workspace.case.claim("C1").id, "supported", rationale="</script><script>alert(1)</script>")
        bare, addressed = (
            "".join(Html().write(Selection(case=workspace.case, claims=workspace.case.in_order(), options=options)))
            for options in ({}, {"url": "https://example.org/{ref}", "author": "A desk"})
        )
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', addressed)
    assert "ld+json" not in bare
    assert [json.loads(one)["url"] for one in found] == ["https://example.org/C1"]
    assert json.loads(found[0])["reviewRating"]["ratingExplanation"].startswith("</script><script>")
