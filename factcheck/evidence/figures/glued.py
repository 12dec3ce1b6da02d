"""Numbers of Chinese, Japanese and Korean, which are written in one with scales and what they count: 238人, 5亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from factcheck.evidence import Figure, FigureKind

LANGUAGES = frozenset({"zh", "ja", "ko"})

_SCALES = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12,
    "십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_LARGE = 10**4  # scales from here on multiply all that was read since the last such scale
_COUNTERS: dict[str, tuple[FigureKind, str]] = {
    **dict.fromkeys(("人", "名", "명", "사람"), (FigureKind.NUMBER, "people")),
    **dict.fromkeys(("円", "日元", "엔"), (FigureKind.MONEY, "jpy")),
    **dict.fromkeys(("元", "人民币"), (FigureKind.MONEY, "cny")),
    **dict.fromkeys(("美元", "ドル", "달러"), (FigureKind.MONEY, "usd")),
    **dict.fromkeys(("欧元", "ユーロ", "유로"), (FigureKind.MONEY, "eur")),
    "원": (FigureKind.MONEY, "krw"),
    **dict.fromkeys(("歳", "岁", "歲", "세"), (FigureKind.NUMBER, "year-old")),
    **dict.fromkeys(("個", "个", "件", "台", "棟", "辆", "개", "건", "대"), (FigureKind.NUMBER, "")),
    **dict.fromkeys(("家", "校", "艘", "枚", "匹", "头", "本", "冊", "册"), (FigureKind.NUMBER, "")),
}
"""What follows a number in one with it: the kind of the figure, and what it counts."""

_NUMBER = rf"(?:[0-9０-９][0-9０-９,，.．]*[{''.join(_SCALES)}]*)+|[{''.join(DIGITS)}十百千万萬億亿兆]+"
_COUNTER = "|".join(sorted(_COUNTERS, key=len, reverse=True))
_FIGURE = re.compile(rf"(?P<number>{_NUMBER})\s?(?P<counter>{_COUNTER})")
_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")
_PART = re.compile(r"[0-9.]+|.")


def glued_figures(text: str) -> Iterator[Figure]:
    """Yield the numbers of a text that are written in one with what they count."""
    for match in _FIGURE.finditer(text):
        value = value_of(match["number"])
        if value is None:
            continue
        kind, unit = _COUNTERS[match["counter"]]
        yield Figure(match.start(), match.end(), kind, unit, value, match[0])


def value_of(number: str) -> Decimal | None:
    """Return the value of digits and signs for numbers: 3千5百, 二百三十八, 1億2千万, 1.5万亿; None for no number."""
    total = block = Decimal(0)
    last: Decimal | None = None
    large = Decimal(0)  # what the large scale right before stands for: 1.5万 of 1.5万亿
    for part in _PART.findall(number.translate(_PLAIN)):
        if part in _SCALES:
            scale = _SCALES[part]
            if scale >= _LARGE and large:
                total, large = total - large + large * scale, large * scale
            elif scale >= _LARGE:
                large = ((block + (last or 0)) or Decimal(1)) * scale
                total, block, last = total + large, Decimal(0), None
            else:
                block, last, large = block + (1 if last is None else last) * scale, None, Decimal(0)
            continue
        large = Decimal(0)
        if part in DIGITS:
            last = (last or Decimal(0)) * 10 + DIGITS[part]
        else:
            try:
                last = Decimal(part)
            except ArithmeticError:
                return None
    return total + block + (last or 0) if number else None
