"""An installed package adds an export, an import, a reader and a language; one that is broken harms no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.case.registry import Registry, installed
from factcheck.errors import InvalidError, UnknownError

CODE = """
from factcheck.case.document import Document
from factcheck.documents.formats import DocumentFormat, DocumentReader
from factcheck.evidence.languages.reader import English
from factcheck.exports import ExportFormat
from factcheck.imports.candidates import Candidates, ClaimCandidate, ImportFormat


class Lines(ExportFormat):
    suffix = ".txt"
    about = "a line for each claim"
    options = {"sign": "what begins a line"}

    def write(self, selection):
        for claim in selection.claims:
            yield f"{selection.options.get('sign', '-')} {claim.ref} {claim.text}\\n"


class Failing(Lines):
    def write(self, selection):
        yield "begun"
        raise RuntimeError("it does not\\nwork")


class Minutes(ImportFormat):
    about = "the minutes of our meetings"

    def recognises(self, data, name):
        return data.startswith(b"MINUTES")

    def read(self, data, asked):
        lines = data.decode().splitlines()[1:]
        claims = tuple(ClaimCandidate(f"line {number}", line) for number, line in enumerate(lines, 2))
        return Candidates(format="minutes", claims=claims)


class Subtitles(DocumentReader):
    format = DocumentFormat("SubRip subtitles", "application/x-subrip", (".srt",))

    def read(self, data, charset="", url=""):
        lines = [line for line in data.decode().splitlines() if line and "-->" not in line and not line.isdigit()]
        return Document(text="\\n\\n".join(lines), media_type=self.format.media_type)


class Danish(English):
    '''Reads Danish as if it was English: enough to see that it is asked.'''


class Half:
    about = "this has nothing else"
"""
ENTRIES = """
[console_scripts]
lines = our_formats:main

[factcheck.exports]
lines = our_formats:Lines
failing = our_formats:Failing
half = our_formats:Half
broken = our_formats_that_are_gone:Lines
csv = our_formats:Lines

[factcheck.imports]
minutes = our_formats:Minutes [extra]
broken = our_formats_that_are_gone:Minutes

[factcheck.readers]
subtitles = our_formats:Subtitles
broken = our_formats:nothing

[factcheck.languages]
da = our_formats:Danish
nn = our_formats_that_are_gone:Norwegian
"""


SERVE = """
import json, sys
from click.testing import CliRunner
from factcheck.cli.app import app

