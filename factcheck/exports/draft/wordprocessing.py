"""The text of a Word document, run by run: where each character stands, and runs divided at characters.

Left out, as when the document is read: hidden text, and what tracked changes removed or, in the original, what they
added. White space, soft hyphens and invisible characters are passed over, so that a passage is found however its lines
are laid out.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from factcheck.documents.readers.revisions import ADDING, REMOVING

SKIPPED = re.compile(r"[\s\u00ad\u2011\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""What is passed over where passages are compared."""

PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
"""The attribute of a text whose white space is kept."""
_SINGLE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_WITHIN = {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "customXml"}
_TEXTS = {"t", "delText"}
_OFF = {"0", "false", "off"}


class Place(NamedTuple):
    """A character of a document: its run, by number, and its offset in that; the run is -1 if no comment can be there.

    Comments stand in paragraphs of the body, not in text boxes.
    """

    run: int
    offset: int


def local(element: _Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class RunText:
    """The runs of the body of a document, and its characters with their places."""

    def __init__(self, root: _Element, *, original: bool = False) -> None:
        """Read the document part with the root element `root`, with its tracked changes, or the original."""
        self._read_into = _WITHIN | (REMOVING if original else ADDING)
        self._left_out = {"Fallback", *(ADDING if original else REMOVING)}
        self.namespace = etree.QName(root).namespace or ""
        self.runs: list[_Element] = []
        self.places: list[Place] = []
        characters: list[str] = []
        for paragraph in root.iter(f"{{{self.namespace}}}p"):
            if not any(local(above) in {"p", *self._left_out} for above in paragraph.iterancestors()):
                self._read(paragraph, characters, is_open=True)
        self.text = "".join(characters)

    def _read(self, paragraph: _Element, characters: list[str], *, is_open: bool) -> None:
        """Read a paragraph: first what stands in its text boxes, then its own runs."""
        boxes = [each for each in paragraph.iterdescendants(f"{{{self.namespace}}}p") if self._is_inside(each)]
        for box in boxes:
            if next(above for above in box.iterancestors() if local(above) == "p") is paragraph:
                self._read(box, characters, is_open=False)
        for run in self._runs(paragraph):
            if not _is_hidden(run):
                self._take(run, characters, is_open=is_open)

    def _is_inside(self, paragraph: _Element) -> bool:
        return not any(local(above) in self._left_out for above in paragraph.iterancestors())

    def _runs(self, element: _Element) -> list[_Element]:
        found = []
        for child in element:
            name = local(child)
            if name == "r":
                found.append(child)
            elif name in self._read_into:
                found += self._runs(child)
        return found

    def _take(self, run: _Element, characters: list[str], *, is_open: bool) -> None:
        number = -1
        if is_open:
            number = len(self.runs)
            self.runs.append(run)
        for offset, character in enumerate(text_of(run)):
            if not SKIPPED.match(character):
                characters.append(character)
                self.places.append(Place(number, offset))


def text_of(run: _Element) -> str:
    """Return the text of a run, one character for a tab, a break or a special hyphen."""
    return "".join((child.text or "") if local(child) in _TEXTS else _SINGLE.get(local(child), "") for child in run)


def _is_hidden(run: _Element) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            for each in properties:
                if local(each) == "vanish":
                    values = [value for name, value in each.attrib.items() if str(name).endswith("val")]
                    return not values or str(values[0]) not in _OFF
    return False


def divide(run: _Element, offsets: set[int]) -> dict[int, _Element]:
    """Divide a run before the characters at `offsets`, and return the parts by the offset at which each begins."""
    length = len(text_of(run))
    cuts = sorted(cut for cut in offsets if 0 < cut < length)
    parts = {0: run}
    for cut in reversed(cuts):
        parts[cut] = _split_off(run, cut)
    return parts


def _split_off(run: _Element, offset: int) -> _Element:
    """Move what stands from a character on into a run of its own behind this one, and return it."""
    rest = etree.Element(run.tag, {**run.attrib}, nsmap=run.nsmap)
    run.addnext(rest)
    at = 0
    for child in list(run):
        name = local(child)
        if name == "rPr":
            rest.append(deepcopy(child))
            continue
        length = len(child.text or "") if name in _TEXTS else int(name in _SINGLE)
        if at >= offset:
            rest.append(child)
        elif at + length > offset:
            text = child.text or ""
            child.text = text[: offset - at]
            child.attrib.update(PRESERVE)
            later = deepcopy(child)
            later.text = text[offset - at :]
            rest.append(later)
        at += length
    return rest
