"""Spells whole numbers below 10,000 in the languages that have number words, by grammars of a few lines each.

The words of one figure are taken from nowhere else, so that the generated words are checked against something.
"""

from __future__ import annotations

from collections.abc import Mapping

_SMALL: Mapping[str, str] = {
    "en": """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen / twenty thirty forty fifty sixty seventy eighty ninety""",
    "de": """null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
        siebzehn achtzehn neunzehn / zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig""",
    "fr": """zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
        dix-huit dix-neuf / vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix""",
    "es": """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
        diecisiete dieciocho diecinueve / veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa""",
    "ru": """ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать
        четырнадцать пятнадцать шестнадцать семнадцать восемнадцать
        девятнадцать / двадцать тридцать сорок пятьдесят шестьдесят
        семьдесят восемьдесят девяносто""",
    "kk": """нөл бір екі үш төрт бес алты жеті сегіз тоғыз / он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан""",
    "tr": """sıfır bir iki üç dört beş altı yedi sekiz dokuz / on yirmi otuz kırk elli altmış yetmiş seksen doksan""",
}
_ES_TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_ES_HUNDREDS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_RU_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"


def _words(code: str) -> tuple[list[str], list[str]]:
    """Return the words from 0 on, and those of the tens, in a language."""
    small, tens = _SMALL[code].split("/")
    return small.split(), tens.split()


def _below_100(code: str, number: int) -> str:
    small, tens = _words(code)
    if number < len(small):
        return small[number]
    ten, unit = divmod(number, 10)
    first = tens[ten - (len(small) // 10)]
    if code == "fr" and ten in {7, 9}:
        first, unit = tens[ten - 3], unit + 10  # soixante-dix: soixante and ten
    if not unit:
        return first + "s" * (code == "fr" and number == 80)
    if code == "de":
        return f"{'ein' if unit == 1 else small[unit]}und{first}"
    if code == "es":
        return _ES_TWENTIES.split()[unit] if ten == 2 else f"{first} y {small[unit]}"
    if code == "fr":
        return f"{first} et {small[unit]}" if unit in {1, 11} and number < 80 else f"{first}-{small[unit]}"
    return f"{first}{'-' if code == 'en' else ' '}{small[unit]}"


def _hundreds(code: str, count: int) -> str:
    small, _ = _words(code)
    many = small[count]
    forms: dict[str, str] = {
        "en": f"{many} hundred", "de": f"{'ein' if count == 1 else many}hundert",
        "fr": "cent" if count == 1 else f"{many} cent", "es": _ES_HUNDREDS.split()[count - 1],
        "ru": _RU_HUNDREDS.split()[count - 1], "kk": f"{many} жүз" if count > 1 else "жүз",
        "tr": f"{many} yüz" if count > 1 else "yüz",
    }  # fmt: skip
    return forms[code]


def _thousands(code: str, count: int) -> str:
    small, _ = _words(code)
    many = small[count]
    russian = {1: "одна тысяча", 2: "две тысячи", 3: "три тысячи", 4: "четыре тысячи"}.get(count, f"{many} тысяч")
    forms: dict[str, str] = {
        "en": f"{many} thousand", "de": f"{'ein' if count == 1 else many}tausend",
        "fr": "mille" if count == 1 else f"{many} mille", "es": "mil" if count == 1 else f"{many} mil", "ru": russian,
        "kk": f"{many} мың", "tr": "bin" if count == 1 else f"{many} bin",
    }  # fmt: skip
    return forms[code]


def spell(code: str, number: int) -> str:
    """Return a number from 0 to 9,999 in words."""
    parts: list[str] = []
    rest = number
    for size, name in ((1000, _thousands), (100, _hundreds)):
        count, rest = divmod(rest, size)
        parts += [name(code, count)] if count else []
    if rest or not number:
        parts += ["and"] if code == "en" and parts else []
        parts.append(_below_100(code, rest))
    elif code == "es" and parts[-1] == "ciento":
        parts[-1] = "cien"
    return ("" if code == "de" else " ").join(parts)


LANGUAGES = tuple(_SMALL)
"""The languages in which numbers can be spelled."""
