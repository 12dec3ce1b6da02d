r"""Reads RTF with striprtf. Footnotes follow the text; what is marked as deleted or hidden is left out.

RTF is groups in braces, `{\footnote …}` say: notes are cut out of the text, and read by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from striprtf.striprtf import rtf_to_text

from factcheck.case.document import Document
from factcheck.documents.formats import RTF, DocumentReader
from factcheck.documents.paragraphs.blocks import blocks_of_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed, placed
from factcheck.text import clean_line

_to_text: Callable[..., str] = rtf_to_text
_TOKEN = re.compile(r"\\(?:[{}\\]|[a-z]+-?\d*|.)|[{}]", re.DOTALL)
_FOOTNOTE = re.compile(r"\{\\footnote\b")
_LEFT_OUT = re.compile(r"\{(?:\\[a-z]+-?\d* ?)*?\\(?:deleted|v)(?![a-z0-9])")
_ANNOTATION = re.compile(r"\{\\\*\\annotation\b")
_FIELD = r"\{\\%s\s((?:[^{}\\]|\\.)*)\}"
_CHARSET = re.compile(r"\\ansicpg(\d+)")


class RtfReader(DocumentReader):
    """Reads RTF."""

    format = RTF

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return an RTF as a document; `charset` is ignored, as RTF declares it. Raises UnreadableError."""
        del charset
        source = data.decode("latin-1")
        body, footnotes = _cut(source, _FOOTNOTE)
        body, comments = _cut(body, _ANNOTATION)
        body, _ = _cut(body, _LEFT_OUT)
        blocks = [PlacedBlock(block) for block in blocks_of_lines(_text(body))]
        fonts = _fonts(source)
        for kind, notes in (("footnote", footnotes), ("comment", comments)):
            for number, note in enumerate(notes, 1):
                words = " ".join(_text(f"{fonts}{note[1:-1]}}}", note=True).split())
                blocks.append(placed(words, f"{kind} {number}", alone=True))
        text, places = lay_out_placed(blocks)
        return Document(
            text=text,
            media_type=RTF.media_type,
            title=_field(source, "title"),
            author=_field(source, "author"),
            url=url,
            places=places,
        )


def _text(source: str, *, note: bool = False) -> str:
    if note:
        source = re.sub(r"\\\*\\annotation\b|\\footnote\b|\\chftn\b ?|\\chatn\b ?", "", source)
    text = _to_text(source)
    return text.replace("\0", "").replace("|\n", "\n").replace("\t\n", "\n")


def _fonts(source: str) -> str:
    """Return the beginning of an RTF with its code page and fonts, which its notes need to be read."""
    codepage = _CHARSET.search(source[:4096])
    fonts = next(_groups(source, re.compile(r"\{\\fonttbl\b")), None)
    table = source[fonts[0] : fonts[1]] if fonts else ""
    return f"{{\\rtf1\\ansi{codepage[0] if codepage else ''}{table} "


def _cut(source: str, start: re.Pattern[str]) -> tuple[str, list[str]]:
    """Return a source without the groups that begin with `start`, and those groups."""
    rest, groups, end = list[str](), list[str](), 0
    for first, last in _groups(source, start):
        rest.append(source[end:first])
        groups.append(source[first:last])
        end = last
    return "".join([*rest, source[end:]]), groups


def _groups(source: str, start: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where the groups that begin with `start` begin and end."""
    position = 0
    while match := start.search(source, position):
        depth, position = 0, len(source)
        for token in _TOKEN.finditer(source, match.start()):
            depth += {"{": 1, "}": -1}.get(token[0], 0)
            if not depth:
                position = token.end()
                break
        yield match.start(), position


def _field(source: str, name: str) -> str:
    found = re.search(_FIELD % name, source)
    return clean_line(_to_text(f"{{\\rtf1\\ansi {found[1]}}}", errors="replace")) if found else ""
