"""`factcheck draft` and `factcheck coverage` of drafts."""

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


@pytest.fixture
def draft(case_path: Path) -> Path:
    path = case_path.parent / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.fixture
def ref(run: Run, draft: Path) -> str:
    """The ref of the draft, which was added."""
    return run("draft", "add", str(draft), "--title", "A strike", "--published", "2021-05-04").stdout.strip()


def again(draft: Path, *changes: tuple[str, str]) -> str:
    """Write a new version of the draft and return its path."""
    text = DRAFT
    for old, new in changes:
        text = text.replace(old, new)
    path = draft.with_name("draft-2.txt")
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_draft_is_added_and_listed(run: Run, case_path: Path, ref: str) -> None:
    assert ref == "S6"
    assert rows(case_path, "sources")[-1]["role"] == "draft"
    assert run("draft", "list").stdout.split("\t") == [
        "S6",
        "A strike",
        "2021-05-04",
        "1",
        "statements 0 of 3 · figures 0 of 3 · names 0 of 2 · quotations 0 of 1 · not judged checkable: 2\n",
    ]
    (listed,) = json.loads(run("draft", "list", "--json").stdout)
    assert listed["counts"]["statements"] == [0, 3]
    assert run("source", "list").stdout.splitlines()[-1].endswith("\tdraft")


def test_without_drafts_one_line_says_how_to_add_one(run: Run) -> None:
    result = run("draft", "list")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        "No drafts yet; `factcheck draft add FILE` adds one\n",
    )
    for command in (("coverage",), ("draft", "show")):
        result = run(*command)
        assert (result.exit_code, result.stderr) == (2, "factcheck: this case has no draft\n")


def test_sentences_are_shown_with_their_states(run: Run, ref: str) -> None:
    run("claim", "extract", ref, "--take", "2")
    shown = [line.split("\t") for line in run("draft", "show").stdout.splitlines()]
    assert [line[:4] for line in shown] == [
        ["1", "headline", "not judged checkable", ""],
        ["2", "statement", "not looked at", ""],
        ["3", "statement", "being checked", "C77"],
        ["4", "statement", "not looked at", ""],
        ["5", "question", "not judged checkable", ""],
    ]
    told = json.loads(run("draft", "show", ref, "--json").stdout)
    assert told[2]["text"] == "At least 999 dockers took part."
    assert told[2]["place"] == "paragraph 2, sentence 2"


def test_coverage_has_sentences_with_state_and_claims(run: Run, ref: str, draft: Path) -> None:
    run("claim", "extract", ref, "--take", "2")
    result = run("coverage", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["covered"] == pytest.approx(1 / 3, abs=1e-4)
    assert told["counts"]["statements"] == {"covered": 1, "of": 3}
    assert [(each["state"], each["claims"]) for each in told["sentences"]][1:3] == [
        ("not looked at", []),
        ("being checked", ["C77"]),
    ]
    assert [each["kind"] for each in told["unjudged"]] == ["headline", "question"]
    assert json.loads(run("coverage", str(draft), "--json").stdout) == told
    assert f"{ref} A strike: {told['line']}" in result.stderr
    run("claim", "extract", ref, "--all")
    assert run("coverage").exit_code == 0


def test_the_lists_of_coverage_end_with_what_is_not_judged_checkable(run: Run, ref: str) -> None:
    lines = [line.split("\t") for line in run("coverage", ref).stdout.splitlines()]
    assert [line[:2] for line in lines if line[0] == "sentence"] == [["sentence", "open"]] * 3
    assert lines[-1] == ["question", "unjudged", "paragraph 3, sentence 2", "Who knows?"]


def test_sentences_are_set_aside_and_taken_back(run: Run, case_path: Path, ref: str) -> None:
    result = run("draft", "aside", ref, "2,4", "--reason", "taste")
    assert (result.exit_code, "set aside in S6: taste" in result.stderr) == (0, True)
    assert [row["kind"] for row in rows(case_path, "entries")] == ["aside", "aside"]
    assert run("draft", "show").stdout.split("\t").count("set aside") == 2
    run("draft", "aside", ref, "2", "--take-back")
    assert run("draft", "show").stdout.split("\t").count("set aside") == 1
    run("undo")
    assert run("draft", "show").stdout.split("\t").count("set aside") == 2
    assert "Nothing changed; nothing to save" in run("draft", "aside", ref, "2").stderr


def test_a_new_version_is_one_change_and_says_what_differs(run: Run, draft: Path, ref: str) -> None:
    run("claim", "extract", ref, "--all")
    path = again(draft, ("999", "998"), (" Who knows?", ""), ("The strike", "A first line.\n\nThe strike"))
    result = run("draft", "add", path, "--version-of", ref)
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["changed", "C78", "At least 999 dockers took part.", "At least 998 dockers took part."],
        ["gone", "", "Who knows?", ""],
        ["new", "", "", "A first line."],
    ]
    assert "3 unchanged, 1 changed, 1 new, 1 gone; look again at C78, saved in" in result.stderr
    assert run("draft", "list").stdout.split("\t")[3] == "2"
    assert "S6 has a new version of its text, 3 claims moved with it" in run("undo").stderr
    assert run("draft", "list").stdout.split("\t")[3] != ""


