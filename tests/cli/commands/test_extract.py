"""`factcheck claim extract` and `factcheck coverage`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.cli import output
from tests.cli.conftest import Run, rows

pytestmark = pytest.mark.usefixtures("plain_reader")

DRAFT = """The old harbour

The strike in Port Selma ended on 3 May 2021, said Arlov. At least 999 dockers took part.

“Wages rose by 51 percent,” the ministry said. Who knows?"""
LINES = [
    ["1", "", "Arlov", "date 3 May 2021 · reported speech · names Port Selma, Arlov", "paragraph 2, sentence 1"],
    ["2", "", "", "figure 999", "paragraph 2, sentence 2"],
    [
        "3",
        "",
        "the ministry",
        "figure 51 percent · comparison rose · quotation · reported speech",
        "paragraph 3, sentence 1",
    ],
]


@pytest.fixture
def draft(case_path: Path) -> str:
    path = case_path.parent / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return str(path)


def claims(path: Path) -> list[tuple[str, str, str]]:
    return [(row["text"], row["speaker"], row["origin"]) for row in rows(path, "claims")[76:]]


def test_proposals_are_listed_with_numbers_and_reasons(run: Run, case_path: Path, draft: str) -> None:
    before = case_path.read_bytes()
    result = run("claim", "extract", draft)
    assert [line.split("\t")[:5] for line in result.stdout.splitlines()] == LINES
    assert result.stdout.splitlines()[1].endswith("\tAt least 999 dockers took part.")
    assert "draft.txt: 3 statements, not judged checkable: 2; --take 1,3 adds some" in result.stderr
    assert (result.exit_code, case_path.read_bytes()) == (0, before)


def test_some_are_taken_as_one_and_taken_back_as_one(run: Run, case_path: Path, draft: str) -> None:
    result = run("claim", "extract", draft, "--take", "3,1-2")
    assert (result.exit_code, result.stdout) == (0, "C77\nC78\nC79\n")
    assert "3 claims added: C77 to C79, saved in" in result.stderr
    assert claims(case_path) == [
        ("The strike in Port Selma ended on 3 May 2021.", "Arlov", "draft.txt, paragraph 2, sentence 1"),
        ("At least 999 dockers took part.", "", "draft.txt, paragraph 2, sentence 2"),
        ("Wages rose by 51 percent.", "the ministry", "draft.txt, paragraph 3, sentence 1"),
    ]
    assert "C77, C78, C79 added" in run("undo").stderr
    assert claims(case_path) == []


def test_what_is_a_claim_already_is_told_and_left(run: Run, case_path: Path, draft: str) -> None:
    run("claim", "extract", draft, "--take", "2")
    assert run("claim", "extract", draft).stdout.splitlines()[1].startswith("2\tC77\t")
    result = run("claim", "extract", draft, "--all")
    assert result.stdout == "C78\nC79\n"
    assert "Already in the case: C77\n" in result.stderr
    again = run("claim", "extract", draft, "--all")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "No new claims; nothing to save\nAlready in the case: C78, C77, C79" in again.stderr
    assert len(claims(case_path)) == 3


def test_programs_get_all_of_it(run: Run, draft: str) -> None:
    told = json.loads(run("claim", "extract", draft, "--json").stdout)
    assert [each["number"] for each in told] == [1, 2, 3]
    assert (
        told[0].items()
        >= {
            "claim": None,
            "text": "The strike in Port Selma ended on 3 May 2021.",
            "sentence": "The strike in Port Selma ended on 3 May 2021, said Arlov.",
            "start": DRAFT.index("The strike"),
            "end": DRAFT.index(" At least"),
        }.items()
    )
    assert told[1]["reasons"] == [{"kind": "figure", "words": ["999"]}]
    taken = json.loads(run("claim", "extract", draft, "--take", "1", "--json").stdout)
    assert [each["claim"] for each in taken] == ["C77", None, None]


def test_a_source_is_looked_through_by_its_ref(run: Run, draft: str) -> None:
    ref = run("source", "add", draft, "--title", "A strike").stdout.strip()
    run("claim", "extract", ref.lower(), "--take", "2")
    told = json.loads(run("claim", "extract", ref, "--json").stdout)
    assert told[1]["origin"] == f"{ref} A strike, paragraph 2, sentence 2"
    assert told[1]["claim"] == "C77"
    assert json.loads(run("claim", "extract", draft, "--json").stdout)[1]["claim"] == "C77"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere.txt",), "nowhere.txt: no such file, and no source of this case"),
        (("S1",), "no text for S1; `factcheck source attach S1 FILE` attaches it"),
        ((".",), ".: is a directory"),
        (("draft.txt", "--take", "1,x"), "'1,x' is not a list of numbers, such as 2,5-7"),
        (("draft.txt", "--take", "2-9"), "no proposal 9 in draft.txt: there are 3"),
        (("draft.txt", "--take", "0"), "no proposal 0 in draft.txt: there are 3"),
        (("draft.txt", "--take", "1", "--all"), "--take and --all cannot be combined"),
        (("noise.txt",), "noise.txt: is not UTF-8"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    run: Run, case_path: Path, draft: str, words: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(draft).parent)
    Path("noise.txt").write_bytes(b"\xff\xfe\xff")
    before = case_path.read_bytes()
    result = run("claim", "extract", *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert why in result.stderr
    assert case_path.read_bytes() == before


def test_a_text_without_anything_to_check_says_so(run: Run, draft: str) -> None:
    Path(draft).write_text("What a shame!\n\nWho knows why?")
    result = run("claim", "extract", draft)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "draft.txt: no statements, not judged checkable: 2" in result.stderr
    assert run("coverage", draft).exit_code == 0


def test_people_see_nothing_that_acts(run: Run, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(draft).write_text("At least 999 \x1b[2J[red]dockers took \u202epart.", encoding="utf-8")
    monkeypatch.setattr(output, "for_people", lambda: True)
    for command in (("claim", "extract"), ("coverage",)):
        shown = run(*command, draft).stdout
        assert "999 ␛[2J[red]dockers" in shown.replace("\n", "")
        assert "\x1b[2J" not in shown
        assert "\u202e" not in shown


def test_people_see_who_says_what_and_what_is_a_claim(run: Run, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("claim", "extract", draft, "--take", "2")
    monkeypatch.setattr(output, "for_people", lambda: True)
    result = run("claim", "extract", draft)
    shown = " ".join(result.stdout.split())
    assert "1 Arlov: The strike in Port Selma ended on 3 May 2021. date 3 May 2021 · reported speech" in shown
    assert "2 At least 999 dockers took part. figure 999 · paragraph 2, sentence 2 · C77 already" in shown
    assert "3 statements, not judged checkable: 2, 1 already in the case" in result.stderr
    shown = " ".join(run("coverage", draft).stdout.split())
    assert "○ The strike in Port Selma ended on 3 May 2021, said Arlov. · paragraph 2, sentence 1" in shown
    assert "figure 3 May 2021 · paragraph 2, sentence 1" in shown
    assert "999" not in shown


def test_coverage_counts_what_is_open_and_exits_with_one(run: Run, draft: str) -> None:
    result = run("coverage", draft)
    assert result.exit_code == 1
    assert (
        "draft.txt: statements 0 of 3 · figures 0 of 3 · names 0 of 2 · quotations 0 of 1 · not judged checkable: 2"
    ) in result.stderr
    run("claim", "extract", draft, "--take", "2")
    lines = [line.split("\t") for line in run("coverage", draft).stdout.splitlines()]
    assert ["sentence", "C77", "paragraph 2, sentence 2", "At least 999 dockers took part."] in lines
    assert ["figure", "C77", "paragraph 2, sentence 2", "999"] in lines
    assert ["figure", "open", "paragraph 2, sentence 1", "3 May 2021"] in lines


def test_coverage_of_all_is_a_yes(run: Run, draft: str) -> None:
    run("claim", "extract", draft, "--all")
    result = run("coverage", draft, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["share"]) == (0, 1.0)
    assert {part["kind"] for part in told["parts"]} == {"sentence", "figure", "name", "quotation"}
    assert all(part["covered_by"] for part in told["parts"])
    assert "statements 3 of 3 · figures 3 of 3 · names 2 of 2 · quotations 1 of 1" in result.stderr


def test_a_name_that_is_suggested_is_put_in_only_if_asked(run: Run, case_path: Path) -> None:
    path = case_path.parent / "named.txt"
    path.write_text("Karim Moss was arrested in Almaty. He was sentenced to 18 years.", encoding="utf-8")
    proposed = json.loads(run("claim", "extract", str(path), "--json").stdout)
    assert [each["resolved"] for each in proposed] == [None, "Karim Moss was sentenced to 18 years."]
    assert proposed[1]["context"] == ["He: Karim Moss?"]
    run("claim", "extract", str(path), "--take", "2")
    assert claims(case_path)[-1][0] == "He was sentenced to 18 years."
    run("undo")
    run("claim", "extract", str(path), "--all", "--with-names")
    assert [text for text, *_ in claims(case_path)] == [
        "Karim Moss was arrested in Almaty.",
        "Karim Moss was sentenced to 18 years.",
    ]
