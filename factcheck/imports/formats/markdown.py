"""Claims from Markdown (CommonMark): the items of its lists; its headings where it has no lists.

At the end of a claim `#tag` is a tag, and `— Name` behind its last sentence who said it. `[ ]` before it, as lists of
tasks have, is no part of it. In a report of our own the claims are the headings that begin with a ref, "C5 · …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.documents.encodings import decode
from factcheck.errors import UnreadableError
from factcheck.imports.candidates import Candidates, ClaimCandidate, ImportFormat, Problem, ReadOptions

if TYPE_CHECKING:
    from markdown_it.token import Token

_LARGEST = 8 << 20
_TASK = re.compile(r"\[[ xX]\]\s+")
_TAGS = re.compile(r"(?:\s+#[\w-]*[^\W\d_][\w-]*)+\s*$")
_SPEAKER = re.compile(r"(?<=[.!?…”\"»])\s+(?:—|–|--)\s+(?P<speaker>[^—–!?]{1,100}?)\s*$")
_REPORTED = re.compile(r"C[0-9]{1,18} · ")
_BREAKS = {"softbreak", "hardbreak"}
_QUOTED = {"“": "”", '"': '"', "«": "»", "„": "“"}


class Markdown(ImportFormat):
    """Reads lists and headings."""

    about = "claims as the items of lists, or as headings"

    def read(self, data: bytes, asked: ReadOptions) -> Candidates:
        """Return the claims of a list. Raises UnreadableError for a text without lists and headings."""
        del asked
        if len(data) > _LARGEST:
            raise UnreadableError(f"is larger than {_LARGEST >> 20} MiB, too much for Markdown")
        from markdown_it import MarkdownIt

        tokens = MarkdownIt("commonmark").parse(decode(data).text)
        headings = list(_lines(tokens, "heading_open"))
        reported = [(place, _REPORTED.sub("", text, count=1)) for place, text in headings if _REPORTED.match(text)]
        listed = [] if reported else list(_lines(tokens, "list_item_open"))
        if reported:
            note = "a report: its claims are the headings that begin with a ref"
        else:
            note = "claims are the items of lists" if listed else "claims are the headings"
        found = reported or listed or headings
        if not found:
            raise UnreadableError("has neither a list nor a heading")
        claims = (_claim(place, text, plain=bool(reported)) for place, text in found)
        kept = [claim for claim in claims if claim.text]
        problems = [Problem(place, "the claim is empty") for place, text in found if not _TASK.sub("", text).strip()]
        return Candidates(format="markdown", claims=tuple(kept), problems=tuple(problems), notes=(note,))


def _lines(tokens: list[Token], opening: str) -> Iterator[tuple[str, str]]:
    """Yield the first line of text in each element, with the line of the file where it stands."""
    for number, token in enumerate(tokens):
        if token.type != opening:
            continue
        inner = next(
            (each for each in tokens[number + 1 : number + 4] if each.type in {"inline", "list_item_open"}), None
        )
        if inner is not None and inner.type == "inline" and token.map is not None:
            yield f"line {token.map[0] + 1}", _text(inner)


def _text(inline: Token) -> str:
    """Return a line of Markdown as people read it: without its marks."""
    return "".join(" " if token.type in _BREAKS else _spoken(token) for token in inline.children or ())


def _spoken(token: Token) -> str:
    return token.content if token.type in {"text", "code_inline", "image"} else ""


def _claim(place: str, text: str, *, plain: bool) -> ClaimCandidate:
    text = text.strip()
    row: dict[str, object] = {}
    if not plain:
        text = _TASK.sub("", text, count=1) if _TASK.match(text) else text
        if tags := _TAGS.search(text):
            text, row["tags"] = text[: tags.start()], tuple(tag.lstrip("#") for tag in tags[0].split())
        if said := _SPEAKER.search(text):
            text, row["speaker"] = text[: said.start()], said["speaker"]
            text = text[1:-1] if len(text) > 1 and _QUOTED.get(text[0]) == text[-1] else text
    return ClaimCandidate(place, text.strip(), row)
