"""Web pages, Markdown and e-mails: their text and what they say of themselves."""

from __future__ import annotations

import pytest

from factcheck.documents import read
from factcheck.errors import UnreadableError
from tests.documents.documents import PROSE, SENTENCES, html_bytes, mail_bytes

HEAD = """<title>Flood in Oldmill | The Gazette</title><meta name="author" content="Anna Brook">
<meta property="og:site_name" content="The Gazette"><link rel="canonical" href="https://example.org/flood">
<meta property="article:published_time" content="2024-05-06T23:30:00+02:00">"""
BODY = (
    f"<nav><a href='/'>Home</a></nav><h1>Flood in&nbsp;Oldmill</h1><p>{PROSE}</p><h2>The bridge</h2>"
    f"<ul><li>the bridge at Oldmill</li><li>the old <b>town</b> hall</li></ul><p>{PROSE}<br>and so on.</p>"
    f"<table><tr><th>Dead</th><td>12</td></tr><tr><td>Hurt</td><td>340</td></tr></table><p>{PROSE}</p>"
)


def test_a_page_is_its_main_text() -> None:
    document = read(html_bytes(BODY, HEAD, lang="en-GB"), "a.html")
    assert document.body.split("\n\n") == [
        "Flood in Oldmill",
        PROSE,
        "The bridge",
        "the bridge at Oldmill",
        "the old town hall",
        PROSE,
        "and so on.",
        "Dead\t12",
        "Hurt\t340",
        PROSE,
    ]


ARTICLE = f"""<nav><ul><li><a href="/">Home</a></li></ul></nav>
<header><h1>Bridge costs 41 million</h1><p class="standfirst">The council had planned for half of that.</p></header>
<article><p>{PROSE}</p><figure><figcaption>The bridge in May. Photo: B. Arlov</figcaption></figure>
<p>{PROSE}</p><p>{PROSE}</p></article>
<div style="display:none">Never seen.</div><aside class="related"><a href="/a">Flood damages rise</a></aside>
<footer>All rights.</footer>"""


def test_what_a_page_shows_outside_its_main_text_comes_after_it() -> None:
    document = read(html_bytes(ARTICLE, "<title>Bridge costs 41 million | The Herald</title>"), "a.html")
    near, far = document.outside
    for words in ("Bridge costs 41 million", "The council had planned for half of that.", "The bridge in May."):
        assert document.text.count(words) == 1
        assert words in document.body
    assert document.text[near:far].strip() == "The bridge in May. Photo: B. Arlov"
    assert document.text[far:].split("\n\n") == ["Home", "Flood damages rise", "All rights."]
    assert document.body == document.text[:far].rstrip()
    assert [document.is_outside(at) for at in (0, near - 1, near, far)] == [False, False, True, True]


def test_a_page_says_what_stands_on_its_cover() -> None:
    document = read(html_bytes(BODY, HEAD, lang="en-GB"), "a.html", url="https://example.org/x?from=mail")
    assert (document.title, document.author, document.publisher) == ("Flood in Oldmill", "Anna Brook", "The Gazette")
    assert (document.published, document.language) == ("2024-05-06", "en")
    assert (document.url, document.encoding) == ("https://example.org/flood", "utf-8")


def test_what_a_page_does_not_say_is_empty() -> None:
    document = read(html_bytes(lang=""), "a.html")
    assert (document.author, document.publisher, document.published) == ("", "", "")
    assert (document.language, document.url) == ("", "")
    assert read(html_bytes(), "a.html", url="https://example.org/x").url == "https://example.org/x"


@pytest.mark.parametrize("canonical", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//"])
def test_only_addresses_of_the_web_are_taken_from_a_page(canonical: str) -> None:
    document = read(html_bytes(head=f'<link rel="canonical" href="{canonical}">'), "a.html", url="https://example.org")
    assert document.url.startswith("https://")


def test_what_others_write_on_the_cover_is_one_harmless_line() -> None:
    head = (
        '<meta property="og:title" content="Flood&#10;in\x1b[2J &#x202e;Oldmill"><meta name="author" content="A\x07 B">'
    )
    document = read(html_bytes(BODY, head), "a.html")
    assert all(getattr(document, name).isprintable() for name in ("title", "author", "publisher", "url"))


def test_xhtml_with_its_own_encoding_is_read() -> None:
    body = f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]} Größe.</p>"
    page = f'<?xml version="1.0" encoding="iso-8859-1"?>\n<html xmlns="x" lang="de"><body>{body}</body></html>'
    document = read(page.encode("latin-1"), "a")
    assert document.text.endswith("Größe.")
    assert document.language == "de"


def test_markdown_is_its_words() -> None:
    source = (
        "---\ntitle: 'The flood'\nauthor: Anna Brook\ndate: 2024-05-06 10:00\nlang: en-GB\n---\n"
        "# A *big* flood\n\nThe **river** rose\nby [forty](https://example.org) `cm`&nbsp;& more.  \nNobody knew.\n\n"
        "- the bridge\n- the hall\n\n| Dead | Hurt |\n|---|---|\n| 12 | 340 |\n\n> A quotation.\n\n    code here\n\n"
        "<div>In a <b>box</b> &amp; more</div>\n\n![a picture](x.png)\n"
    )
    document = read(source.encode(), "a.md")
    assert document.text.split("\n\n") == [
        "A big flood",
        "The river rose by forty cm\u00a0& more.",
        "Nobody knew.",
        "the bridge",
        "the hall",
        "Dead\tHurt",
        "12\t340",
        "A quotation.",
        "code here",
        "In a box & more",
    ]
    assert (document.title, document.author) == ("The flood", "Anna Brook")
    assert (document.published, document.language) == ("2024-05-06", "en")


