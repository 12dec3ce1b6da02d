"""Cleaning of text from other people.

Two rules keep hostile text harmless and evidence exact. What a person types is cleaned once, on entry
(`clean`). What is stored is never altered, but made visible whenever it is shown (`visible`): a control
sequence in a quotation is seen, and does not act.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = "0.1.0"
"""The version of this program, as it names itself to other programs."""

# C0 but newline and tab, DEL, C1, all bidi controls, separators, what is invisible (joiners apart), tags, surrogates.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff]"
)
_OPENING, _CLOSING = '"“”„«»‟', '"“”»«'
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x85]")

# For names of files: letters and marks that have no shape, names that Windows keeps for devices, and what is short
# enough for every file system (143 bytes where names are encrypted), even with the ending of a temporary file.
_UNSEEN = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
_RESERVED = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
_NAME_LETTERS, _NAME_BYTES, _LONGEST_TITLE = 60, 120, 1000


def clean(text: str) -> str:
    """Return typed `text` in NFC with its line breaks as newlines and without control characters."""
    return unicodedata.normalize("NFC", _HOSTILE.sub("", _LINE_BREAK.sub("\n", text))).strip()


def clean_line(text: str) -> str:
    """Return typed `text` as one line: cleaned, and every run of white space one blank."""
    return " ".join(clean(text).split())


def visible(text: str) -> str:
    """Return `text` for display: characters that could act on a terminal are replaced by visible ones."""
    return text if text.isprintable() else _HOSTILE.sub(_sign, text)  # what could act is never printable


def visible_line(text: str) -> str:
    """Return `text` for display on one line, with runs of white space as one space."""
    return visible(" ".join(text.split()))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:  # noqa: PLR2004
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"  # noqa: PLR2004


def folded(text: str) -> str:
    """Return `text` for comparing words: compatibility forms folded, case and accents dropped."""
    if text.isascii():
        return text.lower()
    # Decomposed before the case is folded, since ℡ and № come apart into capitals, and after it for what folding made.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def quote_marks(quote: str) -> tuple[str, str]:
    """Return the quotation marks for a quotation; empty if it has its own at both ends."""
    inner = quote.strip()
    own = len(inner) > 1 and inner[0] in _OPENING and inner[-1] in _CLOSING
    return ("", "") if own else ("“", "”")


def quoted(quote: str) -> str:
    """Return a quotation in quotation marks, its own if it has them."""
    opens, closes = quote_marks(quote)
    return f"{opens}{quote}{closes}"


def slug(text: str) -> str:
    """Return `text` as a file name that is safe on any system; empty if no character can be kept.

    Letters and digits of any script in lower case, parted by hyphens, Latin ones without their accents. Never
    reserved (`con`, `lpt1`), hidden or endless, and nothing in it is invisible or turns the direction of writing.
    """
    letters = ""
    for character in unicodedata.normalize("NFC", re.sub(_UNSEEN, "", text[:_LONGEST_TITLE])).lower():
        letters += _letter(character, letters[-1:])
    name = _shortened("-".join(unicodedata.normalize("NFC", letters).split()))
    return f"case-{name}" if re.fullmatch(_RESERVED, name) else name


def _letter(character: str, before: str) -> str:
    """Return a character of a file name, given the one before it: a space between words, or empty."""
    kind, plain = unicodedata.category(character), folded(character)
    if plain and plain.isascii():
        return re.sub("[^a-z0-9]", " ", plain)
    if kind == "Cf" or (kind[0] == "M" and before.isascii()):
        return ""
    return character if kind[0] in "LNM" else " "


def _shortened(name: str) -> str:
    """Return `name` cut to a length that every file system takes, after a word if possible."""
    cut = name[:_NAME_LETTERS].encode()[:_NAME_BYTES].decode(errors="ignore")
    end = cut.rfind("-")
    within = len(cut) < len(name) and name[len(cut)] != "-"
    return cut[:end] if within and end > len(cut) // 2 else cut
