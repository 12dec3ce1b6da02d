"""Makes text from untrusted sources safe to show, and compares and shortens text.

Typed text is cleaned once, on entry (`clean`). Stored text is never changed, since evidence must be exact; when it is
shown, control characters are replaced by visible ones (`visible`), so that they have no effect on the terminal.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = "0.1.0"
"""The version of this program, as it names itself to other programs."""

# C0 except newline and tab, DEL, C1, bidi controls, separators, invisible characters except joiners, tags, surrogates.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff]"
)
_OPENING, _CLOSING = '"“”„«»‟', '"“”»«'
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x85]")

# For file names: invisible letters and marks, names reserved by Windows, and lengths that every file system allows
# (encrypted ones 143 bytes), also with the suffix of a temporary file.
_INVISIBLE = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
_RESERVED = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
_MAX_NAME, _MAX_NAME_BYTES, _MAX_TITLE = 60, 120, 1000


def clean(text: str) -> str:
    """Return typed `text` in Unicode NFC, with newlines as line breaks and without control characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", _HOSTILE.sub("", _LINE_BREAK.sub("\n", text))).strip()


def clean_line(text: str) -> str:
    """Return typed `text` as one line: cleaned, with each run of white space replaced by one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())


def visible(text: str) -> str:
    """Return `text` for display: characters that could act on a terminal are replaced by visible ones."""
    return (
        text if text.isprintable() else _HOSTILE.sub(_visible_character, text)
    )  # printable characters are never hostile


def visible_line(text: str) -> str:
    """Return `text` for display on one line, with runs of white space as one space."""
    return visible(" ".join(text.split()))


def _visible_character(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:  # noqa: PLR2004
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"  # noqa: PLR2004


def folded(text: str) -> str:
    """Return `text` for comparing words: in NFKD, case-folded and without accents."""
    if text.isascii():
        return text.lower()
    # Decomposed before case folding, since ℡ and № decompose into capitals, and again after it.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in English: "1 claim", "2 claims", "2 entries"."""
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun}"


def quote_marks(quote: str) -> tuple[str, str]:
    """Return the quotation marks to put around a quotation; empty ones if it already has some at both ends."""
    inner = quote.strip()
    quoted_already = len(inner) > 1 and inner[0] in _OPENING and inner[-1] in _CLOSING
    return ("", "") if quoted_already else ("“", "”")


def quoted(quote: str) -> str:
    """Return a quotation in quotation marks, those that it already has or curly ones."""
    opens, closes = quote_marks(quote)
    return f"{opens}{quote}{closes}"


def slug(text: str) -> str:
    """Return `text` as a file name that is safe on any system; empty if no character can be kept.

    Letters and digits of any script in lower case, with hyphens between words and without accents on Latin letters. It
    is never a reserved name (`con`, `lpt1`), hidden or too long, and contains no invisible or bidi characters.
    """
    letters = ""
    for character in unicodedata.normalize("NFC", re.sub(_INVISIBLE, "", text[:_MAX_TITLE])).lower():
        letters += _letter(character, letters[-1:])
    name = _shortened("-".join(unicodedata.normalize("NFC", letters).split()))
    return f"case-{name}" if re.fullmatch(_RESERVED, name) else name


def _letter(character: str, before: str) -> str:
    """Return how a character appears in a file name, given the one before it: itself, a space, or nothing."""
    kind, plain = unicodedata.category(character), folded(character)
    if plain and plain.isascii():
        return re.sub("[^a-z0-9]", " ", plain)
    if kind == "Cf" or (kind[0] == "M" and before.isascii()):
        return ""
    return character if kind[0] in "LNM" else " "


def _shortened(name: str) -> str:
    """Return `name` cut to a length that every file system allows, at the end of a word if possible."""
    cut = name[:_MAX_NAME].encode()[:_MAX_NAME_BYTES].decode(errors="ignore")
    end = cut.rfind("-")
    divided = len(cut) < len(name) and name[len(cut)] != "-"
    return cut[:end] if divided and end > len(cut) // 2 else cut