def test_a_new_version_as_json(run: Run, draft: Path, ref: str) -> None:
    run("claim", "extract", ref, "--all")
    told = json.loads(run("draft", "add", again(draft, ("999", "998")), "--version-of", ref, "--json").stdout)
    assert told["version"]["again"] == ["C78"]
    assert told["version"]["sentences"][0]["fate"] == "changed"
    assert told["changes"][0]["ref"] == ref


def test_a_draft_of_the_same_name_may_be_a_version(run: Run, draft: Path, ref: str) -> None:
    draft.write_text(DRAFT.replace("999", "998"), encoding="utf-8")
    result = run("draft", "add", str(draft))
    assert f"{ref} may be the same draft; if so: `factcheck undo`" in result.stderr
    assert f"--version-of {ref}`" in result.stderr
    known = run("draft", "add", str(draft))
    assert "is this document already, and a draft" in known.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("draft", "add", "nowhere.txt"), "nowhere.txt: No such file"),
        (
            ("draft", "add", "draft.txt", "--version-of", "S1"),
            "S1 is not a draft; `factcheck source edit S1",
        ),
        (("draft", "add", "draft.txt", "--version-of", "S99"), "no source 'S99' in this case"),
        (("draft", "add", "draft.txt", "--version-of", "S6", "--title", "x"), "--version-of takes over title"),
        (("draft", "show", "S1"), "S1 is not a draft"),
        (("draft", "aside", "S6", "9"), "no sentence 9 in S6 A strike: there are 5"),
        (("draft", "aside", "S6", "x"), "'x' is not a list of numbers"),
        (("draft", "aside", "S6", "1", "--reason", "x", "--take-back"), "cannot be combined"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    run: Run, case_path: Path, ref: str, words: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case_path.parent)
    before = case_path.read_bytes()
    result = run(*words)
    assert ref == "S6"
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert why in result.stderr
    assert case_path.read_bytes() == before


def test_what_was_said_or_that_it_was_said_is_taken(run: Run, case_path: Path, ref: str) -> None:
    run("claim", "extract", ref, "--take", "1", "--saying")
    run("claim", "extract", ref, "--take", "3", "--said")
    assert [(row["text"], row["speaker"]) for row in rows(case_path, "claims")[76:]] == [
        ("The strike in Port Selma ended on 3 May 2021, said Arlov.", ""),
        ("Wages rose by 51 percent.", "the ministry"),
    ]


def test_people_see_signs_and_words_that_changed(
    run: Run, draft: Path, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("claim", "extract", ref, "--all")
    run("decide", "C78", "refuted")
    monkeypatch.setattr(output, "for_people", lambda: True)
    shown = " ".join(run("draft", "add", again(draft, ("999", "998")), "--version-of", ref).stdout.split())
    assert "changed At least −999 +998 dockers took part. C78" in shown
    shown = " ".join(run("draft", "show").stdout.split())
    assert "3 • At least 998 dockers took part. checked · C78 ✗ ↻ look again" in shown
    assert "5 Who knows? question" in shown
    assert "version 2" in " ".join(run("draft", "list").stdout.split())
    shown = " ".join(run("coverage").stdout.split())
    assert "Not judged checkable: headline The old harbour · paragraph 1, sentence 1" in shown


def test_people_see_nothing_that_acts(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft.write_text("At least 999 \x1b[2J[red]dockers took \u202epart.", encoding="utf-8")
    run("draft", "add", str(draft))
    monkeypatch.setattr(output, "for_people", lambda: True)
    for command in (("draft", "show"), ("draft", "list"), ("coverage",)):
        shown = run(*command).stdout
        assert "\x1b[2J" not in shown
        assert "\u202e" not in shown


def test_author_and_date_are_taken_from_the_byline_if_nobody_gives_them(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("A ferry sinks\n\nBy Nora Vale, 3 March 2025\n\nThe ferry sank on Friday.", encoding="utf-8")
    added = run("draft", "add", str(path), "--published", "2025-03-04")
    assert "from its byline: Nora Vale" in added.stderr
    found = json.loads(run("draft", "list", "--json").stdout)[-1]
    assert (found["author"], found["published"]) == ("Nora Vale", "2025-03-04")
    run("undo")
    assert "from its byline: Nora Vale, 2025-03-03" in run("draft", "add", str(path)).stderr
    assert "The ferry sank on Friday (28 February 2025)." in run("claim", "extract", str(path)).stdout


def test_sentences_of_the_only_draft_are_set_aside_without_its_name(run: Run, ref: str) -> None:
    assert run("draft", "aside", "2").exit_code == 0
    assert "set aside in S6" in run("history").stdout
    result = run("draft", "aside", ref, "2", "3")
    assert (result.exit_code, "only one DRAFT" in result.stderr) == (2, True)
