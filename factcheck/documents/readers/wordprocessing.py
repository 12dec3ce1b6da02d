"""What the parts of a Word document say, gathered from its elements as they stream by (ECMA-376, WordprocessingML).

What was deleted or moved away while changes were tracked, what is hidden and the codes of fields are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines

_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_CORE = "http://purl.org/dc/elements/1.1/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = re.compile(r"application/vnd\.(?:openxmlformats-officedocument|ms-word)\..*\.main\+xml")
_NAMES = (
    *("p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "pStyle", "outlineLvl", "numPr", "vanish"),
    *("moveFrom", "tr", "tc"),
)
_LOCAL = {f"{uri} {name}": name for uri in _WORDS for name in _NAMES} | {_MATHS: "t", _FALLBACK: "moveFrom"}
_HEADING = re.compile(r"(?i)(?:heading|title|subtitle|caption|toc|list|(?:ü|u)?berschrift|titre|titolo|kop|rubrik)")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF = {"0", "false", "off"}


class PartNames:
    """Where in the archive the text and the notes are, as `[Content_Types].xml` says."""

    def __init__(self) -> None:
        self.document = self.footnotes = self.endnotes = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a part."""
        kind, part = attributes.get("ContentType", ""), attributes.get("PartName", "").removeprefix("/")
        if not name.endswith(" Override"):
            return
        if _MAIN.fullmatch(kind) and "word" in kind:
            self.document = part
        elif kind == f"{_TYPE}.footnotes+xml":
            self.footnotes = part
        elif kind == f"{_TYPE}.endnotes+xml":
            self.endnotes = part

    def end(self, name: str) -> None:
        """Nothing stands behind a part."""

    def characters(self, text: str) -> None:
        """Nothing stands in a part."""


class Cover:
    """What a document says of itself in `docProps/core.xml`, in the words of the Dublin Core."""

    def __init__(self) -> None:
        self.fields = {"title": "", "creator": "", "language": ""}
        self._open = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A field begins."""
        uri, _, local = name.rpartition(" ")
        self._open = local if uri == _CORE and local in self.fields else ""

    def end(self, name: str) -> None:
        """A field ends."""
        self._open = ""

    def characters(self, text: str) -> None:
        """Some of what a field holds."""
        if self._open:
            self.fields[self._open] += text


class Words:
    """The blocks of a part: its paragraphs, and the rows of its tables with their cells parted by tabs."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self._paragraphs: list[tuple[list[str], list[bool]]] = []
        self._cells: list[list[TextBlock]] = []
        self._rows: list[list[list[TextBlock]]] = []
        self._left_out = self._texts = self._runs = 0
        self._hidden = False
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "tc": self._end_cell,
            "tr": self._end_row,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = _LOCAL.get(name, "")
        if local == "moveFrom":
            self._left_out += 1
        elif not local or self._left_out:
            return
        elif local == "p":
            self._paragraphs.append(([], []))
        elif local == "tr":
            self._rows.append([])
        elif local == "tc":
            self._cells.append([])
        elif local == "r":
            self._runs, self._hidden = self._runs + 1, False
        elif local == "t":
            self._texts += 1
        else:
            self._property(local, next((value for key, value in attributes.items() if key.endswith(" val")), ""))

    def end(self, name: str) -> None:
        """An element ends."""
        local = _LOCAL.get(name, "")
        if local == "moveFrom":
            self._left_out -= 1
        elif self._left_out:
            return
        elif local == "t":
            self._texts -= 1
        elif local == "r":
            self._runs, self._hidden = self._runs - 1, False
        elif local in self._ends:
            self._ends[local]()

    def characters(self, text: str) -> None:
        """Some of an element's text."""
        if self._texts and not self._left_out and not self._hidden and self._paragraphs:
            self._paragraphs[-1][0].append(text)

    def _property(self, local: str, value: str) -> None:
        if not self._paragraphs:
            return
        pieces, alone = self._paragraphs[-1]
        if local == "vanish":
            self._hidden = self._runs > 0 and value not in _OFF
        elif local in _SIGNS:
            if self._runs and not self._hidden:
                pieces.append(_SIGNS[local])
        elif local != "pStyle" or _HEADING.match(value):
            alone.append(True)

    def _end_paragraph(self) -> None:
        pieces, alone = self._paragraphs.pop()
        lines = blocks_of_lines("".join(pieces), alone=bool(alone))
        (self._cells[-1] if self._cells else self.blocks).extend(lines)

    def _end_cell(self) -> None:
        cell = self._cells.pop()
        (self._rows[-1] if self._rows else []).append(cell)

    def _end_row(self) -> None:
        cells = [cell for cell in self._rows.pop() if cell]
        row = (
            cells[0]
            if len(cells) == 1
            else [TextBlock("\t".join(" ".join(b.text for b in cell) for cell in cells), alone=True)]
        )
        (self._cells[-1] if self._cells else self.blocks).extend(row)
