"""Makes the cases that are measured: the same bytes at every run, 6 excerpts to a claim, 250 characters to a quote."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import orjson

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY, CaseInfo
from factcheck.case.document import Document
from factcheck.case.record import Row
from factcheck.case.records import Claim, Excerpt, Source, Stance, Verdict, verdict_key
from factcheck.case.scale import DEFAULT_SCALE
from factcheck.storage import DocumentStore, create
from factcheck.workspace.create import sample_path
from tests.benchmarks.apart import apart

SEED = 20_261_122
CHECKER = "ada"
COLLEAGUE = "bob"
LABELS = [label.id for label in DEFAULT_SCALE.labels]

USUAL = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT)
"""The stances of a claim's excerpts: six of them, on all sides."""

CROWD = (Stance.SUPPORTS,) * 200
"""The same for a claim with very many excerpts, all in one pane."""

CROWDED_CLAIMS = 40
_SOURCES = 40
_QUOTES = 200
"""Quotes that the text of a source has, where it has a text."""

_MADE_AT = "2026-11-22T09:00:00Z"
_PLACES = ("Harrow", "Lindale", "Port Ansel", "Millbrook", "Carrow", "Estwick", "Norby", "Tarn Valley")
_BODIES = ("port authority", "county court", "water board", "ministry of works", "city council", "audit office")
_DEEDS = ("paid", "counted", "received", "announced", "lost", "approved", "recorded")
_THINGS = ("permits", "dollars", "people", "complaints", "tonnes of grain", "metres of pipe", "votes")


class Cases:
    """The cases of one run, each made when it is first asked for."""

    def __init__(self, directory: Path) -> None:
        """Keep them in `directory`."""
        self._directory = directory

    def of(self, claims: int) -> Path:
        """Return a case of so many claims, each with the usual excerpts. Not to be changed: see `copy`."""
        return self._made(f"{claims}.json", claims, USUAL)

    def crowded(self) -> Path:
        """Return a case in which every claim has very many excerpts."""
        return self._made("crowded.json", CROWDED_CLAIMS, CROWD)

    def shipped(self) -> Path:
        """Return a copy of the case that is shipped."""
        path = self._directory / "shipped.json"
        if not path.exists():
            shutil.copyfile(sample_path(), path)
        return path

    def copy(self, case: Path) -> Path:
        """Return a copy of a case that may be changed; the copy that was handed out before is gone."""
        path = self._directory / "work" / "db.json"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir(parents=True)
        shutil.copyfile(case, path)
        return path

    def _made(self, name: str, claims: int, stances: Sequence[Stance]) -> Path:
        path = self._directory / name
        if not path.exists():
            apart(make, path, claims, stances)
        return path


def make(path: Path, claims: int, stances: Sequence[Stance] = USUAL) -> None:
    """Write a case of `claims` claims to `path`, each with an excerpt for each of `stances`."""
    create(path, Case(_rows(claims, stances)))


def attach_texts(path: Path) -> None:
    """Put a text beside a case for each of its sources: the first of the quotes that are quoted from it."""
    tables = orjson.loads(path.read_bytes())
    store = DocumentStore(path.with_suffix(".sources"))
    quotes: dict[str, list[str]] = {row["id"]: [] for row in tables["sources"].values()}
    for row in tables["excerpts"].values():
        if len(quotes[row["source"]]) < _QUOTES:
            quotes[row["source"]].append(row["quote"])
    for row in tables["sources"].values():
        text = "\n\n".join([row["title"], *quotes[row["id"]]])
        row["sha256"] = store.keep(text.encode(), Document(text=text, media_type="text/plain"), ".txt")
    path.write_bytes(orjson.dumps(tables))


def _rows(claims: int, stances: Sequence[Stance]) -> dict[str, dict[str, Row]]:
    """Return the rows of every table; a third of the claims have a colleague's verdict, the first one has none."""
    chance = random.Random(SEED)
    sentences = [_sentence(chance) for _ in range(2_000)]
    sources = [_source(number) for number in range(1, _SOURCES + 1)]
    claim_rows = [_claim(number, chance.choice(sentences)) for number in range(1, claims + 1)]
    verdicts = [_verdict(str(row["id"]), chance.choice(LABELS)) for row in claim_rows[2::3]]
    return {
        "case": {CASE_KEY: CaseInfo(title=f"A case of {claims} claims", created=_MADE_AT).to_row()},
        "sources": {str(row["id"]): row for row in sources},
        "claims": {str(row["id"]): row for row in claim_rows},
        "excerpts": _excerpts(chance, sentences, claims, stances),
        "verdicts": {verdict_key(str(row["claim"]), COLLEAGUE): row for row in verdicts},
    }


def _sentence(chance: random.Random) -> str:
    body, place, deed = chance.choice(_BODIES), chance.choice(_PLACES), chance.choice(_DEEDS)
    count, year = chance.randrange(2, 90_000), chance.randrange(1990, 2026)
    return f"The {body} of {place} {deed} {count:,} {chance.choice(_THINGS)} in the course of the year {year}."


def _source(number: int) -> Row:
    title = f"Report {number} on {_PLACES[number % len(_PLACES)]}"
    return Source(id=f"5{number:015x}", ref=f"S{number}", title=title, publisher="The Gazette").to_row()


def _claim(number: int, sentence: str) -> Row:
    return Claim(id=_claim_id(number), ref=f"C{number}", text=sentence, tags=("number",), position=number).to_row()


def _claim_id(number: int) -> str:
    return f"c{number:015x}"


def _excerpts(
    chance: random.Random, sentences: Sequence[str], claims: int, stances: Sequence[Stance]
) -> dict[str, Row]:
    """Return the excerpts of all claims. Rows are laid over one that is whole: there are hundreds of thousands."""
    whole = Excerpt(id="", claim="", source="", stance=Stance.CONTEXT, quote="", by=COLLEAGUE, at=_MADE_AT).to_row()
    rows: dict[str, Row] = {}
    for number in range(claims * len(stances)):
        claim, place = divmod(number, len(stances))
        key = f"e{number:015x}"
        rows[key] = whole | {
            "id": key,
            "ref": f"E{number + 1}",
            "claim": _claim_id(claim + 1),
            "source": f"5{number % _SOURCES + 1:015x}",
            "stance": stances[place].value,
            "quote": " ".join(chance.choices(sentences, k=3)),
        }
    return rows


def _verdict(claim: str, label: str) -> Row:
    return Verdict(claim=claim, checker=COLLEAGUE, label=label, at=_MADE_AT).to_row()
