"""Who speaks, where clauses end and what a line is, in German, French, Spanish and Russian.

`tuned.jsonl` has the sentences on which the data files were written, `held_out.jsonl` others, written before the rules
and looked at once: 95 of its 97 were right then. Of two later sets of harder sentences, 18 of 40 and 15 of 24 speakers
were right at the first look; they are among the tuned ones now.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.claims.checkworthy import Proposal, proposals
from factcheck.evidence.claims.kinds import UnitKind
from factcheck.evidence.claims.units import units
from factcheck.evidence.languages.prose.clauses import clauses_in
from factcheck.evidence.languages.prose.saying import saying_in
from factcheck.evidence.languages.prose.words import any_of, prose_data
from tests.strategies import texts

_DATA = Path(__file__).parents[2] / "data/languages"
CODES = ("de", "fr", "es", "ru")
PROSE = {"de": "Ein Satz steht hier.", "fr": "Une phrase est ici.", "es": "Una frase está aquí.", "ru": "Здесь фраза."}


def rows(name: str, test: str) -> list[dict[str, Any]]:
    found = map(json.loads, (_DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in found if row["test"] == test]


def said(row: dict[str, Any]) -> tuple[str, str]:
    """Return who speaks in a sentence, and the statement, as they are found."""
    saying = saying_in(row["language"])
    assert saying is not None
    found = saying.find(row["text"])
    return (found.speaker, found.statement) if found else ("", "")


def cut(row: dict[str, Any]) -> list[str]:
    joined = clauses_in(row["language"])
    assert joined is not None
    return [clause.text for clause in joined.find(row["text"])]


def kind(row: dict[str, Any]) -> UnitKind:
    """Return the kind of a line between two lines of prose."""
    prose = PROSE[row["language"]]
    return units(f"{prose}\n\n{row['text']}\n\n{prose}", row["language"])[1].kind


@pytest.mark.parametrize("row", rows("tuned", "speaker"), ids=lambda row: row["text"])
def test_the_speaker_and_the_statement_are_told_apart(row: dict[str, Any]) -> None:
    speaker, statement = said(row)
    assert speaker == row["speaker"]
    if "statement" in row:
        assert statement == row["statement"]


@pytest.mark.parametrize("row", rows("tuned", "clauses"), ids=lambda row: row["text"])
def test_a_compound_sentence_is_cut(row: dict[str, Any]) -> None:
    assert cut(row) == row["clauses"]


@pytest.mark.parametrize("row", rows("tuned", "kind"), ids=lambda row: row["text"])
def test_a_line_has_its_kind(row: dict[str, Any]) -> None:
    assert kind(row) == row["kind"]


def test_sentences_that_no_rule_was_written_on_are_read() -> None:
    right, total = 0, 0
    for row in rows("held_out", "speaker"):
        speaker, statement = said(row)
        right += speaker == row["speaker"] and statement == row.get("statement", statement)
        total += 1
    for row in rows("held_out", "clauses"):
        right += cut(row) == row["clauses"]
        total += 1
    for row in rows("held_out", "kind"):
        right += kind(row) == row["kind"]
        total += 1
    assert total == 97
    assert right >= 95


def only(text: str, code: str) -> Proposal:
    (found,) = proposals(text, code)
    return found


def test_a_draft_in_german_has_speakers_parts_and_notices() -> None:
    text = (
        "Brücke bleibt gesperrt\n\nVon Anna Krüger\n\n"
        "„Das Lager war gebrochen“, sagte der Ingenieur Jonas Brand. „Niemand hat es geprüft.“\n\n"
        "Aber sie wusste davon. Die Straße wurde gesperrt, und der Bus stand drei Stunden.\n\n"
        "Lesen Sie auch\n\nWarum der Bau teurer wurde"
    )
    kinds = [unit.kind for unit in units(text, "de")]
    assert kinds[:2] == [UnitKind.HEADLINE, UnitKind.BYLINE]
    assert kinds[-2:] == [UnitKind.NOTICE, UnitKind.NOTICE]
    found = [(each.text, each.speaker, each.context, each.part_of) for each in proposals(text, "de")]
    assert found == [
        ("Das Lager war gebrochen.", "der Ingenieur Jonas Brand", (), 0),
        ("Niemand hat es geprüft.", "der Ingenieur Jonas Brand", (), 0),
        ("Sie wusste davon.", "", ("who is “Sie”?",), 0),
        ("Die Straße wurde gesperrt, und der Bus stand drei Stunden.", "", (), 0),
        ("Die Straße wurde gesperrt.", "", (), 4),
        ("Der Bus stand drei Stunden.", "", (), 4),
    ]


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("fr", "Claire Morel a dit que le pont était sûr. Elle a ajouté que la ville avait payé.", "Claire Morel"),
        ("es", "Pablo Ruiz dijo que el puente era seguro. Él añadió que la ciudad pagó.", "Pablo Ruiz"),
        ("ru", "Анна Иванова сказала, что мост закрыт. Она добавила, что город заплатил.", "Анна Иванова"),
        ("es", "“Está cerrado”, dijo Pablo Ruiz. Añadió que la ciudad pagó.", "Pablo Ruiz"),
        ("ru", "«Он нам солгал, — заявила Инна Таль. — Это знают все».", "Инна Таль"),
        ("fr", "« Il a menti », a dit Inès Thal, cheffe du parti. « Tout le monde le sait. »", "Inès Thal"),
        ("de", "Karl Voss sagte, dass die Brücke sicher sei. „Die Stadt hat gezahlt“, sagte er.", "Karl Voss"),
    ],
)
def test_he_and_she_are_the_last_one_who_spoke(code: str, text: str, speaker: str) -> None:
    assert [each.speaker for each in proposals(text, code)] == [speaker, speaker]


@pytest.mark.parametrize(
    ("code", "text", "claim", "context"),
    [
        ("fr", "Mais le pont est fermé.", "Le pont est fermé.", ()),
        ("fr", "Il y a 12 ponts.", "Il y a 12 ponts.", ()),
        ("fr", "Elle est fermée.", "Elle est fermée.", ("who is “Elle”?",)),
        ("es", "Pero esto costó 12 euros.", "Esto costó 12 euros.", ("what is “Esto”?",)),
        ("ru", "Но он закрыт.", "Он закрыт.", ("who is “Он”?",)),
        ("de", "Es gibt 12 Brücken.", "Es gibt 12 Brücken.", ()),
        ("de", "Das hat 12 Euro gekostet.", "Das hat 12 Euro gekostet.", ("what is “Das”?",)),
        ("kk", "Ол 12 теңге тұрады.", "Ол 12 теңге тұрады.", ()),
    ],
)
def test_what_points_back_is_asked_about(code: str, text: str, claim: str, context: tuple[str, ...]) -> None:
    found = only(text, code)
    assert (found.text, found.context) == (claim, context)


@pytest.mark.parametrize("code", CODES)
def test_a_data_file_has_no_phrase_twice_in_an_entry(code: str) -> None:
    data = prose_data(code)
    assert data is not None
    for section, keys in {
        "saying": ("verbs", "doubted", "according", "when", "never", "bodies"),
        "pointing": ("people", "things", "nothing", "connectives"),
        "clauses": ("joining", "conditions", "finite", "not_finite"),
        "lines": ("notice", "list_notice", "credit", "caption", "byline", "dateline"),
    }.items():
        for key in keys:
            phrases = data.phrases(section, key)
            assert sorted(phrases) == sorted(set(phrases)), key
            assert phrases, key


def test_a_phrase_is_a_pattern_of_its_letters() -> None:
    assert any_of(["a b", "a.b*"]) == r"a\.b\w*|a\sb"
    assert any_of([]) == "(?!)"
    assert any_of(["*[bc]te"]) == r"\w*[bc]te"


@given(texts, st.sampled_from(CODES))
def test_any_text_is_read_in_any_language(text: str, code: str) -> None:
    for each in proposals(text, code):
        assert 0 <= each.start < each.end <= len(text)
