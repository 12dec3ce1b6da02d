"""Writes the units of CLDR with their factors to a base unit, as pint knows them.

    python -m tests.language_data.units

A unit has its dimension (the category of CLDR), its factor to the base unit of that dimension, and the offset that a
level of temperature has.
"""

from __future__ import annotations

import json
from decimal import Context, Decimal
from pathlib import Path

import pint
from babel import Locale

DATA = Path(__file__).parents[2] / "factcheck/evidence/languages/data/units.json"
_BASES = {
    "length": "meter", "mass": "gram", "area": "meter**2", "volume": "liter", "speed": "meter/second",
    "energy": "joule", "power": "watt", "pressure": "pascal", "temperature": "kelvin", "frequency": "hertz",
    "digital": "bit", "electric": "", "duration": "second", "force": "newton", "acceleration": "meter/second**2",
    "consumption": "liter/kilometer", "angle": "degree",
}  # fmt: skip
_ALIASES = {
    "celsius": "degC", "fahrenheit": "degF", "kelvin": "kelvin", "rankine": "degR", "ton": "short_ton",
    "nautical-mile": "nautical_mile", "pound-force-per-square-inch": "psi", "mile-scandinavian": "10 * kilometer",
    "horsepower": "metric_horsepower", "calorie": "cal", "foodcalorie": "kilocalorie", "knot": "knot",
    "gallon-imperial": "imperial_gallon", "barrel": "oil_barrel", "british-thermal-unit": "btu",
    "ounce-troy": "troy_ounce", "liter-per-100-kilometer": "liter/(100*kilometer)", "megaliter": "megaliter",
    "kilowatt-hour": "kilowatt*hour", "earth-mass": "5.9722e27 * gram",
}  # fmt: skip
_INTERNATIONAL = (
    "acre = 43560 * foot ** 2", "acre_foot = acre * foot", "chain = 66 * foot", "fathom = 6 * foot",
    "furlong = 660 * foot", "rod = 16.5 * foot",
)  # fmt: skip
"""Units of the international foot, as in CLDR. Which foot they are made of depends on the version of pint."""
_FURTHER = {
    "energy-watt-hour": "watt*hour", "energy-megawatt-hour": "megawatt*hour", "energy-gigawatt-hour": "gigawatt*hour",
    "energy-terawatt-hour": "terawatt*hour", "power-terawatt": "terawatt",
}  # fmt: skip
"""Units that CLDR has no names for, but whose symbols are read."""
_LEFT_OUT = ("-person", "-jp", "rin", "generic", "solar", "earth", "light-speed", "gasoline", "night", "beaufort")
_DAY = 86_400
_YEAR = 31_557_600
_CALENDAR = {
    "century": 100 * _YEAR, "decade": 10 * _YEAR, "year": _YEAR, "quarter": _YEAR // 4, "month": _YEAR // 12,
    "week": 7 * _DAY, "day": _DAY,
}  # fmt: skip
"""Units of the calendar in seconds, with a year of 365.25 days and twelve months of one length."""


def units() -> dict[str, list[str]]:
    """Return for each unit of CLDR that pint knows its dimension, factor and offset, as exact decimals."""
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    for definition in _INTERNATIONAL:
        registry.define(definition)
    found: dict[str, list[str]] = {}
    for full in sorted({*Locale("en").unit_display_names, *_FURTHER}):
        dimension, _, name = full.partition("-")
        name = _FURTHER.get(full, name)
        if dimension not in _BASES or any(part in name for part in _LEFT_OUT):
            continue
        if dimension == "duration" and name in _CALENDAR:
            found[full] = ["duration", str(_CALENDAR[name]), "0"]
        elif known := _factor(registry, dimension, name):
            found[full] = known
    return found


def _factor(registry: pint.UnitRegistry[Decimal], dimension: str, name: str) -> list[str] | None:
    text = _ALIASES.get(name) or "/".join(
        " * ".join(_power(word) for word in part.split("-and-")) for part in name.split("-per-")
    )
    try:
        one, none = (registry.Quantity(Decimal(count), text) for count in (1, 0))
        base = _BASES[dimension] or one.to_base_units().units
        factor = one.to(base).magnitude - none.to(base).magnitude
        offset = none.to(base).magnitude
    except Exception:  # noqa: BLE001 - pint raises many kinds of errors for what it does not know
        return None
    return [f"{dimension}:{base}" if not _BASES[dimension] else dimension, _plain(factor), _plain(offset)]


def _power(name: str) -> str:
    for prefix, power in (("square-", 2), ("cubic-", 3)):
        if name.startswith(prefix):
            return f"{name.removeprefix(prefix).replace('-', '_')}**{power}"
    return name.replace("-", "_")


def _plain(value: object) -> str:
    number = Decimal(str(value))
    return f"{number.normalize(Context(prec=16)):f}" if number else "0"


def text() -> str:
    """Return the content of the data file."""
    rows = (f'  "{key}": {json.dumps(value)}' for key, value in units().items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    DATA.write_text(text())
