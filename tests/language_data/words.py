"""Writes the number words of each language, spelled by the rules of CLDR (RBNF).

    npm pack cldr-rbnf && tar xzf cldr-rbnf-*.tgz
    python -m tests.language_data.words package/rbnf

Every number from 0 to 29, every ten, every hundred and every scale is spelled in all rule sets: genders, cases,
ordinals. Only single words are kept; `factcheck.evidence.figures.numerals` reads numbers that are composed of them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

from factcheck.evidence.languages.lexicon import WITH_DATA

DATA = Path(__file__).parents[2] / "factcheck/evidence/languages/data/words"
_SCALES = [10**power for power in (3, 6, 9, 12, 15)]
_SMALL = [*range(30), *range(30, 100, 10)]
_HUNDREDS = range(100, 1000, 100)
_PLURAL = re.compile(r"\$\(\w+,(.*?)\)\$")
_FORM = re.compile(r"\w+\{(.*?)\}")
_PART = re.compile(r"←(%{0,2}[\w-]*)←|→(%{0,2}[\w-]*)→>?|=(%{1,2}[\w-]+)=|(=[#0][^=]*=)")
_OPTIONAL = re.compile(r"\[(.*?)\]")
_MAX_DEPTH = 12

Rules = Mapping[str, list[tuple[int, str]]]


def read_rules(path: Path, group: str) -> dict[str, list[tuple[int, str]]]:
    """Return the rule sets of a file by name, each as its base values with their texts."""
    groups = json.loads(path.read_text())["rbnf"]["rbnf"].get(group, {})
    return {
        name: [(int(base), text.rstrip(";").lstrip("'")) for base, text in rules if base.isdecimal()]
        for name, rules in groups.items()
        if isinstance(rules, list)
    }


def spell(rules: Rules, name: str, value: int, depth: int = 0) -> set[str]:
    """Return the ways to spell `value` by a rule set: one, or one for each plural form."""
    usable = [(base, text) for base, text in rules.get(name, ()) if base <= value]
    if not usable or depth > _MAX_DEPTH:
        return set()
    base, text = usable[-1]
    divisor = 10 ** (len(str(base)) - 1) if base else 1
    quotient, remainder = divmod(value, divisor) if base >= 10 else (value, 0)
    text = _OPTIONAL.sub(r"\1" if remainder else "", text)
    found: set[str] = set()
    for variant in _plural_forms(text):
        parts: list[Iterable[str]] = []
        position = 0
        for match in _PART.finditer(variant):
            parts.append([variant[position : match.start()]])
            position = match.end()
            if match[4]:
                parts.append(())
            elif match[3]:
                parts.append(spell(rules, match[3], value, depth + 1))
            elif match[0][0] == "←":
                parts.append(spell(rules, match[1] or name, quotient, depth + 1))
            else:
                parts.append(spell(rules, match[2] or name, remainder, depth + 1))
        parts.append([variant[position:]])
        found.update("".join(pieces) for pieces in product(*parts))
    return found


def _plural_forms(text: str) -> Iterator[str]:
    match = _PLURAL.search(text)
    if match is None:
        yield text
        return
    for form in dict.fromkeys(_FORM.findall(match[1])):
        yield from _plural_forms(text[: match.start()] + form + text[match.end() :])


def words_of(path: Path) -> dict[str, dict[str, int]]:
    """Return the single words of a language with their values, in "cardinal" and "ordinal"."""
    rules = read_rules(path, "SpelloutRules")
    words: dict[str, dict[str, int]] = {"cardinal": {}, "ordinal": {}}
    for name in rules:
        if name.startswith("%%"):
            continue
        kind = "ordinal" if "ordinal" in name or name.endswith("-year") else "cardinal"
        for value in (*_SMALL, *_HUNDREDS, *_SCALES):
            for text in spell(rules, name, value):
                _keep(words[kind], text, value)
        for value in (scale * count for scale in (100, *_SCALES) for count in (1, 2, 5)):
            scale = 10 ** (len(str(value)) - 1)
            for text in spell(rules, name, value):
                last = text.replace("\u00ad", "").split()
                if len(last) == 2:
                    _keep(words[kind], last[1], scale)
    words["ordinal"] = {word: value for word, value in words["ordinal"].items() if word not in words["cardinal"]}
    return {kind: dict(sorted(found.items(), key=lambda item: (item[1], item[0]))) for kind, found in words.items()}


def _keep(words: dict[str, int], text: str, value: int) -> None:
    word = text.replace("\u00ad", "").strip().lower()
    if word and word.replace("-", "").replace("’", "").isalpha() and not (value and word == "zero"):
        words.setdefault(word, value)


def main(directory: Path) -> None:
    """Write the words of all languages from the rules in `directory`."""
    DATA.mkdir(exist_ok=True, parents=True)
    for code in WITH_DATA:
        words = words_of(directory / f"{code}.json")
        lines = json.dumps(words, ensure_ascii=False, indent=None, separators=(",", ":"))
        (DATA / f"{code}.json").write_text(lines + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
