"""How often "differs" is right: on pairs of sentences with known labels, and on the shipped case.

`--symmetric FILE` takes pairs in the format of FEVER-Symmetric (claim, evidence, label SUPPORTS or REFUTES) and
`--breaking FILE` those of Breaking NLI (sentence1, sentence2, gold_label, category), one JSON object a line.
`--averitec FILE` takes claims in the format of AVeriTeC, one JSON array: claim, label, questions[].answers[].answer.
A contradiction lies in figures if the claim has a figure of which the evidence has only other values.
`--articles DIR` holds the documents of the shipped case, by the names of its sources. Counts stand beside all ratios.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.evidence import FigureKind, Relation, Text
from factcheck.evidence.alignment.values import amounts_agree, dates_agree
from factcheck.evidence.assessment import assess
from factcheck.evidence.contexts import figure_contexts
from factcheck.evidence.figures.relations import compare, differences
from factcheck.sentences import sentences
from factcheck.workspace.create import sample_path

Line = dict[str, Any]

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": "“"}
_CUT = re.compile(r"(?<=[^\s.!?…”\"]) ?\n{2,}(?=[a-z])")
_WORD = re.compile(r"[^\W\d_]{4,}")

REAL = {
    ("C3", "S4"): "238 / 225 dead",
    ("C49", "S1"): "225 / 238 dead",
    ("C49", "S3"): "225 / 238 dead",
    ("C50", "S5"): "19 / 18 officers",
    ("C31", "S2"): "left on January 6 / January 5",
    ("C7", "S1"): "arrested on January 6 / one day later",
    ("C7", "S2"): "arrested on January 6 / three days after January 5",
}
"""The disagreements of the shipped case in figures, by claim and source; all other differences are false alarms."""


@dataclass
class Tally:
    """How often what was said was right, and how much there was to be said."""

    name: str
    right: int = 0
    said: int = 0
    there: int = 0
    alarms: list[str] = field(default_factory=list)

    def count(self, said: str, there: bool, pair: str) -> None:
        """Take note of one pair: what was said of it ("" for nothing), and whether there was something to be said."""
        self.there += there
        self.said += bool(said)
        self.right += bool(said) and there
        if said and not there:
            self.alarms.append(f"{said}: {pair}")

    def __str__(self) -> str:
        return f"{self.name:24} precision {_ratio(self.right, self.said)}   recall {_ratio(self.right, self.there)}"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:5.3f} ({part} of {whole})" if whole else f"    – ({part} of {whole})"


def symmetric(lines: Iterable[Line]) -> list[Tally]:
    """Take "differs" for REFUTES, on claims and evidence in the format of FEVER-Symmetric: all, and in figures."""
    tally = Tally("FEVER-Symmetric")
    in_figures = Tally("  that lie in figures")
    for line in lines:
        claim, evidence = _plain(line["claim"]), _plain(line["evidence"])
        said = differences(compare(claim, evidence))
        for each in (tally, in_figures) if said or lies_in_figures(claim, [evidence]) else (tally,):
            each.count(said, line["label"] == "REFUTES", f"{claim} | {evidence}")
    return [tally, in_figures]


def averitec(claims: Iterable[Line]) -> list[Tally]:
    """Take "differs" for Refuted, on claims with the answers to their questions in the format of AVeriTeC.

    A claim differs if it does from any answer; the question of an answer is the text before it.
    """
    tally, in_figures = Tally("AVeriTeC"), Tally("  that lie in figures")
    for line in claims:
        claim, answers = Text(line["claim"], _iso(line.get("claim_date") or "")), list(_answers(line))
        found = (differences(assess(claim, answer).marks) for answer in answers)
        said = ", ".join(dict.fromkeys(filter(None, found)))
        lies = said or lies_in_figures(claim.text, [answer.text for answer in answers])
        for each in (tally, in_figures) if lies else (tally,):
            shown = " / ".join(answer.text for answer in answers)
            each.count(said, line["label"] == "Refuted", f"{claim.text} | {shown}")
    return [tally, in_figures]


def _answers(line: Line) -> Iterator[Text]:
    for question in line.get("questions") or ():
        for answer in question.get("answers") or ():
            text = " ".join((answer.get("answer") or "", answer.get("boolean_explanation") or "")).strip()
            if text:
                yield Text(text, before=question.get("question") or "")


def _iso(date: str) -> str:
    """Return a date that is written as day-month-year in ISO 8601, "" if it is none."""
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", date)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""


def lies_in_figures(claim: str, passages: Iterable[str]) -> bool:
    """Tell whether a claim has a figure of which the passages have one of the same kind, and only other values."""
    others = [context.figure for passage in passages for context in figure_contexts(Text(passage))]
    for figure in (context.figure for context in figure_contexts(Text(claim))):
        agree = dates_agree if figure.kind is FigureKind.DATE else amounts_agree
        alike = [other for other in others if other.kind is figure.kind]
        if alike and not any(agree(figure, other) for other in alike):
            return True
    return False


def breaking(lines: Iterable[Line]) -> list[Tally]:
    """Take "differs" for a contradiction, on pairs in the format of Breaking NLI, by category."""
    tallies: dict[str, Tally] = {}
    for line in lines:
        tally = tallies.setdefault(line["category"], Tally(line["category"]))
        first, second = line["sentence1"], line["sentence2"]
        tally.count(differences(compare(second, first)), line["gold_label"] == "contradiction", f"{first} | {second}")
    figures = [tallies[name] for name in ("cardinals", "ordinals") if name in tallies]
    return [*sorted(tallies.values(), key=lambda tally: tally.name), *([_together(figures)] if figures else [])]


def _together(tallies: Sequence[Tally]) -> Tally:
    """Return the counts of several categories as one; their alarms stand with them."""
    right, said, there = (sum(part) for part in zip(*((t.right, t.said, t.there) for t in tallies), strict=True))
    return Tally(" + ".join(tally.name for tally in tallies), right, said, there)


def _plain(text: str) -> str:
    """Undo what the format does to brackets and quotation marks."""
    for said, meant in _BRACKETS.items():
        text = text.replace(said, meant)
    return text


@dataclass(frozen=True)
class Pair:
    """A claim of the case beside a passage of one of its sources, each by its ref."""

    claim: str
    source: str
    text: str
    passage: str
    before: str


class ShippedCase:
    """The case that is shipped, as far as the comparison needs it."""

    def __init__(self) -> None:
        tables = json.loads(sample_path().read_bytes())
        self.sources: dict[str, Line] = {row["id"]: row for row in tables["sources"].values()}
        self.claims: dict[str, Line] = {row["id"]: row for row in tables["claims"].values()}
        self.excerpts: list[Line] = list(tables["excerpts"].values())

    def quoted(self) -> Iterator[Pair]:
        """Yield each claim with each of its excerpts."""
        for row in self.excerpts:
            claim, source = self.claims[row["claim"]], self.sources[row["source"]]
            yield Pair(claim["ref"], source["ref"], claim["text"], row["quote"], source["title"])

    def read(self, directory: Path, best: int | None = None) -> Iterator[Pair]:
        """Yield each claim with each sentence of each source in `directory`, or the `best` by the words they share."""
        for source in self.sources.values():
            text = _CUT.sub(" ", (directory / source["file"]).read_text("utf-8"))
            said = [text[start:end] for start, end in sentences(text)]
            for claim in self.claims.values():
                for passage in sorted(said, key=lambda said: -_shared(claim["text"], said))[:best]:
                    yield Pair(claim["ref"], source["ref"], claim["text"], passage, source["title"])


def _shared(claim: str, passage: str) -> int:
    return len(
        {word.lower()[:5] for word in _WORD.findall(claim)} & {word.lower()[:5] for word in _WORD.findall(passage)}
    )


def shipped(name: str, pairs: Iterable[Pair]) -> list[str]:
    """Return what is found of the disagreements of the shipped case, what else is said to differ, and all signals."""
    found, false, noticed, count = Counter[str](), list[str](), Counter[str](), 0
    for pair in pairs:
        count += 1
        finding = assess(Text(pair.text), Text(pair.passage, before=pair.before))
        noticed.update(signal.kind for signal in finding.signals)
        for mark in finding.marks:
            real = REAL.get((pair.claim, pair.source), "")
            if mark.relation is Relation.DIFFERS and not real:
                false.append(f"  false: {pair.claim} {pair.source} differs: {mark} | {pair.passage}")
            elif mark.relation in {Relation.DIFFERS, Relation.UNEQUAL} and real:
                found[f"  {pair.claim} {pair.source} {real} ({mark.relation})"] += 1
            elif mark.relation is Relation.EQUAL:
                found[f"  {pair.claim} {pair.source} {mark.reason} ({mark.relation})"] += 1
    real_found = {line for line in found if Relation.EQUAL not in line}
    head = f"{name}: {count} pairs, {len(real_found)} of {len(REAL)} disagreements in figures found, {len(false)} false"
    beside = ", ".join(f"{kind} {many}" for kind, many in noticed.most_common())
    return [head, *found, *false, f"  signals beside: {beside}"]


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the table, for the files that are given."""
    if options.symmetric:
        pairs = symmetric(_lines(options.symmetric))
        yield from (*map(str, pairs), *_alarms(pairs[:1], options.alarms))
    if options.averitec:
        claims = averitec(json.loads(options.averitec.read_bytes()))
        yield from (*map(str, claims), *_alarms(claims[:1], options.alarms))
    if options.breaking:
        tallies = breaking(_lines(options.breaking))
        yield from map(str, tallies)
        yield from _alarms(tallies, options.alarms)
    case = ShippedCase()
    yield from shipped("shipped case, its excerpts", case.quoted())
    if options.articles:
        yield from shipped("shipped case, best three of each source", case.read(options.articles, 3))
        yield from shipped("shipped case, every sentence", case.read(options.articles))


def _alarms(tallies: Iterable[Tally], wanted: bool) -> list[str]:
    return [f"  false: {alarm}" for tally in tallies for alarm in tally.alarms] if wanted else []


def _lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the comparison is measured on."""
    parser.add_argument("--symmetric", type=Path, metavar="FILE", help="pairs in the format of FEVER-Symmetric")
    parser.add_argument("--breaking", type=Path, metavar="FILE", help="pairs in the format of Breaking NLI")
    parser.add_argument("--averitec", type=Path, metavar="FILE", help="claims in the format of AVeriTeC")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="the documents of the shipped case")
    parser.add_argument("--alarms", action="store_true", help="show each false alarm")


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.evidence.comparison", description=__doc__)
    add_options(parser)
    for line in report(parser.parse_args(words)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
