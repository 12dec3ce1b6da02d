"""How often the sentence that bears a claim out is among the first, and what that costs.

`--wice FILE` takes claims in the WiCE format. hit@k: a gold sentence is among the first k, of all documents in one pool
or of the claim's own. Time is the processor's, the least of some rounds that take turns; a query is read, ranked and
its ten best are placed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from factcheck.evidence.search.bm25 import IndexedSource
from factcheck.evidence.search.document_index import Indexer
from factcheck.evidence.search.ranker import PER_SOURCE, Ranker
from factcheck.evidence.search.tokens import Tokenizer
from tests.benchmarks.evidence.rankers import Bm25s, Fts5, Ours, Place, Rival, passages_of
from tests.benchmarks.evidence.wice import Asked, Pool
from tests.benchmarks.figures import MS, Spread

T = TypeVar("T")

FIRST = (1, 5, 10)
GOALS = {1: 0.74, 5: 0.90, 10: 0.93}
MOST_TIMES_BARE = 1.3
MOST_MS = 50
ROUNDS = 5
QUERIES = 200
RIVALS: tuple[type[Rival], ...] = (Ours, Bm25s, Fts5)
MISSED = "the passage says it in other words than the claim"


class Cost(NamedTuple):
    """What something takes: seconds to build, and queries in a second."""

    build: float
    queries: float


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the ranking is measured on."""
    parser.add_argument("--wice", type=Path, metavar="FILE", help="claims in the format of WiCE")
    parser.add_argument("--sentences", type=int, default=1_000_000, metavar="N", help="to be made of those (1,000,000)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"of each measurement ({ROUNDS})")
    parser.add_argument("--misses", action="store_true", help="show each claim whose sentence is not in the first ten")


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the table, where there is a file."""
    if options.wice:
        pool = Pool.read(options.wice)
        claims = [asked for asked in pool.claims if asked.gold]
        rivals = [kind(pool.documents) for kind in RIVALS]
        yield f"{len(claims)} claims with a gold sentence, {len(pool.documents)} documents, {pool.size:,} sentences"
        yield from _hits(rivals, claims)
        yield from _costs(pool, options.rounds)
        yield from _many(pool, options.sentences)
        if options.misses:
            yield from _misses(rivals[0], claims)


def _hits(rivals: Sequence[Rival], claims: Sequence[Asked]) -> Iterator[str]:
    """Yield a line for each ranker, in one pool and within the claim's document."""
    yield f"{'':42}" + "".join(f"{f'hit@{first}':>20}" for first in FIRST)
    pooled = [hits((asked, rival.best(asked.claim, max(FIRST))) for asked in claims) for rival in rivals]
    within = [
        hits((asked, rival.best_within(asked.claim, asked.document, max(FIRST))) for asked in claims)
        for rival in rivals
    ]
    for where, counts in (("in one pool", pooled), ("within the document", within)):
        for rival, found in zip(rivals, counts, strict=True):
            cells = "".join(f"{_share(count, len(claims)):>20}" for count in found.values())
            yield f"  {rival.name:20}{where:20}{cells}"
    for first, goal in GOALS.items():
        share = pooled[0][first] / len(claims)
        yield _outcome(share >= goal, f"in one pool hit@{first} of at least {goal:.2f}", f"{share:.3f}: {MISSED}")


def hits(ranked: Iterable[tuple[Asked, list[Place]]]) -> dict[int, int]:
    """Return how many claims have a gold sentence among their first ones."""
    counts = dict.fromkeys(FIRST, 0)
    for asked, places in ranked:
        gold = {(asked.document, place) for place in asked.gold}
        for first in FIRST:
            counts[first] += not gold.isdisjoint(places[:first])
    return counts


def _costs(pool: Pool, rounds: int) -> Iterator[str]:
    """Yield what building and asking take of each ranker, and how that stands to bare bm25s."""
    claims = [asked.claim for asked in pool.claims][:QUERIES]
    builds: dict[str, list[float]] = {kind.name: [] for kind in RIVALS}
    asking: dict[str, list[float]] = {kind.name: [] for kind in RIVALS}
    for _ in range(rounds):
        for kind in RIVALS:
            rival, seconds = _timed(partial(kind, pool.documents))
            builds[kind.name].append(seconds)
            asking[kind.name].append(_timed(partial(_ask, rival, claims))[1])
    costs = {name: Cost(min(builds[name]), len(claims) / min(asking[name])) for name in builds}
    yield f"{'':42}{'build s':>20}{'queries/s':>20}"
    for name, cost in costs.items():
        yield f"  {name:40}{cost.build:>20.2f}{cost.queries:>20,.0f}"
    ours, bare = costs[Ours.name], costs[Bm25s.name]
    for what, ratio in (("build", ours.build / bare.build), ("query", bare.queries / ours.queries)):
        goal = f"time of a {what} at most {MOST_TIMES_BARE} times that of bare bm25s"
        yield _outcome(ratio <= MOST_TIMES_BARE, goal, f"{ratio:.2f} times")


def _ask(rival: Rival, claims: Sequence[str]) -> None:
    for claim in claims:
        rival.best(claim, max(FIRST))


def _many(pool: Pool, sentences: int) -> Iterator[str]:
    """Yield what a large pool takes: to index, to open, and to ask."""
    indexer = Indexer(Tokenizer("en"))

    def index() -> list[IndexedSource]:
        read = (passages_of(number, document) for number, document in enumerate(pool.repeated(sentences)))
        return [IndexedSource(each.source, each.title, each.language, indexer.index(each)) for each in read]

    sources, indexing = _timed(index)
    ranker, opening = _timed(lambda: Ranker(sources))
    claims = [asked.claim for asked in pool.claims][:QUERIES]
    yield f"{sentences:,} sentences in {len(sources):,} documents: built in {indexing:.1f} s, opened in {opening:.1f} s"
    overall = _spread("the ten best of all", ranker.best_overall, claims)
    for spread in (
        overall,
        _spread(f"the {PER_SOURCE} best of every one", ranker.best, claims[:20]),
        _spread("a search for four words", lambda claim: ranker.search(" ".join(claim.split()[:4])), claims),
    ):
        yield f"  {spread.name:30}{spread.p50:>10.1f} ms p50{spread.p99:>10.1f} ms p99"
    yield _outcome(overall.p50 < MOST_MS, f"a query in less than {MOST_MS} ms", f"{overall.p50:.1f} ms (p50)")


def _spread(name: str, ask: Callable[[str], object], claims: Sequence[str]) -> Spread:
    return Spread.of(name, (_timed(partial(ask, claim))[1] * MS for claim in claims))


def _misses(ours: Rival, claims: Sequence[Asked]) -> Iterator[str]:
    for asked in claims:
        places = ours.best(asked.claim, max(FIRST))
        if {(asked.document, place) for place in asked.gold}.isdisjoint(places):
            within = hits([(asked, ours.best_within(asked.claim, asked.document, max(FIRST)))])[max(FIRST)]
            reason = "others in the pool fit better" if within else "not in the document's first ten either"
            yield f"  missed ({reason}): {asked.claim}"


def _outcome(reached: bool, goal: str, found: str) -> str:
    return f"  {'✓ reached' if reached else '✗ missed'}: {goal} ({found.partition(':')[0] if reached else found})"


def _share(count: int, of: int) -> str:
    return f"{count / of:.3f} ({count} of {of})"


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = do()
    return done, time.process_time() - start
