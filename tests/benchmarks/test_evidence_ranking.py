"""The benchmark of the ranking at a small size: it counts rightly, and its table says what was reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.evidence.ranking import RIVALS, hits
from tests.benchmarks.evidence.wice import Asked, Pool

TOWNS = ("Arden", "Brack", "Colme", "Dunby")


@pytest.fixture
def wice(tmp_path: Path) -> Path:
    """Claims in the WiCE format: of four towns, each with a sentence that bears it out, and one without."""
    path = tmp_path / "claims.jsonl"
    rows = [
        {
            "label": "supported",
            "supporting_sentences": [[2], [2, 3]],
            "claim": f"{town} built a bridge of {number} arches.",
            "evidence": [
                f"(meta data) TITLE: The town of {town}",
                "Nothing else happened.",
                f"In {town} a bridge was built with {number} arches.",
                "It is old.",
            ],
        }
        for number, town in enumerate(TOWNS, 11)
    ]
    rows.append({**rows[0], "label": "not_supported", "supporting_sentences": [[]], "claim": "Arden burned."})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_file_is_read_with_each_document_once(wice: Path) -> None:
    pool = Pool.read(wice)
    assert (len(pool.documents), pool.size, len(pool.claims)) == (4, 16, 5)
    assert pool.documents[0].title == "The town of Arden"
    assert [sorted(asked.gold) for asked in pool.claims] == [[2, 3]] * 4 + [[]]


def test_a_pool_is_repeated_to_a_size_and_is_the_same_each_time(wice: Path) -> None:
    pool = Pool.read(wice)
    made = list(pool.repeated(50))
    assert sum(len(document.sentences) for document in made) == 50
    assert made == list(pool.repeated(50))
    assert made[0] == pool.documents[0]
    assert made[4] != pool.documents[0]


def test_every_ranker_finds_the_sentence_in_the_pool_and_in_its_document(wice: Path) -> None:
    pool = Pool.read(wice)
    for kind in RIVALS:
        rival = kind(pool.documents)
        for asked in pool.claims[:4]:
            assert rival.best(asked.claim, 3)[0] == (asked.document, 2), rival.name
            assert rival.best_within(asked.claim, asked.document, 3)[0] == (asked.document, 2), rival.name


def test_hits_are_counted_by_how_far_one_has_to_look() -> None:
    asked = Asked("", 1, frozenset({4, 5}))
    ranked = [[(1, 5)], [(0, 4), (1, 4)], [(1, 3)] * 9 + [(1, 4)], [(1, 3)] * 10 + [(1, 4)]]
    assert hits((asked, places) for places in ranked) == {1: 1, 5: 2, 10: 3}


def test_the_table_has_counts_beside_ratios_and_every_target(wice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["evidence", "--wice", str(wice), "--sentences", "60", "--rounds", "1", "--misses"])
    table = capsys.readouterr().out
    assert table.startswith("4 claims with a gold sentence, 4 documents, 16 sentences")
    assert table.count("1.000 (4 of 4)") >= 3
    assert table.count("✓ reached") + table.count("✗ missed") == 6
    assert "60 sentences in 15 documents" in table


def test_without_a_file_nothing_of_it_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    main(["evidence"])
    assert "gold sentence" not in capsys.readouterr().out
