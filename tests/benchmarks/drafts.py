"""How well claims are put in order, and how fast a draft is read: `python -m tests.benchmarks drafts`.

`--sentences` takes files in the layout of ClaimBuster (crowdsourced.csv, groundtruth.csv): the columns Sentence_id,
Text and Verdict, where 1 is a sentence worth checking, 0 a fact that is not, and -1 no fact. No such file is shipped.
Average precision is printed for the weights of factcheck and, beside them, for the number of digits and capitals.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from factcheck.diff.versions import align
from factcheck.evidence.claims.checkworthy import proposals
from factcheck.evidence.claims.coverage import coverage
from factcheck.evidence.claims.features import worthiness
from factcheck.evidence.claims.units import units

_WORDS = 20_000
_VOCABULARY = """
the council harbour bridge mayor steel ship docker river paid signed closed opened wages strike report court found
said never early old new town money lost won vote union ministry budget clay pier survey engineer letter promised
rose fell year week under over before after against with without of in on at by for from to a and
"""
_FIRST = 100


class Labelled(NamedTuple):
    """A sentence, and whether it is worth checking."""

    text: str
    worthy: bool


def read(path: Path) -> list[Labelled]:
    """Return the sentences of a file in the layout of ClaimBuster. Raises ValueError if columns are missing."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"Text", "Verdict"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f"{path}: no column {', '.join(sorted(missing))}")
        return [Labelled(row["Text"], row["Verdict"].strip() == "1") for row in rows if row["Text"]]


def digits_and_capitals(text: str) -> float:
    """Return the plain score that the features are to beat: digits three times, and capitals."""
    return 3 * sum(map(str.isdigit, text)) + sum(map(str.isupper, text))


def average_precision(sentences: Sequence[Labelled], score: Callable[[str], float]) -> float:
    """Return the average precision of an order, the highest score first; of equal scores in the order of the file."""
    ordered = sorted(sentences, key=lambda sentence: -score(sentence.text))
    hits, total = 0, 0.0
    for place, sentence in enumerate(ordered, 1):
        hits += sentence.worthy
        total += hits / place if sentence.worthy else 0.0
    return total / hits if hits else 0.0


def precision_of_first(sentences: Sequence[Labelled], score: Callable[[str], float], count: int = _FIRST) -> float:
    """Return the share of sentences worth checking among the first ones of an order."""
    first = sorted(sentences, key=lambda sentence: -score(sentence.text))[:count]
    return sum(sentence.worthy for sentence in first) / len(first)


def show_order(path: Path) -> None:
    """Print how well the sentences of a file are put in order."""
    sentences = read(path)
    worthy = sum(sentence.worthy for sentence in sentences)
    print(f"{path.name}: {len(sentences)} sentences, {worthy} worth checking")
    plain, ours = (average_precision(sentences, score) for score in (digits_and_capitals, worthiness))
    for name, value, score in (("digits and capitals", plain, digits_and_capitals), ("factcheck", ours, worthiness)):
        first = precision_of_first(sentences, score)
        print(f"  {name:<20} average precision {value:.3f}   first {_FIRST}: {first:.2f}")
    print(f"  {ours / plain:.2f} times that of digits and capitals" if plain else "  nothing to compare with")


def invented(count: int, seed: int = 5) -> list[str]:
    """Return invented sentences with `count` words in all."""
    chance, found, left = random.Random(seed), list[str](), count
    while left > 0:
        words = chance.choices(_VOCABULARY.split(), k=min(left, chance.randrange(6, 34)))
        found.append(f"{words[0].title()} {' '.join(words[1:])} {chance.randrange(3000)}.")
        left -= len(words) + 1
    return found


def edited(sentences: Sequence[str], share: float, seed: int = 5) -> list[str]:
    """Return sentences a share of which is changed, removed, divided, joined with the next or moved."""
    chance, found = random.Random(seed), list[str]()
    for sentence in sentences:
        words = sentence.split()
        kind = chance.randrange(5) if chance.random() < share else -1
        if kind == 0:
            words[chance.randrange(len(words))] = "otherwise"
        if kind == 1:
            continue
        if kind == 2 and len(words) > 12:
            found.append(f"{' '.join(words[: len(words) // 2])}.")
            words = words[len(words) // 2 :]
        if kind == 3 and found:
            words = [*found.pop().rstrip(".").split(), "and", *words]
        found.insert(chance.randrange(len(found) // 2 + 1) if kind == 4 else len(found), " ".join(words))
    return found


def show_speed() -> None:
    """Print how long it takes to read a draft of 20,000 words, and to align two versions of it."""
    sentences = invented(_WORDS)
    text = "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
    found = units(text)
    _time(f"{len(text.split()):,} words as {len(found):,} sentences", lambda: units(f"{text} "))
    _time("proposed as claims", lambda: proposals(text))
    _time("covered by no claim", lambda: coverage(text, found, ()))
    for share in (0.1, 0.4, 0.84):
        again = edited(sentences, share)
        _time(f"aligned with a version, {share:.0%} edited", lambda again=again: align(sentences, again))  # type: ignore[misc]


def _time(name: str, do: Callable[[], object]) -> None:
    begin = time.perf_counter()
    do()
    print(f"  {name:<44} {time.perf_counter() - begin:6.2f} s")


def main(words: Sequence[str]) -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks drafts", description=__doc__)
    parser.add_argument("--sentences", type=Path, nargs="+", default=(), metavar="FILE", help="in ClaimBuster's layout")
    options = parser.parse_args(words)
    try:
        for path in options.sentences:
            show_order(path)
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    print("A draft of 20,000 invented words")
    show_speed()
