"""JSON and XML: values with their names, texts as paragraphs, and the path as the place."""

from __future__ import annotations

import json

import pytest

from factcheck.documents import read
from factcheck.errors import UnreadableError
from factcheck.quotes.selectors import locator
from tests.documents.documents import PROSE


def test_values_of_an_object_are_a_line_and_long_texts_paragraphs() -> None:
    data = {
        "title": "Flood",
        "items": [{"place": "Oldmill", "dead": 12, "note": None, "text": PROSE}],
        "tags": ["a", 1],
    }
    document = read(json.dumps(data).encode(), "a.json")
    assert document.text.split("\n\n") == ["title: Flood", "place: Oldmill\tdead: 12", PROSE, "a, 1"]
    assert locator(document, document.text.index("12")) == "items[0].dead"
    assert locator(document, document.text.index(PROSE)) == "items[0].text"


def test_lines_of_json_are_read_and_those_that_are_none_are_said() -> None:
    document = read(b'{"a": "one"}\n{"a": "two"}\nwrong\n', "a.jsonl")
    assert document.text == "a: one\n\na: two"
    assert locator(document, document.text.index("two")) == "line 2.a"
    assert document.remarks == ("lines that are no JSON are left out: 3",)


def test_invalid_json_is_read_as_the_text_it_is() -> None:
    assert read(b'{"a": "one"', "a.json").media_type == "text/plain"
    with pytest.raises(UnreadableError, match=r"^a\.json: has no text"):
        read(b"{}", "a.json")


def test_a_feed_is_read_by_its_fields_and_the_markup_in_it() -> None:
    feed = (
        '<?xml version="1.0"?><rss><channel><title>News</title><item><title>Flood</title><pubDate>4 Mar</pubDate>'
        "<description>&lt;p&gt;The river rose.&lt;/p&gt;&lt;p&gt;It fell.&lt;/p&gt;</description></item>"
        "<item><title>Bridge</title><pubDate>5 Mar</pubDate></item></channel></rss>"
    )
    document = read(feed.encode(), "feed.xml")
    assert document.text.split("\n\n") == [
        "title: News",
        "title: Flood\tpubDate: 4 Mar",
        "The river rose.",
        "It fell.",
        "title: Bridge\tpubDate: 5 Mar",
    ]
    assert locator(document, document.text.index("5 Mar")) == "rss/channel/item[2]/pubDate"
    assert document.title == "News"


def test_mixed_content_is_a_paragraph_and_the_encoding_is_the_declared_one() -> None:
    source = '<?xml version="1.0" encoding="windows-1251"?><a xml:lang="ru"><p>Река <b>поднялась</b> ночью.</p></a>'
    document = read(source.encode("cp1251"), "a.xml")
    assert document.text == "Река поднялась ночью."
    assert document.language == "ru"


def test_entities_are_not_followed() -> None:
    source = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>The river &x; rose.</a>'
    assert "root:" not in read(source.encode(), "a.xml").text
    with pytest.raises(UnreadableError, match="is damaged: its XML is incomplete"):
        read(b'<?xml version="1.0"?><a><b>', "a.xml")
