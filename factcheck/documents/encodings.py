"""Bytes into characters: by byte order mark, by what is declared, by what they can be, and last by likelihood."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from factcheck.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = (
    *("cp1252", "cp1251", "cp1250", "koi8-r", "cp932", "shift_jis", "gb18030", "euc_jp", "big5", "euc_kr", "cp1254"),
    *("cp1253", "cp1255", "cp1256", "cp1257", "iso8859-2", "iso8859-5", "cp866"),
)
"""What texts without a mark are written in, the most common first: of two that fit alike, the first is taken."""

_ESCAPED = {"iso2022_jp", "iso2022_kr", "hz", "utf-7"}
_LATIN = {"iso8859-1", "ascii"}
_SEEN = 1 << 16
_ODD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ud800-\udfff]")
_MOST_ODD = 0.01
_DAMAGED = 0.001
_FEWEST_EMPTY = 0.01
"""How much of a text in UTF-16 are empty bytes, which blanks alone make, in any script that has them."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters that bytes stand for, and the encoding by which they do, as Python calls it."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Characters:
    """Return `data` as characters; `declared` is the encoding that the document names. Raises UnreadableError."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _sound(Characters(data[len(mark) :].decode(name, "replace"), name))
    found = _wide(data) or _declared(data, declared) or _utf8(data) or _likely(data)
    if found is None:
        raise UnreadableError("is no text in any encoding known here")
    return _sound(found)


def _sound(found: Characters) -> Characters:
    """Return the characters, unless too many of them stand in no text. Raises UnreadableError."""
    for sample in (found.text[:_SEEN], found.text[-_SEEN:]):
        if len(_ODD.findall(sample)) > max(1, _MOST_ODD * len(sample)):
            raise UnreadableError("is no text: it holds bytes that stand for no character")
    if _SURROGATE.search(found.text):
        return Characters(_SURROGATE.sub("\ufffd", found.text), found.encoding)
    return found


_SURROGATE = re.compile("[\ud800-\udfff]")


def _strict(data: bytes, encoding: str) -> Characters | None:
    try:
        return Characters(data.decode(encoding), encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _wide(data: bytes) -> Characters | None:
    """Return a text in UTF-16 or UTF-32 without a mark, which is known by where its empty bytes stand."""
    sample = data[: _SEEN - _SEEN % 4]
    zeros = [sample[place::4].count(0) for place in range(4)]
    if not any(zeros):
        return None
    quarter = len(sample) // 4
    if min(zeros[2:]) > quarter * 0.9 or min(zeros[:2]) > quarter * 0.9:
        return _strict(data, "utf-32-le" if zeros[3] >= zeros[0] else "utf-32-be")
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if min(even, odd) or max(even, odd) < _FEWEST_EMPTY * len(sample):
        return None
    return _strict(data, "utf-16-le" if odd > even else "utf-16-be")


def _declared(data: bytes, declared: str) -> Characters | None:
    """Return the text in the encoding that it names, unless it is UTF-8, which nothing else is by chance."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
        "".encode(name)  # what turns bytes into bytes (zip, say) is no encoding
    except (LookupError, ValueError, TypeError):
        return None
    if name in _ESCAPED:
        return _strict(data, name)
    if data.isascii():
        return _strict(data, "utf-8")
    return _utf8(data) or (_latin(data) if name in _LATIN else _strict(data, name))


def _latin(data: bytes) -> Characters | None:
    """Return what calls itself Latin-1, which is Windows-1252 where the two differ (as in the WHATWG's standard)."""
    if not re.search(rb"[\x80-\x9f]", data):
        return _strict(data, "iso8859-1")
    return _strict(data, "cp1252") or _strict(data, "iso8859-1")


def _utf8(data: bytes) -> Characters | None:
    if b"\x1b" in data and data.isascii():
        for name in ("iso2022_jp", "iso2022_kr"):
            if re.search(rb"\x1b\$", data) and (found := _strict(data, name)):
                return found
    return _strict(data, "utf-8")


def _damaged_utf8(data: bytes) -> Characters:
    return Characters(data.decode("utf-8", "replace"), "utf-8, damaged")


def _likely(data: bytes) -> Characters | None:
    """Return the text in the encoding that makes most sense of it, by charset-normalizer."""
    rough = _damaged_utf8(data)
    if rough.text.count("\ufffd") <= max(1, _DAMAGED * len(rough.text)) and _much_utf8(rough.text):
        return rough
    from charset_normalizer import from_bytes

    matches = list(from_bytes(_sample(data), cp_isolation=list(_LIKELY), enable_fallback=False))
    alike = [match for match in matches if match.chaos <= matches[0].chaos and match.coherence >= matches[0].coherence]
    names = {codecs.lookup(name).name for match in alike for name in match.could_be_from_charset}
    rest = [codecs.lookup(match.encoding).name for match in matches]
    order = [name for name in map(_python_name, _LIKELY) if name in names]
    return next((found for name in (*order, *rest) if (found := _named(data, name))), None)


def _named(data: bytes, name: str) -> Characters | None:
    return _latin(data) if name == "cp1252" else _strict(data, name)


def _python_name(name: str) -> str:
    return codecs.lookup(name).name


def _much_utf8(text: str) -> bool:
    """Whether more characters of a text were right in UTF-8 than were wrong, beyond ASCII."""
    beyond = sum(not character.isascii() for character in text)
    wrong = text.count("\ufffd")
    return beyond - wrong > 2 * wrong


def _sample(data: bytes) -> bytes:
    """Return so much of a long text as tells its encoding, cut after a line where there is one."""
    if len(data) <= _SEEN:
        return data
    # Of lines in ASCII any encoding makes the same.
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:_SEEN]
    return sample[: sample.rfind(b"\n") + 1] or sample
