"""Signs and symbols that mean the same in every language. Case counts: h is an hour and no henry, M no metre."""

from __future__ import annotations

UNIT_SYMBOLS = {
    "km": "length-kilometer", "m": "length-meter", "cm": "length-centimeter", "mm": "length-millimeter",
    "µm": "length-micrometer", "μm": "length-micrometer", "nm": "length-nanometer", "ft": "length-foot",
    "mi": "length-mile", "yd": "length-yard", "kg": "mass-kilogram", "g": "mass-gram", "mg": "mass-milligram",
    "µg": "mass-microgram", "μg": "mass-microgram", "mcg": "mass-microgram", "t": "mass-tonne", "lb": "mass-pound",
    "lbs": "mass-pound", "oz": "mass-ounce", "l": "volume-liter", "L": "volume-liter", "ml": "volume-milliliter",
    "mL": "volume-milliliter", "cl": "volume-centiliter", "dl": "volume-deciliter", "hl": "volume-hectoliter",
    "ha": "area-hectare", "km²": "area-square-kilometer", "km2": "area-square-kilometer", "m²": "area-square-meter",
    "m2": "area-square-meter", "sqm": "area-square-meter", "cm²": "area-square-centimeter",
    "m³": "volume-cubic-meter", "m3": "volume-cubic-meter", "km³": "volume-cubic-kilometer",
    "cm³": "volume-cubic-centimeter", "°C": "temperature-celsius", "℃": "temperature-celsius",
    "°F": "temperature-fahrenheit", "℉": "temperature-fahrenheit", "km/h": "speed-kilometer-per-hour",
    "kph": "speed-kilometer-per-hour", "km/hr": "speed-kilometer-per-hour", "kmh": "speed-kilometer-per-hour",
    "mph": "speed-mile-per-hour", "m/s": "speed-meter-per-second", "kn": "speed-knot", "W": "power-watt",
    "kW": "power-kilowatt", "MW": "power-megawatt", "GW": "power-gigawatt", "TW": "power-terawatt",
    "hp": "power-horsepower", "Wh": "energy-watt-hour", "kWh": "energy-kilowatt-hour", "MWh": "energy-megawatt-hour",
    "GWh": "energy-gigawatt-hour", "TWh": "energy-terawatt-hour", "kJ": "energy-kilojoule",
    "kcal": "energy-kilocalorie", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz", "MHz": "frequency-megahertz",
    "GHz": "frequency-gigahertz", "Pa": "pressure-pascal", "hPa": "pressure-hectopascal",
    "kPa": "pressure-kilopascal", "MPa": "pressure-megapascal", "mbar": "pressure-millibar",
    "psi": "pressure-pound-force-per-square-inch", "kB": "digital-kilobyte", "KB": "digital-kilobyte",
    "MB": "digital-megabyte", "GB": "digital-gigabyte", "TB": "digital-terabyte", "PB": "digital-petabyte",
    "min": "duration-minute", "h": "duration-hour", "hr": "duration-hour", "hrs": "duration-hour",
    "ms": "duration-millisecond", "bbl": "volume-barrel",
}  # fmt: skip
"""Symbols of units, as they are written after a number."""

CURRENCY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₸": "KZT", "₽": "RUB", "₹": "INR", "₴": "UAH", "₺": "TRY",
    "₩": "KRW", "₪": "ILS", "₫": "VND", "₦": "NGN", "₱": "PHP", "฿": "THB", "₾": "GEL", "₼": "AZN", "₵": "GHS",
    "￥": "JPY", "₡": "CRC", "₲": "PYG", "₭": "LAK", "₮": "MNT",
}  # fmt: skip
"""Signs of currencies, before or after a number."""

CURRENCY_PREFIXES = {
    "US": "USD", "U.S.": "USD", "C": "CAD", "CA": "CAD", "CAN": "CAD", "A": "AUD", "AU": "AUD", "NZ": "NZD",
    "HK": "HKD", "S": "SGD", "SG": "SGD", "R": "BRL", "NT": "TWD", "MX": "MXN", "AR": "ARS", "Z": "ZWL",
}  # fmt: skip
"""What letters before a dollar sign mean."""

CURRENCY_LETTERS = {
    "Rs": "INR",
    "zł": "PLN",
    "Kč": "CZK",
    "kr": "SEK",
    "Fr": "CHF",
    "Ft": "HUF",
    "RM": "MYR",
    "Tk": "BDT",
}
"""Abbreviations of currencies, before or after a number."""

CURRENCY_CODES = frozenset({
    "AED", "AFN", "AMD", "ARS", "AUD", "AZN", "BDT", "BGN", "BHD", "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "COP",
    "CZK", "DKK", "DZD", "EGP", "ETB", "EUR", "GBP", "GEL", "GHS", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "ISK", "JOD", "JPY", "KES", "KGS", "KRW", "KWD", "KZT", "LBP", "LKR", "MAD", "MDL", "MNT", "MXN", "MYR", "NGN",
    "NOK", "NPR", "NZD", "OMR", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "SYP", "THB",
    "TJS", "TMT", "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "UZS", "VND", "XAF", "XOF", "YER", "ZAR", "ZMW",
    "RMB",
})  # fmt: skip
"""Codes of ISO 4217 that are read before or after a number; those that are also words in capitals are left out."""

PERCENT_SIGNS = frozenset("%٪％﹪")
MINUS_SIGNS = frozenset("-−–‒")
DASHES = frozenset("-–—‐‑‒")

COMMON_CURRENCIES = frozenset({
    "USD", "EUR", "GBP", "KZT", "JPY", "CNY", "INR", "RUB", "CHF", "TRY", "PLN", "SEK", "NOK", "DKK", "CZK", "HUF",
    "UAH", "CAD", "AUD", "MXN", "BRL", "KRW", "ZAR", "AED", "SAR",
})  # fmt: skip
"""The currencies whose names are read in every language."""
