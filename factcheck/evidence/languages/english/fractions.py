"""English shares ("a third of", "two-thirds", "half the") and what is vague ("dozens", "hundreds"): never compared."""

from __future__ import annotations

import re
from decimal import Decimal

from factcheck.evidence import Bound, Figure, FigureKind
from factcheck.evidence.languages.english.units import counted

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MANY = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4}
_SHARE = re.compile(
    r"(?ai:(?P<many>an?|one)[\s-](?P<one>third|quarter|fifth|tenth)(?=\sof\b)"
    r"|(?P<several>two|three|four)[\s-](?P<parts>third|quarter|fifth|tenth)s\b"
    r"|(?P<half>half)(?=\sof\b|\s(?:the|its|their|all)\b))"
)
_VAGUE = re.compile(r"(?ai:(?P<base>dozen|score|hundred|thousand|million|billion)s\b)")
_BASES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_DOZEN = re.compile(r"(?ai:an?\sdozen\b)")


def share(text: str, start: int) -> Figure | None:
    """Return the share that begins at `start`, in percent, as a round figure; None if none does."""
    match = _SHARE.match(text, start)
    if match is None:
        return None
    part = match["one"] or match["parts"] or match["half"]
    many = _MANY.get((match["several"] or "a").lower(), 1)
    value = (Decimal(100 * many) / _PARTS[part.lower()]).quantize(Decimal("0.1"))
    return Figure(start, match.end(), FigureKind.PERCENT, "percent", value, match[0], Bound.ABOUT)


def vague(text: str, start: int) -> Figure | None:
    """Return what begins at `start` and says only how large something is: "dozens of men"; "a dozen" is twelve."""
    if match := _DOZEN.match(text, start):
        unit = counted(text, start, match.end())
        return Figure(start, match.end(), FigureKind.NUMBER, unit, Decimal(12), match[0], Bound.ABOUT)
    match = _VAGUE.match(text, start)
    if match is None:
        return None
    value = Decimal(_BASES[match["base"].lower()])
    of = match.end() + 3 if text.startswith(" of", match.end()) else match.end()
    return Figure(start, match.end(), FigureKind.VAGUE, counted(text, start, of), value, match[0])
