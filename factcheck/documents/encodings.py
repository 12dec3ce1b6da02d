"""Decodes bytes: by byte order mark, by zero bytes (UTF-16, UTF-32), as declared, as UTF-8, or by likelihood.

Declared names are read as in the WHATWG Encoding Standard where that matters: Latin-1 means Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from factcheck.errors import UnreadableError
from factcheck.text import visible_line

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_ENCODING = re.compile(r"""\ufeff?\s*(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
_ESCAPED = {"iso2022_jp", "iso2022_kr", "hz", "utf-7"}
_LATIN = {"iso8859-1", "ascii"}
_SAMPLE = 1 << 16  # bytes or characters of a long text that are examined
_ODD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ud800-\udfff]")
_MAX_ODD = 0.01  # share of characters that do not occur in texts
_MAX_DAMAGED = 0.001  # share of characters of a damaged text in UTF-8 that are wrong
_MIN_ZEROS = 0.01  # share of zero bytes in UTF-16: in any script its spaces alone have that many
_LEAST_ZEROS = 2  # one zero may be a stray byte


@dataclass(frozen=True, slots=True)
class Characters:
    """A decoded text, and Python's name of its encoding."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Characters:
    """Return `data` decoded; `declared` is the encoding that the document names, if any.

    Raises UnreadableError if no encoding fits, or the result is not a text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(Characters(data[len(mark) :].decode(name, "replace"), name))
    decoded = _utf16_or_32(data) or _declared(data, declared) or _utf8(data) or _likely(data)
    if decoded is None:
        raise UnreadableError("is not text in any known encoding; --encoding names its encoding")
    return _checked(decoded)


def recoded(data: bytes, encoding: str) -> bytes:
    """Return a text that is in `encoding` in UTF-8 with its mark. Raises UnreadableError."""
    try:
        text = data.decode(encoding)
    except (LookupError, TypeError, AttributeError) as error:
        raise UnreadableError(f"no encoding {visible_line(encoding)!r}; there are utf-8, cp1252, koi8-r …") from error
    except UnicodeError as error:
        raise UnreadableError(f"is not {visible_line(encoding)}: {visible_line(str(error))}") from error
    declaration = _XML_ENCODING.match(text)
    text = declaration[1] + text[declaration.end() :] if declaration else text.removeprefix("\ufeff")
    return codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass")


def _checked(decoded: Characters) -> Characters:
    """Return the characters without surrogates. Raises UnreadableError if too many of them do not occur in texts."""
    samples = [decoded.text[:_SAMPLE], decoded.text[-_SAMPLE:]] if len(decoded.text) > _SAMPLE else [decoded.text]
    if any(len(_ODD.findall(sample)) > max(1, _MAX_ODD * len(sample)) for sample in samples):
        raise UnreadableError("is not text: it contains bytes that are no characters; --encoding names its encoding")
    try:
        decoded.text.encode()
    except UnicodeEncodeError:  # looking for surrogates takes ten times as long
        return Characters(_SURROGATE.sub("\ufffd", decoded.text), decoded.encoding)
    return decoded


_SURROGATE = re.compile("[\ud800-\udfff]")


def _strict(data: bytes, encoding: str) -> Characters | None:
    try:
        return Characters(data.decode(encoding), encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _utf16_or_32(data: bytes) -> Characters | None:
    """Return a text in UTF-16 or UTF-32 without a byte order mark, recognized by the positions of its zero bytes."""
    sample = data[:_SAMPLE]
    zeros = [sample[offset::4].count(0) for offset in range(4)]
    if not any(zeros):
        return None
    quarter = len(sample) // 4
    if min(zeros[2:]) > quarter * 0.9 or min(zeros[:2]) > quarter * 0.9:
        return _strict(data, "utf-32-le" if zeros[3] >= zeros[0] else "utf-32-be")
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if min(even, odd) or max(even, odd) < max(_LEAST_ZEROS, _MIN_ZEROS * len(sample)):
        return None
    return _strict(data, "utf-16-le" if odd > even else "utf-16-be")


def _declared(data: bytes, declared: str) -> Characters | None:
    """Return the text in its declared encoding; as UTF-8 if that fits, since other encodings seldom do by chance."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
        "".encode(name)  # codecs from bytes to bytes (zip) are not encodings
    except (LookupError, ValueError, TypeError):
        return None
    if name in _ESCAPED:
        return _strict(data, name)
    if data.isascii():
        return _strict(data, "utf-8")
    return _utf8(data) or (_latin(data) if name in _LATIN else _strict(data, name))


def _latin(data: bytes) -> Characters | None:
    """Return a text in Latin-1; as Windows-1252 where the two differ."""
    if not re.search(rb"[\x80-\x9f]", data):
        return _strict(data, "iso8859-1")
    return _strict(data, "cp1252") or _strict(data, "iso8859-1")


def _utf8(data: bytes) -> Characters | None:
    if b"\x1b" in data and data.isascii():
        for name in ("iso2022_jp", "iso2022_kr"):
            if re.search(rb"\x1b\$", data) and (decoded := _strict(data, name)):
                return decoded
    return _strict(data, "utf-8")


def _damaged_utf8(data: bytes) -> Characters:
    return Characters(data.decode("utf-8", "replace"), "utf-8, damaged")


def _likely(data: bytes) -> Characters | None:
    """Return the text in the encoding that chardet finds likeliest; damaged UTF-8 if little is wrong."""
    rough = _damaged_utf8(data)
    if rough.text.count("\ufffd") <= max(1, _MAX_DAMAGED * len(rough.text)) and _is_mostly_utf8(rough.text):
        return rough
    from chardet import EncodingEra, detect_all

    for era in (
        EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO,
        EncodingEra.ALL,
    ):  # those of old machines only if no other one fits
        for guess in detect_all(_sample(data), encoding_era=era):
            if (decoded := _named(data, guess["encoding"])) is not None:
                return decoded
    return None


def _named(data: bytes, name: str | None) -> Characters | None:
    """Return the text in an encoding that chardet names; None if it names none or the text is in another one."""
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    return _latin(data) if found in {"cp1252", *_LATIN} else _strict(data, found)


def _is_mostly_utf8(text: str) -> bool:
    """Tell whether of the characters beyond ASCII more than twice as many are right as are wrong."""
    not_ascii = sum(not character.isascii() for character in text)
    wrong = text.count("\ufffd")
    return not_ascii - wrong > 2 * wrong


def _sample(data: bytes) -> bytes:
    """Return enough of a long text to detect its encoding, cut at the end of a line if possible."""
    if len(data) <= _SAMPLE:
        return data
    # Lines in ASCII are the same in any of the encodings.
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    return sample[: sample.rfind(b"\n") + 1] or sample
