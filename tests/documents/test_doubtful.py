"""Pages that are no article are told by what they are, in five languages; sound pages about the same things are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.documents import read
from factcheck.errors import UnreadableError

PAGES = sorted((Path(__file__).parents[1] / "data" / "pages").glob("*.html"))
KINDS = {
    "sign-in": "a sign-in page",
    "gone": "a page that says the document is not there",
    "paywall": "the beginning of an article for subscribers",
    "consent": "a page that asks for consent to cookies",
    "challenge": "a check whether the visitor is a robot",
    "shell": "a page that a script would fill",
    "refresh": "a page that only leads to /2026/report.html",
    "short": "a page of 12 words",
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_told_by_what_it_is(path: Path) -> None:
    expected = next((words for kind, words in KINDS.items() if path.name.startswith(kind)), "")
    assert read(path.read_bytes(), path.name).doubt == expected


def test_every_kind_has_a_page() -> None:
    assert all(any(path.name.startswith(kind) for path in PAGES) for kind in (*KINDS, "sound"))


def test_a_page_without_any_text_says_what_it_looks_like_and_what_to_do() -> None:
    shell = b"<html><body><div id=root></div><script src=app.js></script></body></html>"
    with pytest.raises(UnreadableError, match=r"looks like a page that a script would fill; open it in a browser"):
        read(shell, "a.html")


def test_a_text_without_spaces_is_not_short() -> None:
    text = "議会は来年度のバス予算を十二パーセント増やすと発表した。利用者は三年間減り続けている。" * 3
    assert read(f"<article><p>{text}</p></article>".encode(), "a.html").doubt == ""
