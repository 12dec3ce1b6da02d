"""Reads subtitles, in WebVTT and SubRip: cues joined to sentences; their times and speakers are names of places.

A cue is a piece of a sentence that is shown for some seconds. Cues are joined until the speaker changes or nothing is
said for a while. Automatic captions show each line twice, at the bottom and then above: it is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from factcheck.case.document import Document
from factcheck.documents.encodings import decode
from factcheck.documents.formats import SRT, VTT, DocumentFormat, DocumentReader, language_code
from factcheck.documents.paragraphs.blocks import TextBlock, ends_sentence, join_lines
from factcheck.documents.paragraphs.placed import PlacedBlock, lay_out_placed
from factcheck.text import clean_line

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_NAMED = re.compile(r"(?:\[|\()?([A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я0-9 .’'-]{1,30})(?:\]|\))?:\s+")
_TURN = re.compile(r"(?:>>+|»|[-–—])\s*(?=\S)")
_MARKUP = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_HEADER = re.compile(r"(?m)^(Title|Language):[ \t]*(.+)$")
_PAUSE = 4.0
"""Seconds without words after which a new paragraph begins, if the sentence has ended."""
_LONG_PAUSE = 30.0
"""Seconds without words after which a new paragraph begins in any case."""
_LENGTH = 700
"""Characters after which a new paragraph begins at the end of a sentence."""


class Cue(NamedTuple):
    """What is shown from `start` to `end`, in seconds, and who says it as far as the cue tells."""

    start: float
    end: float
    text: str
    speaker: str = ""
    turn: bool = False


class _SubtitleReader(DocumentReader):
    """Reads subtitles of one format; the two differ in their header alone."""

    format: DocumentFormat

    def read(self, data: bytes, charset: str = "", url: str = "") -> Document:
        """Return subtitles as a document. Raises UnreadableError if they cannot be decoded."""
        characters = decode(data, charset)
        source = characters.text.replace("\r\n", "\n").replace("\r", "\n")
        text, places = lay_out_placed(_paragraphs(_without_repeats(_cues(source))))
        fields = dict(_HEADER.findall(source.split("\n\n", 1)[0])) if self.format is VTT else {}
        return Document(
            text=text,
            media_type=self.format.media_type,
            title=clean_line(fields.get("Title", "")),
            language=language_code(fields.get("Language", "")),
            url=url,
            encoding=characters.encoding,
            places=places,
        )


class VttReader(_SubtitleReader):
    """Reads WebVTT."""

    format = VTT


class SrtReader(_SubtitleReader):
    """Reads SubRip."""

    format = SRT


def _cues(source: str) -> Iterator[Cue]:
    """Yield the cues; notes and styles have no timing and are left out. Empty lines within a cue belong to it."""
    lines = source.split("\n")
    timings = [(at, match) for at, line in enumerate(lines) if (match := _TIMING.match(line))]
    nexts = [*(at for at, _ in timings[1:]), len(lines) + 1]
    for number, ((at, timing), following) in enumerate(zip(timings, nexts, strict=True), 2):
        content = _content(lines[at + 1 : following], 0 if following > len(lines) else number)
        yield from _spoken(_seconds(timing, 1), _seconds(timing, 5), content)


def _content(lines: list[str], following: int) -> list[str]:
    """Return the lines of a cue, without the name of the next cue, or a note before it.

    `following` is the number of the next cue, 0 for the last one.
    """
    if following and (not "".join(lines[-2:-1]).strip() or lines[-1].strip() == str(following)):
        lines = lines[:-1]
    for at, line in enumerate(lines):
        if re.match(r"(?:NOTE|STYLE|REGION)\b", line) and at and not lines[at - 1].strip():
            lines = lines[:at]
            break
    return [line for line in lines if line.strip()]


def _spoken(start: float, end: float, lines: list[str]) -> Iterator[Cue]:
    """Yield the cue, or one for each speaker in it."""
    speaker, turn, said = "", False, list[str]()
    for line in lines:
        for piece in re.split(r"(?=<v[.\s])", line):
            named = _SPEAKER.match(piece)
            words = " ".join(unescape(_MARKUP.sub("", piece)).replace("\u200b", "").split())
            spelled = None if named else _NAMED.match(words)
            turned = _TURN.match(words)
            if (named or spelled or turned) and said:
                yield Cue(start, end, " ".join(said), speaker, turn)
                said = []
            if named or spelled or turned:
                speaker = named[1].strip() if named else spelled[1].title() if spelled else ""
                turn = True
                words = words[spelled.end() :] if spelled else words[turned.end() :] if turned else words
            said += [words] if words else []
    if said:
        yield Cue(start, end, "\n".join(said) if not turn else " ".join(said), speaker, turn)


def _without_repeats(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Yield the cues without the lines that the cue before showed too."""
    shown: list[str] = []
    for cue in cues:
        lines = cue.text.split("\n")
        new = lines
        for count in range(min(len(lines), len(shown)), 0, -1):
            if shown[-count:] == lines[:count]:
                new = lines[count:]
                break
        shown = lines
        if new:
            yield cue._replace(text=" ".join(new))


def _paragraphs(cues: Iterator[Cue]) -> Iterator[PlacedBlock]:
    """Yield a block for each paragraph; within it the places of its cues."""
    text, places, before, speaker = "", list[tuple[int, str]](), None, ""
    for cue in cues:
        if before is not None and _begins_paragraph(before, cue, text, speaker):
            yield PlacedBlock(TextBlock(text, alone=True), inner=places)
            text, places = "", []
        speaker = cue.speaker or ("" if cue.turn else speaker)
        joined = join_lines(text, cue.text) if text else cue.text
        places.append((len(joined) - len(cue.text), ", ".join(filter(None, (_clock(cue.start), clean_line(speaker))))))
        text, before = joined, cue
    if text:
        yield PlacedBlock(TextBlock(text, alone=True), inner=places)


def _begins_paragraph(before: Cue, cue: Cue, text: str, speaker: str) -> bool:
    if cue.turn and (not cue.speaker or cue.speaker != speaker):
        return True
    pause = cue.start - before.end
    return pause > _LONG_PAUSE or (ends_sentence(text) and (pause > _PAUSE or len(text) > _LENGTH))


def _seconds(timing: re.Match[str], group: int) -> float:
    hours, minutes, seconds, fraction = (timing[group + at] or "0" for at in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _clock(seconds: float) -> str:
    """Return a time from the beginning, as "01:02:03"."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
