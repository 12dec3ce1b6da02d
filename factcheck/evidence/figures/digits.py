"""Numbers in digits, with the signs that group them or stand before decimals: 12,500, 12.500,5, 12 500, 1,00,000."""

from __future__ import annotations

from collections.abc import Set
from decimal import Decimal, InvalidOperation

from factcheck.evidence.figures.scan import Tokens

_GROUP = 3  # digits
_LONGEST = 15  # digits of a number that is read
_APOSTROPHES = "'’"
_SPACES = " \u00a0\u2009\u202f"


def read_digits(tokens: Tokens, index: int, group: Set[str]) -> tuple[Decimal, int] | None:
    """Return the number in digits that begins at a token, and the token after it; None if there is none.

    `group` are the signs that separate groups of digits in the language.
    """
    if not tokens.word(index)[:1].isdecimal():
        return None
    parts, signs = [tokens.words[index]], list[str]()
    end = index + 1
    while len(parts) < _LONGEST:
        if tokens.word(end)[:1].isdecimal() and _is_space(tokens, end - 1, parts[-1], tokens.words[end]):
            parts.append(tokens.words[end])
            signs.append(" ")
            end += 1
        elif _is_sign(tokens, end) and tokens.word(end + 1)[:1].isdecimal():
            signs.append(tokens.words[end])
            parts.append(tokens.words[end + 1])
            end += 2
        else:
            break
    while parts:
        if (value := _value(parts, signs, group)) is not None:
            return value, end
        if not signs:
            return None
        if all(sign not in " " for sign in signs):
            return None  # 1.2.3 is no number, and neither is a part of it
        dropped = signs.pop()
        parts.pop()
        end -= 1 if dropped == " " else 2
    return None


def _is_sign(tokens: Tokens, index: int) -> bool:
    return tokens.word(index) in {*".,٫٬", *_APOSTROPHES} and tokens.joined(index - 1) and tokens.joined(index)


def _is_space(tokens: Tokens, index: int, before: str, after: str) -> bool:
    """Tell whether digits are separated by one space as groups are: 12 500."""
    gap = tokens.text[tokens.ends[index] : tokens.starts[index + 1]]
    return len(gap) == 1 and gap in _SPACES and len(after) == _GROUP and len(before) <= _GROUP


def _value(parts: list[str], signs: list[str], group: Set[str]) -> Decimal | None:
    if sum(map(len, parts)) > _LONGEST:
        return None
    kinds = list(dict.fromkeys(signs))
    if len(kinds) > 2:
        return None
    decimals = ""
    if signs and (len(kinds) == 2 or (len(signs) == 1 and _decimal_sign(signs[0], parts, group))):
        if signs.count(signs[-1]) > 1 or signs[-1] == " ":
            return None
        decimals, parts, signs = parts[-1], parts[:-1], signs[:-1]
    if signs and not _are_groups(parts):
        return None
    try:
        whole = "".join(str(int(part)).zfill(len(part)) for part in parts)
        return Decimal(f"{whole}.{str(int(decimals)).zfill(len(decimals))}" if decimals else whole)
    except (InvalidOperation, ValueError):
        return None


def _are_groups(parts: list[str]) -> bool:
    """Tell whether digits are in groups of three, or of two before the last three as in India."""
    if not 0 < len(parts[0]) <= _GROUP or (parts[0] == "0" * len(parts[0])):
        return False
    inner = {len(part) for part in parts[1:-1]}
    return len(parts[-1]) == _GROUP and (inner <= {_GROUP} or (inner == {2} and len(parts[0]) <= 2))


def _decimal_sign(sign: str, parts: list[str], group: Set[str]) -> bool:
    """Tell whether the only sign of a number is before decimals: 1.5, and 1.200 where no point groups digits."""
    if sign == " " or sign in _APOSTROPHES or sign == "٬":
        return False
    if sign == "٫":
        return True
    grouped = len(parts[1]) == _GROUP and len(parts[0]) <= _GROUP and parts[0].strip("0")
    return not grouped or sign not in group
