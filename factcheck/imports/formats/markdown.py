"""Claims from Markdown (CommonMark): the list items, or the headings if there are no lists.

A claim may end with the speaker, `— Name`, and with tags, `#tag`. The `[ ]` of a task list is removed. In our own
reports the claims stand in bold below the headings that are a ref, "C5"; in older ones behind it: "C5 · …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.documents.encodings import decode
from factcheck.errors import UnreadableError
from factcheck.imports.candidates import Candidates, ClaimCandidate, ImportFormat, ImportOptions, Problem
from factcheck.text import counted

if TYPE_CHECKING:
    from markdown_it.token import Token

_LARGEST = 8 << 20
_TASK = re.compile(r"\[[ xX]\]\s+")
_TAGS = re.compile(r"(?:\s+#[\w-]*[^\W\d_][\w-]*)+\s*$")
_SPEAKER = re.compile(r"(?<=[.!?…”\"»])\s+(?:—|–|--)\s+(?P<speaker>[^—–!?]{1,100}?)\s*$")
_REF = r"C[0-9]{1,18}(?:-[0-9a-f]{4,64})?"
_REPORTED = re.compile(rf"{_REF} · ")
_HEADED = re.compile(_REF)
_BREAKS = {"softbreak", "hardbreak"}
_QUOTED = {"“": "”", '"': '"', "«": "»", "„": "“"}


class Markdown(ImportFormat):
    """Reads lists and headings."""

    about = "claims as list items or headings"

    def read(self, data: bytes, options: ImportOptions) -> Candidates:
        """Return the claims. Raises UnreadableError for a text without lists and headings."""
        del options
        if len(data) > _LARGEST:
            raise UnreadableError(f"is larger than {_LARGEST >> 20} MiB, too much for Markdown")
        from markdown_it import MarkdownIt

        tokens = MarkdownIt("commonmark").parse(decode(data).text)
        headings = list(_lines(tokens, "heading_open"))
        reported = [(place, _REPORTED.sub("", text, count=1)) for place, text in headings if _REPORTED.match(text)]
        reported = reported or list(_below_refs(tokens))
        listed = [] if reported else list(_lines(tokens, "list_item_open"))
        if reported:
            lines, note = reported, "a report: the claims stand at the headings with a ref"
        elif listed:
            lines, note = listed, "claims are the list items"
        else:
            lines, note = headings, "claims are the headings"
        if not lines:
            raise UnreadableError("has neither a list nor a heading")
        others = sum(token.type == "inline" for token in tokens) - len(lines)
        left_out = [f"left out: {counted(others, 'other paragraph')}, headings included"] if others > 0 else []
        claims = (_claim(place, text, plain=bool(reported)) for place, text in lines)
        problems = [Problem(place, "the claim is empty") for place, text in lines if not _TASK.sub("", text).strip()]
        return Candidates(
            format="markdown",
            claims=tuple(claim for claim in claims if claim.text),
            problems=tuple(problems),
            notes=(note, *left_out),
        )


def _lines(tokens: list[Token], opening: str) -> Iterator[tuple[str, str]]:
    """Yield the first text of each element, with its line in the file."""
    for number, token in enumerate(tokens):
        if token.type != opening:
            continue
        inner = next(
            (each for each in tokens[number + 1 : number + 4] if each.type in {"inline", "list_item_open"}), None
        )
        if inner is not None and inner.type == "inline" and token.map is not None:
            yield f"line {token.map[0] + 1}", _text(inner)


def _below_refs(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Yield what stands in bold at the beginning of the paragraph below each heading that is a ref, with its line."""
    inlines = iter([(token.map[0], token.children or []) for token in tokens if token.type == "inline" and token.map])
    for place, text in _lines(tokens, "heading_open"):
        if not _HEADED.fullmatch(text):
            continue
        below = int(place.removeprefix("line "))
        children = next((children for line, children in inlines if line >= below), [])
        opened = [number for number, child in enumerate(children) if child.type == "strong_open"][:1]
        closed = [number for number, child in enumerate(children) if child.type == "strong_close"][:1]
        if opened and closed:
            yield place, "".join(map(_plain_text, children[opened[0] : closed[0]]))


def _text(inline: Token) -> str:
    """Return the text of a line without its markup."""
    return "".join(map(_plain_text, inline.children or ()))


def _plain_text(token: Token) -> str:
    if token.type in _BREAKS:
        return " "
    return token.content if token.type in {"text", "code_inline", "image"} else ""


def _claim(place: str, text: str, *, plain: bool) -> ClaimCandidate:
    """Return the claim of a line; tags and speaker are read unless the text is `plain`."""
    text = text.strip()
    row: dict[str, object] = {}
    if not plain:
        text = _TASK.sub("", text, count=1) if _TASK.match(text) else text
        if tags := _TAGS.search(text):
            text, row["tags"] = text[: tags.start()], tuple(tag.lstrip("#") for tag in tags[0].split())
        if speaker := _SPEAKER.search(text):
            text, row["speaker"] = text[: speaker.start()], speaker["speaker"]
            text = text[1:-1] if len(text) > 1 and _QUOTED.get(text[0]) == text[-1] else text
    return ClaimCandidate(place, text.strip(), row)
