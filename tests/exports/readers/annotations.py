"""Read a collection of Web Annotations, and check every MUST of the data model (sections 3, 4 and 5)."""

from __future__ import annotations

import json
import re
from typing import Any

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")
MOTIVATIONS = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"}
MOTIVATIONS |= {"identifying", "linking", "moderating", "questioning", "replying", "tagging"}
CONTEXT_PREFIXES = {"dc", "dcterms", "rdfs", "schema", "skos", "as", "foaf"}
SELECTORS = {
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
    "FragmentSelector": {"type", "conformsTo", "value"},
}


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the annotations of a collection of one page. Raises AssertionError for what the model does not allow."""
    collection = json.loads(data)
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page, total = collection["first"], collection["total"]
    assert page["type"] == "AnnotationPage"
    assert page["partOf"] == collection["id"]
    assert page["startIndex"] == 0
    assert "@context" not in page
    annotations: list[dict[str, Any]] = page["items"]
    assert total == len(annotations)
    for annotation in annotations:
        _check(annotation)
    names = [collection["id"], page["id"], *(annotation["id"] for annotation in annotations)]
    assert len(set(names)) == len(names)
    assert all(IRI.fullmatch(name) for name in names)
    return annotations


def _check(annotation: dict[str, Any]) -> None:
    assert annotation["type"] == "Annotation"
    assert annotation["motivation"] in MOTIVATIONS
    assert MOMENT.fullmatch(annotation.get("created", "2026-11-22T09:00:00Z"))
    for body in annotation["body"]:
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
    target = annotation["target"]
    assert target["type"] == "SpecificResource"
    assert IRI.fullmatch(target["source"]["id"])
    for selector in target["selector"]:
        _check_selector(selector)
    if "state" in target:
        assert target["state"]["type"] == "TimeState"
        assert MOMENT.fullmatch(target["state"]["sourceDate"])
    for thing in (annotation, target, target["source"]):
        assert {name.partition(":")[0] for name in thing if ":" in name} <= CONTEXT_PREFIXES


def _check_selector(selector: dict[str, Any]) -> None:
    assert selector.keys() <= SELECTORS[selector["type"]]
    if selector["type"] == "TextQuoteSelector":
        assert all(isinstance(selector[name], str) for name in ("exact", "prefix", "suffix"))
    if selector["type"] == "TextPositionSelector":
        assert 0 <= selector["start"] <= selector["end"]


def body_for(annotation: dict[str, Any], purpose: str) -> str | None:
    """Return the text of the body with a purpose, None where there is none."""
    found = [body["value"] for body in annotation["body"] if body["purpose"] == purpose]
    assert len(found) <= 1
    return found[0] if found else None


def selector_of(annotation: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """Return the selector of a type, None where there is none."""
    found: list[dict[str, Any]] = [each for each in annotation["target"]["selector"] if each["type"] == kind]
    assert len(found) <= 1
    return found[0] if found else None
