"""The page in a real browser: folding, filters, printing, light and dark, and no text of a case that runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.case.case import Case
from factcheck.exports.formats.html import Html
from factcheck.exports.selection import Selection
from factcheck.text import visible
from factcheck.workspace.workspace import Workspace
from tests.exports.browser import Browser
from tests.strategies import HOSTILE
from tests.tui import hostile

PAYLOADS = (
    "<script>window.acted = 1</script>",
    "</script><script>window.acted = 1</script>",
    '"><img src=x onerror="window.acted = 1">',
    "'><svg onload=window.acted=1>",
    "javascript:window.acted=1",
    "</title></style><iframe src=https://example.org/></iframe>",
    "<base href=https://example.org/><link rel=stylesheet href=//example.org/a.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<form action=https://example.org><button autofocus onfocus=window.acted=1>",
    "<details open ontoggle=window.acted=1>",
    "--></textarea></noscript><!--",
    hostile.HOSTILE,
    *(text for text in HOSTILE if text.strip()),
)
SHOWN = "[...document.querySelectorAll('details.claim')].filter(found => !found.hidden).map(found => found.id)"


def write(path: Path, case: Case, **options: str) -> Path:
    """Write the page with all claims in full."""
    selection = Selection(case=case, claims=list(case.in_order()), options={"unchecked": "full"} | options)
    path.write_text("".join(Html().write(selection)), encoding="utf-8")
    return path


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path) -> Path:
    """The page of the shipped case with two verdicts."""
    case = workspace.case
    workspace.decide(case.claim("C1").id, "supported", rationale="A reason that is folded away.")
    workspace.decide(case.claim("C2").id, "refuted")
    workspace.edit("sources", case.source("S1").id, url="https://example.org/the-first-source")
    return write(tmp_path / "report.html", case)


def test_claims_fold_by_the_keyboard(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('details.claim summary').focus()")
    folds = []
    for _ in range(2):
        browser.press("Enter", 13, "\r")
        folds.append(browser.run("document.querySelector('details.claim').open"))
    assert folds == [True, False]
    browser.run("document.getElementById('unfold').click()")
    assert browser.run("[...document.querySelectorAll('details.claim')].every(found => found.open)") is True


def test_the_search_filters_claims_and_is_kept_in_the_address(browser: Browser, page: Path) -> None:
    browser.open(page)
    everything = browser.run(SHOWN)
    browser.run("document.getElementById('q').focus()")
    browser.type('MASÍMOV "18 years"')
    shown = browser.run(SHOWN)
    assert 0 < len(shown) < len(everything)
    assert browser.run("document.getElementById('claim-1').textContent.toLowerCase().includes('18 years')") is True
    assert f"{len(shown)} of {len(everything)} claims shown" in browser.run("document.body.innerText")
    fragment = browser.run("location.hash")
    browser.open(page, fragment)
    assert browser.run(SHOWN) == shown
    browser.run("document.getElementById('q').focus()")
    browser.press("Escape", 27)
    assert browser.run(SHOWN) == everything
    assert "q=" not in browser.run("location.hash")


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [("#label=refuted", ["claim-2"]), ("#label=supported&flag=stale", []), ("#label=none-such", None)],
)
def test_the_address_contains_the_filter(browser: Browser, page: Path, fragment: str, shown: list[str] | None) -> None:
    browser.open(page, fragment)
    found = browser.run(SHOWN)
    assert len(found) == 76 if shown is None else found == shown
    rows = browser.run("[...document.querySelectorAll('.matrix tbody tr')].filter(row => !row.hidden).length")
    assert rows == len(found)


def test_a_link_to_a_claim_unfolds_it_even_if_it_was_filtered_out(browser: Browser, page: Path) -> None:
    browser.open(page, "#label=refuted")
    browser.run("(location.hash = '#claim-1', new Promise(done => setTimeout(done)))")
    assert browser.run("document.getElementById('claim-1').open && !document.getElementById('claim-1').hidden") is True
    assert browser.run("document.activeElement.closest('details').id") == "claim-1"


def test_printing_unfolds_claims_and_hides_controls(browser: Browser, page: Path) -> None:
    import pypdfium2

    browser.open(page)
    with pypdfium2.PdfDocument(browser.print()) as document:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    text = "\n".join(pages)
    assert len(pages) > 1
    assert "A reason that is folded away." in text
    assert "https://example.org/the-first-source" in text
    assert "Unfold all" not in text
    assert browser.run("document.querySelectorAll('details.claim[open]').length") == 0


def test_light_and_dark_follow_the_system_and_the_switch(browser: Browser, page: Path) -> None:
    background = "getComputedStyle(document.documentElement).backgroundColor"
    seen = {}
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        browser.open(page)
        seen[scheme] = browser.run(background)
    assert seen["light"] != seen["dark"]
    browser.open(page, "#theme=light")
    assert browser.run(background) == seen["light"]


def test_the_page_is_complete_without_script(browser: Browser, page: Path) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page)
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert len(browser.run(SHOWN)) == 76
    assert browser.run("document.getElementById('controls').checkVisibility()") is False


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_any_text_of_a_case_is_shown_and_not_run(browser: Browser, tmp_path: Path, number: int) -> None:
    text = PAYLOADS[number]
    path = write(tmp_path / "report.html", hostile.case_of(text), unfold="yes", matrix="yes")
    browser.open(path)
    browser.run("new Promise(done => setTimeout(done, 20))")
    assert browser.run("window.acted") is None
    assert browser.requests == [path.as_uri()]
    assert browser.happened("Page.javascriptDialogOpening", "Page.frameAttached", "Runtime.exceptionThrown") == []
    assert browser.run("document.querySelectorAll('script, style').length") == 2
    quotes = browser.run("[...document.querySelectorAll('blockquote')].map(found => found.textContent)")
    assert quotes == [visible(text)] * 3
    assert browser.run("document.querySelector('h1').textContent") == visible(text)


def test_an_injected_script_does_not_run(browser: Browser, page: Path) -> None:
    """The policy holds by itself: even markup that came into the page somehow runs nothing and asks for nothing."""
    browser.open(page)
    browser.run(
        """(() => {
            const script = document.createElement("script");
            script.textContent = "window.acted = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend",
                "<img src='https://example.org/x.png' onerror='window.acted = 2'>"
                + "<iframe src='https://example.org/'></iframe><style>body { display: none }</style>");
            return new Promise(done => setTimeout(done, 50));
        })()"""
    )
    assert browser.run("window.acted") is None
    assert browser.run("getComputedStyle(document.body).display") == "block"
    sent = {event["params"]["requestId"] for event in browser.happened("Network.requestWillBeSent")}
    blocked = [
        event["params"].get("blockedReason")
        for event in browser.happened("Network.loadingFailed")
        if event["params"]["requestId"] in sent
    ]
    assert [address for address in browser.requests if address.startswith("http")] == [] or set(blocked) == {"csp"}
