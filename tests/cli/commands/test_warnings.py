"""`warnings` and `waive`, and what other commands say of verdicts that are to be looked at again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.case.document import Document
from factcheck.case.records import Stance
from factcheck.cli.app import app
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run, rows
from tests.quotes.cases import harbour


def refile(path: Path, ref: str) -> str:
    """File the first excerpt of a claim under another stance, as bob; return the excerpt's ref."""
    with Workspace.open(path, "bob") as workspace:
        excerpt = workspace.case.excerpts_of(workspace.case.claim(ref).id)[0]
        workspace.set_stance(excerpt.id, Stance.CONTEXT)
        return excerpt.ref


def test_without_a_verdict_there_is_no_warning(run: Run) -> None:
    result = run("warnings")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No claim has a verdict yet\n")
    run("decide", "C1", "supported")
    result = run("warnings")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No warnings\n")


def test_the_earlier_name_of_the_command_still_works_and_is_not_listed(run: Run) -> None:
    run("decide", "C5", "refuted")
    for words in ((), ("C5",), ("--json",), ("C99",)):
        old, new = run("guards", *words), run("warnings", *words)
        assert (old.exit_code, old.stdout, old.stderr.replace("guards", "warnings")) == (
            new.exit_code,
            new.stdout,
            new.stderr,
        )
    listed = [line.split()[0] for line in run("--help").stdout.splitlines() if line.startswith("  ")]
    assert "warnings" in listed
    assert "guards" not in listed


def test_warnings_are_listed_until_each_is_waived(run: Run) -> None:
    run("decide", "C5", "refuted")
    result = run("warnings")
    assert result.exit_code == 1
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["C5", "no-evidence", "no excerpt contradicts C5"],
        ["C5", "both-sides", "E14 supports C5"],
    ]
    result = run("waive", "C5", "both-sides", "--reason", "A slip of the reprint.")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("C5 waived both-sides: A slip of the reprint., saved in ")
    result = run("warnings", "c5")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1].split("\t")[:5] == [
        "C5",
        "both-sides",
        "E14 supports C5",
        "A slip of the reprint.",
        "ada",
    ]
    run("waive", "C5", "no-evidence", "--reason", "Seen in the register.")
    result = run("warnings")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


