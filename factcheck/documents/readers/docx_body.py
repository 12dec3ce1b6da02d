"""The text of one part of a Word document: its paragraphs, its table rows, and its notes or comments.

Tracked changes are read as accepted, or as not made. Hidden text and field codes are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.documents.paragraphs.blocks import TextBlock, blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock
from factcheck.documents.readers.revisions import PROPERTY_CHANGES, REVISIONS, Revisions
from factcheck.text import clean_line

_WORDPROCESSING = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_NAMES = (
    *("p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "pStyle", "outlineLvl", "numPr", "vanish"),
    *("tr", "tc", "footnote", "endnote", "comment", "delText", "pPr", "rPr"),
    *REVISIONS,
    *PROPERTY_CHANGES,
)
_NOTES = {"footnote", "endnote", "comment"}
_LOCAL = {f"{uri} {name}": name for uri in _WORDPROCESSING for name in _NAMES} | {_MATHS: "t", _FALLBACK: "Fallback"}
_EXCLUDED = {"Fallback", *PROPERTY_CHANGES}
_TEXTS = {"t", "delText"}
_HEADING = re.compile(r"(?i)(?:heading|title|subtitle|caption|toc|list|(?:ü|u)?berschrift|titre|titolo|kop|rubrik)")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF = {"0", "false", "off"}


@dataclass(slots=True)
class _Paragraph:
    """A paragraph: its text, whether it stands alone, as a heading does, and whether the next one continues it."""

    pieces: list[str]
    alone: bool = False
    continues: bool = False


class Body:
    """The blocks of a part: its paragraphs, and the rows of its tables with their cells separated by tabs."""

    def __init__(self, revisions: Revisions) -> None:
        """Read a part with the tracked changes as `revisions` takes them."""
        self.blocks: list[TextBlock] = []
        self.notes: list[tuple[int, str]] = []
        """The index of the first block of each note or comment, and its name."""
        self.authors: list[str] = []
        """Who wrote the comments, one each; "" where it is not said."""
        self._revisions = revisions
        self._numbers = dict.fromkeys(_NOTES, 0)
        self._paragraphs: list[_Paragraph] = []
        self._carried: dict[tuple[int, int], list[str]] = {}
        """The text of paragraphs that continue in the next one, by how deep they stand in others and in cells."""
        self._cells: list[list[TextBlock]] = []
        self._rows: list[list[list[TextBlock]]] = []
        self._excluded = self._texts = self._runs = self._properties = self._marks = 0
        self._hidden = False
        self._ends = {"p": self._end_paragraph, "tc": self._end_cell, "tr": self._end_row}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        local = _LOCAL.get(name, "")
        if local in _EXCLUDED:
            self._excluded += 1
        elif not local or self._excluded:
            return
        elif local in REVISIONS:
            self._begin_revision(local, attributes)
        elif local in _NOTES:
            self._begin_note(local, attributes)
        elif local == "p":
            self._paragraphs.append(_Paragraph(self._carried.pop(self._depth, [])))
        elif local == "tr":
            self._rows.append([])
        elif local == "tc":
            self._cells.append([])
        elif local == "r":
            self._runs, self._hidden = self._runs + 1, False
        elif local in _TEXTS:
            self._texts += 1
        elif local == "pPr":
            self._properties += 1
        elif local == "rPr":
            self._marks += self._properties
        else:
            self._property(local, next((value for key, value in attributes.items() if key.endswith(" val")), ""))

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        local = _LOCAL.get(name, "")
        if local in _EXCLUDED:
            self._excluded -= 1
        elif self._excluded:
            return
        elif local in REVISIONS:
            if not self._properties:
                self._revisions.end()
        elif local in _TEXTS:
            self._texts -= 1
        elif local == "r":
            self._runs, self._hidden = self._runs - 1, False
        elif local == "pPr":
            self._properties = self._marks = 0
        elif local in self._ends:
            self._ends[local]()

    def characters(self, text: str) -> None:
        """Handle a piece of text."""
        if self._texts and not self._excluded and not self._hidden and self._paragraphs:
            self._revisions.meet_text()
            if not self._revisions.leaves_out():
                self._paragraphs[-1].pieces.append(text)

    def close(self) -> None:
        """Handle the end of the part: a paragraph that no other one continues ends here."""
        for pieces in self._carried.values():
            self._target.extend(blocks_of_lines("".join(pieces), alone=False))
        self._carried.clear()

    def _begin_revision(self, local: str, attributes: dict[str, str]) -> None:
        """Begin a change of what is in a paragraph; or note that of the mark at its end."""
        author = next((value for key, value in attributes.items() if key.endswith(" author")), "")
        if not self._properties:
            self._revisions.begin(local, author)
        elif self._marks and self._paragraphs and self._revisions.meet_mark(local):
            self._paragraphs[-1].continues = True

    @property
    def _depth(self) -> tuple[int, int]:
        return len(self._paragraphs), len(self._cells)

    def _begin_note(self, kind: str, attributes: dict[str, str]) -> None:
        values = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if values.get("type", "normal") != "normal":  # the line above the footnotes
            return
        self.close()
        self._numbers[kind] += 1
        by = clean_line(values.get("author", ""))
        self.authors.append(by)
        name = f"comment by {by}" if by else f"{kind} {self._numbers[kind]}"
        self.notes.append((len(self.blocks), name))

    @property
    def placed_blocks(self) -> list[PlacedBlock]:
        """The blocks, those of notes and comments with the names of their places."""
        names = dict(self.notes)
        place, found = "", list[PlacedBlock]()
        for number, block in enumerate(self.blocks):
            place = names.get(number, place)
            found.append(PlacedBlock(TextBlock(block.text, block.alone or bool(place)), place))
        return found

    def _property(self, local: str, value: str) -> None:
        if not self._paragraphs:
            return
        if local == "vanish":
            self._hidden = self._runs > 0 and value not in _OFF
        elif local in _CHARACTERS:
            if self._runs and not self._hidden and not self._revisions.leaves_out():
                self._paragraphs[-1].pieces.append(_CHARACTERS[local])
        elif local != "pStyle" or _HEADING.match(value):
            self._paragraphs[-1].alone = True

    def _end_paragraph(self) -> None:
        ended = self._paragraphs.pop()
        if ended.continues:
            self._carried[self._depth] = ended.pieces
        else:
            self._target.extend(blocks_of_lines("".join(ended.pieces), alone=ended.alone))

    def _end_cell(self) -> None:
        if pieces := self._carried.pop(self._depth, []):
            self._target.extend(blocks_of_lines("".join(pieces), alone=False))
        cell = self._cells.pop()
        (self._rows[-1] if self._rows else []).append(cell)

    def _end_row(self) -> None:
        cells = [cell for cell in self._rows.pop() if cell]
        text = "\t".join(" ".join(block.text for block in cell) for cell in cells)
        self._target.extend(cells[0] if len(cells) == 1 else [TextBlock(text, alone=True)])

    @property
    def _target(self) -> list[TextBlock]:
        """The blocks of the innermost open table cell, else of the part."""
        return self._cells[-1] if self._cells else self.blocks