for line in sys.stdin:
    done = CliRunner().invoke(app, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
"""
"""Runs one command line after the other."""


def install(directory: Path) -> Path:
    """Install the package into a directory, as pip would leave it."""
    about = directory / "our_formats-1.0.dist-info"
    about.mkdir(parents=True)
    (directory / "our_formats.py").write_text(CODE)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: our-formats\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(ENTRIES)
    return directory


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A directory in which the package is installed."""
    return install(tmp_path / "site")


class Program:
    """The program on a case, in a process with the package installed."""

    def __init__(self, process: subprocess.Popen[str], case_path: Path) -> None:
        self.process = process
        self.case_path = case_path

    def __call__(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(
            json.dumps(["--db", str(self.case_path), "--checker", "ada", *words]), file=self.process.stdin, flush=True
        )
        code, stdout, stderr = json.loads(self.process.stdout.readline())
        assert code == status, stderr
        assert "Traceback" not in stderr
        return subprocess.CompletedProcess(words, code, stdout, stderr)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A process that finds the package among those installed."""
    paths = [str(install(tmp_path_factory.mktemp("site") / "site")), *filter(None, [os.environ.get("PYTHONPATH")])]
    home = str(tmp_path_factory.mktemp("user"))
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "80", "HOME": home}
    variables |= {"FACTCHECK_CONFIG": f"{home}/config.toml", "FACTCHECK_STATE": f"{home}/state.json"}
    command, pipe = [sys.executable, "-c", SERVE], subprocess.PIPE
    with subprocess.Popen(command, env=variables, text=True, stdin=pipe, stdout=pipe) as started:
        yield started


@pytest.fixture
def program(process: subprocess.Popen[str], case_path: Path) -> Program:
    return Program(process, case_path)


def test_an_export_format_is_used_and_listed(program: Program, tmp_path: Path) -> None:
    assert program("export", "lines", "--only", "C3", "--option", "sign=*").stdout.startswith("* C3 ")
    program("export", "lines", "-o", str(tmp_path / "claims.txt"))
    assert len((tmp_path / "claims.txt").read_text().splitlines()) == 76
    listed = {row["name"]: row for row in json.loads(program("export", "--list", "--json").stdout)}
    assert listed["lines"] == {
        "name": "lines",
        "suffix": ".txt",
        "about": "a line for each claim",
        "options": {"sign": "what begins a line"},
    }
    assert "no option" in program("export", "lines", "--option", "colour=red", status=2).stderr


def test_broken_export_formats_are_reported_in_one_line_each_and_the_others_work(program: Program) -> None:
    told = program("export", "--list").stderr.splitlines()
    assert told == [
        "factcheck: format half: our_formats:Half has no suffix, options, choices, template, "
        "write, write_each, lint, outline (factcheck.exports)",
        "factcheck: format broken: our_formats_that_are_gone:Lines cannot be loaded (factcheck.exports): "
        "No module named 'our_formats_that_are_gone'",
    ]
    for name in ("half", "broken"):
        assert program("export", name, status=2).stderr.splitlines() == [line for line in told if f" {name}: " in line]
    assert program("export", "csv", "--only", "C3").stdout.startswith("ref,")  # what is built in goes first
    assert program("export", "markdown", "--only", "C3").stdout.startswith("# ")


def test_an_error_of_an_added_format_is_reported_in_one_line(program: Program, tmp_path: Path) -> None:
    done = program("export", "failing", "-o", str(tmp_path / "f.txt"), status=2)
    assert done.stderr.splitlines() == ["factcheck: format failing (our_formats): it does not work"]
    assert not (tmp_path / "f.txt").exists()


def test_an_import_format_is_recognised_named_and_listed(program: Program, tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text("MINUTES\nIt rained for three days.\n")
    assert program("import", str(minutes), "--yes").stdout == "C77\n"
    assert json.loads(program("import", str(minutes), "--dry-run", "--json").stdout)["format"] == "minutes"
    program("import", str(minutes), "--format", "minutes", "--dry-run")
    assert "  minutes      the minutes of our meetings\n" in program("import", "--help").stdout
    (told,) = program("import", str(minutes), "--format", "broken", status=2).stderr.splitlines()
    assert "our_formats_that_are_gone:Minutes cannot be loaded (factcheck.imports)" in told
    (tmp_path / "claims.csv").write_text("claim\nIt snowed.\n")
    assert program("import", str(tmp_path / "claims.csv"), "--yes").stdout == "C78\n"


def test_a_reader_is_used_for_its_documents(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "film.srt").write_text("1\n00:00:01,000 --> 00:00:04,000\nThe bridge opened in 1933.\n")
    (folder / "plain.txt").write_text("It cost 52 million euros.")
    done = program("source", "add", str(folder))
    assert done.stdout == "S6\nS7\n"
    assert "film added (application/x-subrip)" in done.stderr
    assert program("source", "text", "S6").stdout == "The bridge opened in 1933."
    assert program("source", "text", "S7").stdout == "It cost 52 million euros."


def test_a_language_is_read(program: Program) -> None:
    claim, passage = "238 people died.", "225 people died."

    def relation(code: str, status: int) -> str:
        languages = ("--claim-language", code, "--passage-language", code)
        return str(
            json.loads(program("compare", claim, passage, *languages, "--json", status=status).stdout)["relation"]
        )

    assert relation("da", 1) == "differs"
    assert relation("qqq", 0) == "nothing"  # no package reads it
    (told,) = program("compare", claim, passage, "--claim-language", "nn", status=2).stderr.splitlines()
    assert "our_formats_that_are_gone:Norwegian cannot be loaded (factcheck.languages)" in told


def test_entry_points_are_read_as_installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(site)
    assert list(installed("factcheck.imports").items())[:1] == [("minutes", "our_formats:Minutes")]
    assert "lines" not in installed("factcheck.readers")
    other = site / "other-1.0.dist-info"
    other.mkdir()
    (other / "entry_points.txt").write_bytes(b"\xff[factcheck.imports]\nbad = x:y\n")
    assert "bad" not in installed("factcheck.imports")


def test_a_registry_is_a_mapping_of_what_can_be_loaded(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(site)
    formats: Registry[object] = Registry("factcheck.exports", "format", ("write",), {"csv": "csv:writer"})
    assert list(formats) == ["csv", "lines", "failing"]
    assert "broken" not in formats
    assert len(formats) == 3
    assert len(formats.faults) == 2
    with pytest.raises(UnknownError, match="no format 'nonsense'; there are csv, lines, failing"):
        formats.find("nonsense")
    with pytest.raises(InvalidError, match="broken"):
        formats.find("broken")
