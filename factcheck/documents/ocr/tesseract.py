"""Runs the program tesseract, if it is installed: its version, its languages, and the words of a picture.

The picture is passed as a portable graymap that is made here from pixels, so that nothing of a document's own pictures
reaches the program.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from time import monotonic
from typing import NamedTuple

from factcheck.errors import InvalidError, UnreadableError

PROGRAM = "tesseract"
NOT_INSTALLED = "install tesseract (its package is called tesseract or tesseract-ocr)"
_ASK = 10.0
"""Seconds in which the program must tell its version."""
_CLOCK = 120.0
"""Seconds that one page may take."""
_POLL = 0.05
_COLUMNS = 12
_WORD_LEVEL = "5"
_CODES = {
    **{"ar": "ara", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa"},
    **{"fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hu": "hun", "id": "ind", "it": "ita"},
    **{"ja": "jpn", "kk": "kaz", "ko": "kor", "nb": "nor", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por"},
    **{"ro": "ron", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "chi_sim"},
}
"""What the program calls languages, by their ISO 639-1 codes."""


class OcrWord(NamedTuple):
    """A word on a picture: its text, confidence from 0 to 100, edges in pixels from the upper left, block and line."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    block: int
    line: tuple[int, int, int]


class Tesseract(NamedTuple):
    """The program, with its version and the languages that are installed for it."""

    path: str
    version: str
    languages: tuple[str, ...]

    def language(self, asked: str) -> str:
        """Return the program's name of a language, or of several joined by "+". Raises InvalidError."""
        names = [_CODES.get(name, name) for name in (asked or "en").lower().split("+")]
        if missing := [name for name in names if name not in self.languages]:
            there = ", ".join(self.languages) or "none"
            raise InvalidError(f"OCR: tesseract has no language {missing[0]!r}; installed are {there}")
        return "+".join(names)

    def words(self, picture: bytes, language: str, dpi: int, cancelled: Callable[[], bool]) -> list[OcrWord]:
        """Return the words of a picture in the order of reading. Raises UnreadableError."""
        command = [self.path, "stdin", "stdout", "--dpi", str(dpi), "-l", language, "tsv"]
        with TemporaryFile() as given, TemporaryFile() as answered:
            given.write(picture)
            given.seek(0)
            status = _run(command, given.fileno(), answered.fileno(), cancelled)
            answered.seek(0)
            if status:
                raise UnreadableError(f"tesseract ended with status {status}")
            return list(_words(answered.read().decode("utf-8", "replace")))


def is_installed() -> bool:
    """Return whether the program is installed."""
    return shutil.which(PROGRAM) is not None


def installed() -> Tesseract | None:
    """Return the program if it is installed and runs; None if not."""
    path = shutil.which(PROGRAM)
    if path is None:
        return None
    try:
        shown = subprocess.run([path, "--version"], capture_output=True, timeout=_ASK, check=True, text=True)
        listed = subprocess.run([path, "--list-langs"], capture_output=True, timeout=_ASK, check=True, text=True)
    except (OSError, subprocess.SubprocessError):
        return None
    version = (shown.stdout or shown.stderr).split("\n", 1)[0].removeprefix(f"{PROGRAM} ").strip()
    return Tesseract(path, version, tuple(line.strip() for line in listed.stdout.splitlines()[1:] if line.strip()))


def _run(command: list[str], given: int, answered: int, cancelled: Callable[[], bool]) -> int:
    """Run the program, and return its exit status. Raises UnreadableError if it takes too long or is cancelled."""
    try:
        process = subprocess.Popen(command, stdin=given, stdout=answered, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise UnreadableError(f"tesseract cannot be started: {error.strerror}") from error
    end = monotonic() + _CLOCK
    try:
        while True:
            try:
                return process.wait(_POLL)
            except subprocess.TimeoutExpired:
                if cancelled():
                    raise UnreadableError("reading it was cancelled") from None
                if monotonic() > end:
                    raise UnreadableError(f"OCR of a page takes longer than {_CLOCK:g} s") from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _words(table: str) -> Iterator[OcrWord]:
    """Yield the words in an answer; lines of its table that are no words are left out."""
    for line in table.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        block, paragraph, number, _, left, top, width, height = map(int, cells[2:10])
        yield OcrWord(
            cells[11].strip(),
            float(cells[10]),
            left,
            top,
            left + width,
            top + height,
            block,
            (block, paragraph, number),
        )
