"""How well claims are put in order, and how fast a draft is read: `python -m tests.benchmarks drafts`.

`--sentences` takes files in the layout of ClaimBuster (crowdsourced.csv, groundtruth.csv): the columns Sentence_id,
Text and Verdict, where 1 is a sentence worth checking, 0 a fact that is not, and -1 no fact. Without it the 120 own
sentences of tests/data/checkworthy.csv are taken, from a debate, news reports and answers of a language model. Average
precision is printed for the weights of factcheck and, beside them, for the number of digits and capitals. It depends on
how many sentences are worth checking: where these are more than one in four, as they are in ClaimBuster's debates, it
is also printed for draws of that share, as the mean of 200.
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
OWN = Path(__file__).parents[1] / "data/checkworthy.csv"
_SHARE, _DRAWS = 0.24, 200


class Labelled(NamedTuple):
    """A sentence, and whether it is worth checking."""

    text: str
    worthy: bool
    genre: str = ""


def read(path: Path) -> list[Labelled]:
    """Return the sentences of a file in the layout of ClaimBuster. Raises ValueError if columns are missing."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"Text", "Verdict"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f"{path}: no column {', '.join(sorted(missing))}")
        return [
            Labelled(row["Text"], row["Verdict"].strip() == "1", row.get("Genre") or "") for row in rows if row["Text"]
        ]


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


def thinned(sentences: Sequence[Labelled], share: float, seed: int) -> list[Labelled]:
    """Return the sentences in any order, with so few of those worth checking that they are a share of all."""
    worthy = [each for each in sentences if each.worthy]
    others = [each for each in sentences if not each.worthy]
    chance = random.Random(seed)
    drawn = [*chance.sample(worthy, round(len(others) * share / (1 - share))), *others]
    chance.shuffle(drawn)
    return drawn


def mean_precision(sentences: Sequence[Labelled], score: Callable[[str], float]) -> float:
    """Return the mean average precision of draws in which one sentence in four is worth checking."""
    draws = (thinned(sentences, _SHARE, seed) for seed in range(_DRAWS))
    return sum(average_precision(draw, score) for draw in draws) / _DRAWS


def precision_of_first(sentences: Sequence[Labelled], score: Callable[[str], float], count: int = _FIRST) -> float:
    """Return the share of sentences worth checking among the first ones of an order."""
    first = sorted(sentences, key=lambda sentence: -score(sentence.text))[:count]
    return sum(sentence.worthy for sentence in first) / len(first)


def show_order(path: Path) -> None:
    """Print how well the sentences of a file are put in order."""
    sentences = read(path)
    worthy = sum(sentence.worthy for sentence in sentences)
    print(f"{path.name}: {len(sentences)} sentences, {worthy} worth checking")
    _show_beside("all", sentences, average_precision)
    if worthy > _SHARE * len(sentences) + 1:
        _show_beside(f"{_SHARE:.0%} worth checking", sentences, mean_precision)
    for genre in dict.fromkeys(each.genre for each in sentences if each.genre):
        _show_beside(genre, [each for each in sentences if each.genre == genre], average_precision)
    if len(sentences) > _FIRST:
        plain, ours = (precision_of_first(sentences, score) for score in (digits_and_capitals, worthiness))
        print(f"  right among the first {_FIRST}: {plain:.2f} by digits and capitals, {ours:.2f} by factcheck")


def _show_beside(
    name: str, sentences: Sequence[Labelled], measure: Callable[[Sequence[Labelled], Callable[[str], float]], float]
) -> None:
    plain, ours = (measure(sentences, score) for score in (digits_and_capitals, worthiness))
    ratio = f"{ours / plain:.2f} times" if plain else "nothing to compare with"
    print(f"  {name:<22} average precision {ours:.3f}, by digits and capitals {plain:.3f}: {ratio}")


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
    parser.add_argument(
        "--sentences", type=Path, nargs="+", default=(OWN,), metavar="FILE", help="in ClaimBuster's layout"
    )
    options = parser.parse_args(words)
    try:
        for path in options.sentences:
            show_order(path)
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    print("A draft of 20,000 invented words")
    show_speed()
