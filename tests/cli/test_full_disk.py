"""The disk is full: what was not saved is never said to be, and what was saved is not said to be lost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factcheck.case.changes import Batch
from factcheck.cli.app import app
from factcheck.errors import NotFoldedError
from factcheck.workspace.create import sample_path
from factcheck.workspace.workspace import Workspace
from tests.cli.conftest import Run
from tests.storage.full import PAGE, Quota, Tmpfs
from tests.strategies import state

TEXT = "The bridge was opened in May 1933 by the mayor. It cost 61,000 euros, and three people were hurt."
LONG = "So the minutes of the meeting say. " * 150
"""More than a page: a write of it is cut short where a page is left."""

COMMANDS = [
    ("decide", "C2", "refuted", "--rationale", LONG),
    ("claim", "add", LONG),
    ("claim", "edit", "C4", "--text", LONG),
    ("claim", "move", "C9", "--first"),
    ("claim", "remove", "C5", "C6", "C7"),
    ("claim", "import", "claims.csv", "--yes"),
    ("claim", "extract", "text.txt", "--all"),
    ("import", "claims.csv", "--yes"),
    ("excerpt", "add", "C5", "S2", LONG, "--stance", "context"),
    ("excerpt", "edit", "E3", "--note", LONG),
    ("excerpt", "remove", "E3", "E4"),
    ("source", "add", "other.txt", "--note", LONG),
    ("source", "attach", "S2", "other.txt", "--replace"),
    ("source", "edit", "S3", "--note", LONG),
    ("source", "remove", "{source}"),
    ("suggest", "C3", "--accept", "1", "--as", "context"),
    ("suggest", "C3", "--dismiss", "1"),
    ("verify", "{excerpt}", "--store-places"),
    ("waive", "C4", "both-sides", "--reason", LONG),
    ("undo",),
    ("redo",),
]


class Bench:
    """A case, the files that commands read, and the refs of what was added to it."""

    def __init__(self, directory: Path, files: Path, names: dict[str, str]) -> None:
        self.path = directory / "db.json"
        self.files = files
        self.names = names

    def run(self, *words: str) -> Result:
        names = self.names | {path.name: str(path) for path in self.files.iterdir()}
        given = [names.get(word, word) for word in words]
        return CliRunner().invoke(app, ["--db", str(self.path), "--checker", "ada", *given])

    def prepare(self) -> None:
        """Make the case and the files."""
        files = self.files
        self.path.write_bytes(sample_path().read_bytes())
        (files / "text.txt").write_text(TEXT)
        (files / "other.txt").write_text(TEXT + LONG)
        (files / "claims.csv").write_text(f"text\n{LONG}\n")
        self.names["{source}"] = self.run("source", "add", "text.txt").stdout.strip()
        added = self.run("excerpt", "add", "C1", "S1", "the mayor", "--stance", "supports")
        self.names["{excerpt}"] = added.stdout.strip()
        self.run("source", "attach", "S1", "text.txt", "--replace")
        self.run("claim", "edit", "C3", "--text", "The bridge was opened in May 1933.")
        self.run("decide", "C4", "refuted")
        self.run("decide", "C3", "supported")
        self.run("decide", "C1", "supported", "--confidence", "high")
        self.run("undo")


@cache
def prepared(directory: Path) -> Bench:
    """Make below `directory` the case that each test has a copy of, and return it."""
    case, files = directory / "prepared", directory / "files"
    case.mkdir()
    files.mkdir()
    bench = Bench(case, files, {})
    bench.prepare()
    return bench


class Place(Bench):
    """A copy of the prepared case on a disk that can be filled up; the files are on another one."""

    def __init__(self, disk: Quota | Tmpfs, bench: Bench) -> None:
        super().__init__(disk.directory, bench.files, bench.names)
        self.disk = disk
        copytree(bench.path.parent, disk.directory, dirs_exist_ok=True)

    def state(self) -> object:
        with Workspace.open(self.path, "eve", write=False) as workspace:
            return state(workspace.case)


def room(place: Place, pages: int, byte_count: int) -> int:
    return pages * PAGE if isinstance(place.disk, Tmpfs) else byte_count


@pytest.fixture(params=["quota", "tmpfs"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, plain_reader: None
) -> Iterator[Place]:
    directory, bench = tmp_path / "full", prepared(tmp_path_factory.getbasetemp())
    directory.mkdir()
    if request.param == "quota":
        yield Place(Quota(directory), bench)
        return
    try:
        disk = Tmpfs(directory)
    except OSError as error:
        pytest.skip(f"this user cannot mount a tmpfs: {error}")
    try:
        yield Place(disk, bench)
    finally:
        disk.unmount()


def assert_not_saved(result: Result) -> None:
    last = result.stderr.splitlines()[-1]
    assert result.exit_code == 2, (result.stderr, result.exception)
    assert last.startswith("factcheck: NOT saved: ")
    assert "disk full" in last
    assert "saved in" not in result.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:30])
def test_what_a_full_disk_refuses_is_reported_as_not_saved(place: Place, words: tuple[str, ...]) -> None:
    before = place.state()
    rooms = {
        "nothing": 0,
        "the lock": room(place, 1, 90),
        "a part of the change": room(place, 2, 200),
    }
    for left in rooms.values():
        with place.disk.full(left):
            result = place.run(*words)
            if result.exit_code == 0:  # a short change fits into what is left
                assert left == rooms["a part of the change"]
                assert LONG not in words
                break
            assert_not_saved(result)
        assert place.state() == before
    else:
        assert place.run(*words).exit_code == 0


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:30])
def test_what_is_saved_and_only_not_folded_is_reported_so(place: Place, words: tuple[str, ...]) -> None:
    before = place.state()
    with place.disk.full(room(place, 15, 60_000)):
        result = place.run(*words)
    assert result.exit_code == 0
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("factcheck: ")]
    assert line.startswith("factcheck: saved; not folded yet: disk full")
    assert str(place.path) in line
    after = place.state()
    assert after != before
    assert place.run("status").exit_code == 0
    assert place.state() == after


def test_a_refusal_is_reported_though_an_older_change_cannot_be_folded_either(place: Place) -> None:
    with place.disk.full(room(place, 3, 6000)):
        assert place.run("decide", "C2", "refuted", "--rationale", LONG[:3600]).exit_code == 0
        before = place.state()
        assert_not_saved(place.run("claim", "edit", "C4", "--text", LONG))
        assert_not_saved(place.run("decide", "C4", "supported", "--rationale", LONG))
        assert place.state() == before
    assert place.run("claim", "edit", "C4", "--text", LONG).exit_code == 0


def test_a_change_is_saved_though_another_program_changes_the_file_before_it_is_folded(
    run: Run, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deciding = Workspace.decide

    def decide(workspace: Workspace, *given: Any, **written: Any) -> Batch:
        batch = deciding(workspace, *given, **written)
        case_path.write_bytes(case_path.read_bytes().replace(b"Bloody January", b"Another title", 1))
        return batch

    monkeypatch.setattr(Workspace, "decide", decide)
    result = run("decide", "C2", "refuted")
    assert result.exit_code == 0
    assert "was changed by another program; your changes are safe in" in result.stderr
    monkeypatch.undo()
    assert run("claim", "list", "--only", "is:checked").stdout.startswith("C2\t")


def test_what_went_wrong_first_is_what_a_desk_raises(place: Place) -> None:
    with place.disk.full(room(place, 3, 6000)):
        with pytest.raises(ZeroDivisionError), Workspace.open(place.path, "ada") as workspace:
            workspace.decide(workspace.case.claim("C2").id, "refuted")
            raise ZeroDivisionError
        with pytest.raises(NotFoldedError), Workspace.open(place.path, "ada"):
            pass


def test_what_cannot_be_forgotten_everywhere_is_said_with_the_files_and_goes_with_the_next_change(place: Place) -> None:
    place.run("excerpt", "edit", "E5", "--note", "x")
    with Workspace.open(place.path, "eve", write=False) as workspace:
        quote = workspace.case.excerpt("E5").quote.encode()
    with place.disk.full(room(place, 3, 6000)):
        result = place.run("forget", "E5", "--yes")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("factcheck: forgotten in the case, but the text is still in ")
    assert f"{place.path}, {place.path}.bak: disk full" in result.stderr
    assert place.run("excerpt", "list").stdout.count("E5\t") == 0
    assert place.run("decide", "C4", "supported").exit_code == 0
    assert not [path for path in place.path.parent.iterdir() if path.is_file() and quote in path.read_bytes()]


def test_what_does_not_fit_at_all_is_not_forgotten(place: Place) -> None:
    before = place.state()
    for left in (0, room(place, 1, 90)):
        with place.disk.full(left):
            assert_not_saved(place.run("forget", "E5", "--yes"))
    assert place.state() == before


def test_a_new_case_and_an_export_that_do_not_fit_are_reported(place: Place) -> None:
    new = place.path.with_name("new.json")
    with place.disk.full(0):
        assert_not_saved(CliRunner().invoke(app, ["--db", str(new), "init", "--sample"]))
        assert_not_saved(CliRunner().invoke(app, ["--db", str(new), "init", "--title", "New"]))
        assert_not_saved(place.run("export", "json", "-o", str(place.path.with_name("out.json"))))
    assert not new.exists()
    assert sorted(found.name for found in place.path.parent.iterdir()) == [
        "db.json", "db.json.bak", "db.json.journal.bak", "db.sources",
    ]  # fmt: skip
