"""Cleaning of text that others wrote.

Two rules keep hostile text harmless and evidence exact. What a person types is cleaned once, on entry
(`clean`). What is stored is never altered, but made visible whenever it is shown (`visible`): a control
sequence in a quotation is seen, and does not act.
"""

from __future__ import annotations

import re
import unicodedata

# C0 but newline and tab, DEL, C1, bidi overrides and isolates, separators, invisible operators, tags, surrogates.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """Return typed `text` in NFC with its line breaks as newlines and without control characters."""
    return unicodedata.normalize("NFC", _HOSTILE.sub("", _LINE_BREAK.sub("\n", text))).strip()


def clean_line(text: str) -> str:
    """Return typed `text` as one line: cleaned, and every run of white space one blank."""
    return " ".join(clean(text).split())


def visible(text: str) -> str:
    """Return `text` for showing: every character that could act on a terminal stands as a visible sign."""
    return _HOSTILE.sub(_sign, text)


def visible_line(text: str) -> str:
    """Return `text` for showing on one line, with runs of white space folded to one blank."""
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


def slug(text: str, limit: int = 60) -> str:
    """Return `text` as a lower-case name of ASCII letters, digits and hyphens, at most `limit` long."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    return words[:limit].rstrip("-")