def test_the_title_of_markdown_is_its_first_heading() -> None:
    assert read(b"Words.\n\n## Second\n\n# The *flood*\n", "a.md").title == "The flood"


HEADERS = (
    b"From: =?utf-8?q?Anna_Br=C3=BCck?= <anna@example.org>\nSubject: =?koi8-r?B?8NLJ18XU?= and\n more\n"
    b"Date: Mon, 06 May 2024 23:30:00 +0200\n"
)


def test_a_mail_is_its_text_and_its_headers_are_its_cover() -> None:
    wrapped = "The river rose by forty centimetres in a single night, and no\nword of it had reached the lower town.\n"
    document = read(mail_bytes(f"{wrapped}\nAnna\n-- \nSent from afar\n".encode(), HEADERS), "a.eml")
    head, _, text = document.text.partition("\n\n")
    assert head.split("\n") == [
        "From: Anna Brück <anna@example.org>",
        "Date: Mon, 06 May 2024 23:30:00 +0200",
        "Subject: Привет and more",
    ]
    assert text.startswith("The river rose by forty centimetres in a single night, and no word of it had")
    assert (document.title, document.author) == ("Привет and more", "Anna Brück")
    assert (document.published, document.media_type) == ("2024-05-06", "message/rfc822")


def mixed(*parts: tuple[str, str], kind: str = "alternative") -> bytes:
    body = "".join(f"--cut\nContent-Type: {head}\n\n{text}\n" for head, text in parts)
    return f"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/{kind}; boundary=cut\n\n{body}--cut--\n".encode()


def test_the_plain_part_of_a_mail_goes_before_the_other() -> None:
    page = ("text/html; charset=utf-8", html_bytes().decode())
    assert read(mixed(page, ("text/plain", "Plain words.")), "a.eml").text == "Plain words."
    assert SENTENCES[0] in read(mixed(page), "a.eml").text


def test_lines_that_flow_are_one_paragraph() -> None:
    data = mail_bytes(b"The river \nrose in one \nnight.\n-- \nAnna\n", kind=b"text/plain; format=flowed")
    assert read(data, "a.eml").text.startswith("The river rose in one night.")


def test_who_wrote_to_whom_stands_above_the_text() -> None:
    headers = b"To: The Mayor <mayor@example.org>,\n Anna <anna@example.org>\nFrom: Maron <maron@example.org>\n"
    text = read(mail_bytes(b"Come at once.\n", headers), "a.eml").text
    to = "To: The Mayor <mayor@example.org>, Anna <anna@example.org>"
    assert text == f"From: Maron <maron@example.org>\n{to}\n\nCome at once."


def test_a_mail_with_nothing_but_attachments_says_so() -> None:
    data = mixed(("application/pdf\nContent-Disposition: attachment", "x"), kind="mixed")
    with pytest.raises(UnreadableError, match=r"^a\.eml: has no text, only attachments"):
        read(data, "a.eml")


def test_a_page_saved_as_a_mail_is_read_as_the_page() -> None:
    saved = mixed(
        ("text/html; charset=utf-8", html_bytes(BODY, HEAD.replace("canonical", "x")).decode()), kind="related"
    )
    headers = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/saved\n"
    document = read(headers + saved, "a.mhtml")
    assert (document.author, document.publisher, document.language) == ("Anna Brook", "The Gazette", "en")
    assert document.url == "https://example.org/saved"
    assert "Saved by" not in document.text


@pytest.mark.parametrize("header", [b"Date: yesterday", b"Date: Mon, 99 Foo 2024", b"From: <", b"Subject: =?x?q?=ff?="])
def test_a_header_that_makes_no_sense_does_no_harm(header: bytes) -> None:
    assert read(mail_bytes(PROSE.encode(), header + b"\n"), "a.eml").text.endswith(PROSE)


@pytest.mark.parametrize(
    ("formulas", "remark"),
    [
        ("", ()),
        ("<math><mi>E</mi><mo>=</mo><mi>m</mi></math>", ("1 formula of the page is not in the text",)),
        ("<img class='mwe-math-fallback-image' src=a.svg><math></math>", ("1 formula of the page is not in the text",)),
        (
            "<img class='latex' src=a.png><p><script type='math/tex'>x</script></p>",
            ("2 formulas of the page are not in the text",),
        ),
    ],
)
def test_formulas_that_are_not_in_the_text_are_counted(formulas: str, remark: tuple[str, ...]) -> None:
    assert read(html_bytes(f"{ARTICLE}<p>So it is: {formulas} in the end.</p>"), "a.html").remarks == remark


def test_what_follows_a_hidden_part_within_a_line_is_kept() -> None:
    page = html_bytes(f"{ARTICLE}<footer><p>Seen <b>first <i hidden>not this</i>and last</b> here.</p></footer>")
    assert "Seen first and last here." in read(page, "a.html").text
