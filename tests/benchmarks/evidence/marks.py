"""How many planted errors of a draft are marked on the right words, and how many true statements.

`--articles DIR` holds the five articles of the shipped case, by the names that its sources have (`factcheck source
list --json`, field "file"): they are news articles, found by their titles and publishers, and may not be
shipped. The drafts are in tests/data/drafts: `court.tsv` was written before anything was measured and run once,
`unrest.tsv` is the one on which the rules were tried. Each line has a kind and the wrong words, or nothing for a true
statement, and the statement.

`reservoir.tsv` and `gallery.tsv` are about invented articles, in the directories of their names, and need no option.
Both were written beforehand. When `reservoir.tsv` was first run, 18 of 32 errors and 6 of 46 true statements were
marked. What it showed was mended; then `gallery.tsv` was written and first run: 24 of 32 errors and 3 of 42 true
statements.

`--supported FILE` takes claims in the WiCE format: marks on supported ones are false.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from factcheck.evidence import Relation, Text
from factcheck.evidence.assessment import all_marks
from factcheck.evidence.marks import Mark
from factcheck.evidence.marks.assessment import ClaimAssessment
from factcheck.evidence.marks.corpus import Corpus, CorpusSource
from factcheck.workspace.create import sample_path

DRAFTS = Path(__file__).parents[2] / "data" / "drafts"


@dataclass(frozen=True)
class Statement:
    """A statement of a draft; `wrong` are the words that are wrong, of a `kind`."""

    kind: str
    wrong: str
    text: str

    def is_hit(self, mark: Mark) -> bool:
        """Tell whether a mark touches the wrong words."""
        start = self.text.index(self.wrong)
        return mark.start < start + len(self.wrong) and start < mark.end


def read_draft(path: Path) -> list[Statement]:
    """Return the statements of a draft."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip())
    return [Statement(*row) for row in rows]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what is measured on; --articles is added by the comparison."""
    parser.add_argument("--draft", type=Path, action="append", default=[], metavar="FILE", help="a draft as TSV")
    parser.add_argument("--supported", type=Path, metavar="FILE", help="claims in the WiCE format")
    parser.add_argument("--verbose", action="store_true", help="print every mark")


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the table."""
    corpus = articles(options.articles) if options.articles else None
    for path in options.draft or sorted(DRAFTS.glob("*.tsv")):
        own = path.with_suffix("")
        if against := (invented_articles(own) if own.is_dir() else corpus):
            yield from _draft(path, against, verbose=options.verbose)
    if options.supported:
        yield from _supported(options.supported, verbose=options.verbose)


def articles(directory: Path) -> Corpus:
    """Return the articles of the shipped case in a directory."""
    sources = json.loads(sample_path().read_text("utf-8"))["sources"].values()
    return Corpus(
        CorpusSource(row["ref"], (directory / row["file"]).read_text("utf-8"), "en", row["title"], row["published"])
        for row in sources
        if (directory / row["file"]).is_file()
    )


def invented_articles(directory: Path) -> Corpus:
    """Return the articles in the directory of a draft; the first line of each is its title."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(directory.glob("*.txt"))}
    return Corpus(
        CorpusSource(f"S{number}", text, "en", text.partition("\n")[0])
        for number, text in enumerate(texts.values(), start=1)
    )


def _draft(path: Path, corpus: Corpus, *, verbose: bool) -> Iterator[str]:
    statements = read_draft(path)
    hits: Counter[str] = Counter()
    planted = Counter(each.kind for each in statements if each.kind)
    false = marked = misplaced = 0
    for each in statements:
        marks = corpus.assess(Text(each.text)).marks
        is_hit = bool(each.kind) and any(map(each.is_hit, marks))
        hits[each.kind] += is_hit
        misplaced += sum(bool(each.kind) and not each.is_hit(mark) for mark in marks)
        false += len(marks) if not each.kind else 0
        marked += bool(marks) and not each.kind
        if verbose:
            sign = "+" if is_hit else "-" if each.kind else "!" if marks else " "
            yield f"  {sign} {each.kind:11} {each.text}  [{' | '.join(mark.line for mark in marks)}]"
    total = sum(planted.values())
    yield (
        f"marks, {path.name}: {sum(hits[kind] for kind in planted)} of {total} errors marked on the right words, "
        f"{misplaced} misplaced marks; {marked} of {len(statements) - total} true statements marked ({false} marks)"
    )
    yield "  " + ", ".join(f"{kind} {hits[kind]}/{count}" for kind, count in sorted(planted.items()))


def _supported(path: Path, *, verbose: bool) -> Iterator[str]:
    """Yield how many claims of each label are marked, each against its own document."""
    counts: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    spent, compared, false = 0.0, 0, 0
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, filter(str.strip, file)):
            found, took = _assessed(row["claim"], row["evidence"])
            spent += took
            counts[row["label"]] += 1
            marked[row["label"]] += bool(found.marks)
            if row["label"] == "supported":
                compared, false = compared + len(row["evidence"]), false + _differing(row["claim"], row["evidence"])
                kinds.update(mark.kind.value for mark in found.marks)
                if verbose and found.marks:
                    yield f"  ! {row['claim']}  [{' | '.join(mark.line for mark in found.marks)}]"
    shares = (f"{marked[label]} of {count} {label} ({marked[label] / count:.0%})" for label, count in counts.items())
    yield f"marks, {path.name}: {', '.join(shares)}; {spent / sum(counts.values()) * 1000:.1f} ms a claim"
    yield f"  differs beside supported claims: {false} of {compared:,} sentences of their articles"
    yield "  on supported claims: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())


def _differing(claim: str, evidence: list[str]) -> int:
    """Return how many sentences are shown as "differs" beside a claim."""
    found = (all_marks(Text(claim), Text(each, before=before)) for before, each in pairwise(["", *evidence]))
    return sum(any(mark.relation is Relation.DIFFERS for mark in marks) for marks in found)


def _assessed(claim: str, evidence: list[str]) -> tuple[ClaimAssessment, float]:
    meta = [line.removeprefix("(meta data) ") for line in evidence if line.startswith("(meta data) ")]
    title = next((line.removeprefix("TITLE:").strip() for line in meta if line.startswith("TITLE:")), "")
    text = "\n\n".join(line.removeprefix("(meta data) ") for line in evidence)
    corpus = Corpus([CorpusSource("S1", text, "en", title, "")])
    before = time.perf_counter()
    return corpus.assess(Text(claim)), time.perf_counter() - before