def test_json_tells_what_was_waived_by_whom(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    run("waive", "C5", "both-sides", "--reason", "A slip.")
    first, second = json.loads(run("warnings", "--json").stdout)
    claim = next(row for row in rows(case_path, "claims") if row["ref"] == "C5")
    assert first == {
        "claim": claim["id"], "ref": "C5", "guard": "no-evidence", "words": "no excerpt contradicts C5", "waived": None,
    }  # fmt: skip
    assert (second["waived"]["reason"], second["waived"]["by"]) == ("A slip.", "ada")
    assert claim["waived"] == ["both-sides: A slip."]


def test_only_the_claims_that_are_named_are_looked_at(run: Run) -> None:
    run("decide", "C5", "refuted")
    run("decide", "C1", "refuted")
    assert {line.split("\t")[0] for line in run("warnings").stdout.splitlines()} == {"C1", "C5"}
    assert {line.split("\t")[0] for line in run("warnings", "C1", "C2").stdout.splitlines()} == {"C1"}
    result = run("warnings", "C99")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no claim 'C99'" in result.stderr


def test_a_waiver_is_taken_back_by_name_and_by_undo(run: Run, case_path: Path) -> None:
    run("decide", "C5", "refuted")
    run("waive", "C5", "both-sides", "--reason", "A slip.")
    assert run("waive", "C5", "both-sides", "--take-back").stderr.startswith("C5 waives both-sides no more, saved in ")
    result = run("waive", "C5", "both-sides", "--take-back")
    assert (result.exit_code, result.stderr) == (1, "C5 is unchanged; nothing to save\n")
    assert run("undo").stderr.startswith("Undone: C5 waives both-sides no more")
    claim = next(row for row in rows(case_path, "claims") if row["ref"] == "C5")
    assert claim["waived"] == ["both-sides: A slip."]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("C5", "one-source", "--reason", "x"), "C5 has no warning 'one-source'; it has no-evidence, both-sides"),
        (("C6", "one-source", "--reason", "x"), "C6 has no warning 'one-source'; it has none"),
        (("C5", "both-sides", "--reason", " "), "a waiver needs a reason"),
        (("C5", "both-sides"), "give either --reason or --take-back"),
        (("C5", "both-sides", "--reason", "x", "--take-back"), "give either --reason or --take-back"),
        (("C99", "both-sides", "--reason", "x"), "no claim 'C99'"),
    ],
)
def test_what_cannot_be_waived_is_said(run: Run, case_path: Path, words: tuple[str, ...], fault: str) -> None:
    run("decide", "C5", "refuted")
    before = rows(case_path, "claims")
    result = run("waive", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert fault in result.stderr
    assert rows(case_path, "claims") == before


def test_texts_beside_the_case_are_looked_into(run: Run, case_path: Path) -> None:
    text = " ".join(f"word{number}" for number in range(60))
    with Workspace.open(case_path, "ada") as workspace:
        claim = workspace.add_claim("It rained.")[0].key
        for name in ("one", "other"):
            sha256 = workspace.texts.keep(f"{name}: {text}".encode(), Document(text=text), ".txt")
            source = workspace.add_source(title=name, sha256=sha256)[0].key
            workspace.add_excerpt(claim, source, text[:17], stance=Stance.SUPPORTS)
        workspace.decide(claim, "supported")
        ref = workspace.case.claims[claim].ref
    result = run("warnings", ref)
    assert result.stdout == f"{ref}\tone-origin\tS6 and S7 have 100% of their text in common\n"
    assert run("waive", ref, "one-origin", "--reason", "Both are the minutes.").exit_code == 0
    assert run("warnings", ref).exit_code == 0


def test_other_commands_say_where_to_look_again(run: Run, case_path: Path) -> None:
    run("decide", "C1", "supported")
    run("decide", "C2", "refuted")
    assert ["stale", "0"] not in [line.split("\t") for line in run("status").stdout.splitlines()]
    assert json.loads(run("status", "--json").stdout)["stale"] == 0
    excerpt = refile(case_path, "C1")
    assert ["stale", "1"] in [line.split("\t") for line in run("status").stdout.splitlines()]
    assert json.loads(run("status", "--json").stdout)["stale"] == 1
    listed = json.loads(run("claim", "list", "--json").stdout)
    assert [row["ref"] for row in listed if row["stale"]] == ["C1"]
    lines = [line.split("\t") for line in run("claim", "list").stdout.splitlines()]
    assert [row[0] for row in lines if row[6:] == ["look again"]] == ["C1"]
    assert [row["ref"] for row in json.loads(run("claim", "list", "--only", "is:stale", "--json").stdout)] == ["C1"]
    told = f"Look again at C1: since its verdict, {excerpt} was filed otherwise\n"
    assert run("history", "C1").stderr == told
    assert run("history", "C2").stderr == ""
    assert run("decide", "C1", "supported").stderr.startswith("C1 confirmed, saved in ")
    assert json.loads(run("status", "--json").stdout)["stale"] == 0
    assert run("history", "C1").stderr == ""


def test_the_list_names_the_warnings_that_are_not_waived(run: Run) -> None:
    run("decide", "C5", "refuted")
    run("waive", "C5", "both-sides", "--reason", "A slip.")
    (row,) = json.loads(run("claim", "list", "--only", "is:warned", "--json").stdout)
    assert (row["ref"], row["warnings"]) == ("C5", ["no-evidence"])


def test_hostile_words_do_not_act(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    runner = CliRunner()
    runner.invoke(app, ["--db", str(path), "--checker", "ada", "init"])
    with Workspace.open(path, "ada") as workspace:
        claim = workspace.add_claim("It rained.")[0].key
        for number in range(2):
            workspace.add_source(title=f"T{number}", publisher="[red]The\x1b[2J Post[/]\t")
        one, other = workspace.case.sources
        workspace.add_excerpt(claim, one, "Rain.", stance=Stance.SUPPORTS)
        workspace.add_excerpt(claim, other, "More rain.", stance=Stance.SUPPORTS)
        workspace.decide(claim, "supported")
    result = runner.invoke(app, ["--db", str(path), "warnings"])
    assert "\x1b" not in result.output
    assert result.stdout.startswith("C1\tone-publisher\tS1 and S2 are all published by [red]The")


def test_misquotes_are_warned_of_and_filtered_by_what_the_texts_say(tmp_path: Path) -> None:
    path = harbour(tmp_path)

    def said(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["--db", str(path), "--checker", "ada", *words])
        return result.exit_code, result.stdout

    assert said("claim", "list", "--only", "is:misquoted")[1].startswith("C1\t")
    assert said("claim", "list", "--only", "-is:misquoted")[1] == ""
    said("decide", "C1", "supported")
    status, lines = said("warnings")
    assert status == 1
    assert "C1\tmisquoted\tE4 is altered; E5 is in another source; E6 is not found in its source; " in lines
    assert [row["warnings"] for row in json.loads(said("claim", "list", "--json")[1])] == [["misquoted", "both-sides"]]
    assert "misquoted" in said("claim", "show", "C1")[1]
    assert "misquoted" in said("export", "html")[1]
    said("excerpt", "remove", "E3", "E4", "E5", "E6")
    assert said("claim", "list", "--only", "is:misquoted")[1] == ""
    assert "misquoted" not in said("warnings")[1]


def test_a_misquote_can_be_waived(tmp_path: Path) -> None:
    path = harbour(tmp_path)
    for words in (["decide", "C1", "supported"], ["waive", "C1", "misquoted", "--reason", "The reprint has it so."]):
        assert CliRunner().invoke(app, ["--db", str(path), "--checker", "ada", *words]).exit_code == 0
