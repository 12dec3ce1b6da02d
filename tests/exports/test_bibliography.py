"""BibTeX and CSL-JSON: sources for reference managers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given

from factcheck.case.case import Case
from factcheck.case.records import Source
from factcheck.exports.formats.bibtex import entry
from factcheck.exports.formats.csl_json import item
from factcheck.exports.values import date_parts, day, is_web
from factcheck.text import visible_line
from tests.exports.cases import small_case
from tests.exports.drawn import data, drawn, lacks
from tests.exports.hostile import hostile, hostile_cases, whole
from tests.exports.readers import bibtex

CSL_TYPES = {"webpage", "document"}
CSL_TEXTS = {"id", "type", "title", "publisher", "URL", "language", "note"}
CSL_OTHERS: dict[str, type] = {"author": list, "issued": dict, "accessed": dict, "custom": dict}


def read_csl(written: bytes) -> list[dict[str, Any]]:
    """Return the items of a file, held to the names and types of CSL-JSON."""
    items: list[dict[str, Any]] = json.loads(written)
    for found in items:
        assert {"id", "type"} <= found.keys() <= CSL_TEXTS | CSL_OTHERS.keys()
        assert found["type"] in CSL_TYPES
        assert all(isinstance(found[name], str) for name in CSL_TEXTS & found.keys())
        assert all(isinstance(found[name], kind) for name, kind in CSL_OTHERS.items() if name in found)
        for name in found.get("author", ()):
            assert name.keys() in ({"literal"}, {"family", "given"})
        for name in ("issued", "accessed"):
            date = found.get(name, {"literal": ""})
            assert date.keys() in ({"date-parts"}, {"literal"})
            assert all(1 <= len(parts) <= 3 for parts in date.get("date-parts", ()))
    return items


def source(**fields: str) -> Source:
    return Source(id="s", ref="S1", **fields)


def only_entry(found: Source) -> bibtex.Entry:
    (read,) = bibtex.read(entry(found))
    return read


def test_bibtex_has_an_entry_for_each_source_under_its_ref() -> None:
    first, second = bibtex.read(data("bibtex", drawn()).decode())
    assert (first.kind, first.key, second.key) == ("misc", "S1", "S2")
    assert first.fields == {
        "title": "{The bridge}",
        "author": "A. Berg",
        "year": "2026",
        "month": "11",
        "day": "2",
        "publisher": "The Gazette",
        "url": "https://example.org/bridge",
        "urldate": "2026-11-20",
        "language": "en",
        "sha256": "ab" * 32,
    }


def test_csl_has_an_item_for_each_source() -> None:
    first, second = read_csl(data("csl-json", drawn()))
    assert first == {
        "id": "S1",
        "type": "webpage",
        "title": "The bridge",
        "author": [{"literal": "A. Berg"}],
        "publisher": "The Gazette",
        "issued": {"date-parts": [[2026, 11, 2]]},
        "accessed": {"date-parts": [[2026, 11, 20]]},
        "URL": "https://example.org/bridge",
        "language": "en",
        "custom": {"sha256": "ab" * 32, "media-type": "text/html"},
    }
    assert second["type"] == "document"


@pytest.mark.parametrize(
    ("author", "written", "csl"),
    [
        ("A. Berg and Cora Dahl", ["A. Berg", "Cora Dahl"], [{"literal": "A. Berg"}, {"literal": "Cora Dahl"}]),
        ("Berg, Anna", ["Berg, Anna"], [{"family": "Berg", "given": "Anna"}]),
        ("Berg, Dahl, Evans", ["Berg, Dahl, Evans"], [{"literal": "Berg, Dahl, Evans"}]),
        ("Berg AND Dahl", ["Berg AND Dahl"], [{"literal": "Berg AND Dahl"}]),
        ("Office 12", ["Office 12"], [{"literal": "Office 12"}]),
    ],
)
def test_authors_are_split_only_if_that_is_certain(author: str, written: list[str], csl: list[object]) -> None:
    assert bibtex.authors(only_entry(source(author=author)).fields["author"]) == written
    assert item(source(author=author))["author"] == csl


@pytest.mark.parametrize(
    ("published", "parts"),
    [("2026", (2026,)), ("2026-11", (2026, 11)), ("2026-11-02T08:00Z", (2026, 11, 2)), ("2026-13", ()), ("May", ())],
)
def test_dates_keep_their_precision(published: str, parts: tuple[int, ...]) -> None:
    fields = only_entry(source(published=published)).fields
    assert date_parts(published) == parts
    assert [fields[name] for name in ("year", "month", "day") if name in fields] == [
        str(part) for part in parts
    ] or fields["year"] == published
    issued = item(source(published=published))["issued"]
    assert issued == ({"date-parts": [list(parts)]} if parts else {"literal": published})


def test_lint_lists_fields_that_a_reference_should_have() -> None:
    for name in ("bibtex", "csl-json"):
        assert lacks(name, drawn()) == {
            ("S2", "author", False),
            ("S2", "publisher", False),
            ("S2", "published", False),
        }
        case = small_case(sources=[source(published="last May", url="https://example.org")])
        assert lacks(name, whole(case)) >= {
            ("S1", "published", False),
            ("S1", "accessed", False),
            ("S1", "title", False),
        }


@given(hostile_cases())
def test_bibtex_escapes_every_special_character(case: Case) -> None:
    (found,) = case.sources.values()
    (read,) = bibtex.read(data("bibtex", whole(case)).decode())
    for field in ("title", "publisher", "language", "note", "sha256"):
        assert bibtex.printed(read.fields.get(field, "")) == visible_line(getattr(found, field))
    assert " and ".join(bibtex.authors(read.fields.get("author", ""))) == visible_line(found.author)
    assert read.fields.get("url", found.url) == found.url
    assert ("url" in read.fields) == is_web(found.url)
    assert "url" in read.fields or bibtex.printed(read.fields.get("howpublished", "")) == visible_line(found.url)
    accessed = day(found.accessed) or visible_line(found.accessed)
    assert bibtex.printed(read.fields.get("urldate", "")) == accessed


@given(hostile.filter(bool), hostile.filter(bool))
@example("S 1", "S_1")
@example("x-41", "A")
def test_keys_are_valid_and_unique(one: str, other: str) -> None:
    sources = [Source(id="1", ref=one), Source(id="2", ref=other)]
    if one.upper() == other.upper():
        return
    bibtex.read("".join(map(entry, sources)))


@given(hostile_cases())
def test_csl_texts_are_read_back_unchanged(case: Case) -> None:
    (found,) = case.sources.values()
    (read,) = read_csl(data("csl-json", whole(case)))
    names = {"title": "title", "publisher": "publisher", "URL": "url", "language": "language", "note": "note"}
    assert {name: read.get(name, "") for name in names} == {name: getattr(found, names[name]) for name in names}
    people = [", ".join(name.values()) for name in read.get("author", ())]
    assert " and ".join(people) == found.author
    assert read["id"] == found.ref
    custom = read.get("custom", {})
    assert (custom.get("file", ""), custom.get("sha256", "")) == (found.file, found.sha256)
