"""The Python API: what `import factcheck` offers, what that costs, and what the manual does not show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import factcheck
from factcheck.case.changes import ChangeSet
from factcheck.errors import ExistsError, InvalidError, ReadOnlyError, UnknownError, UnreadableError

EXPECTED = {
    "Claim",
    "Entry", "Excerpt", "FactcheckError", "Source", "Stance", "Verdict", "Workspace",
    "compare", "create", "find_quote", "open",
}  # fmt: skip


def test_the_package_offers_the_api_and_no_more() -> None:
    assert set(factcheck.__all__) == EXPECTED
    assert set(dir(factcheck)) == EXPECTED | {"__version__"}
    for name in EXPECTED:
        assert getattr(factcheck, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = factcheck.nonsense


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    look = "import sys, factcheck; print(*sorted(name for name in sys.modules if name.startswith('factcheck')))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["factcheck"]


def test_opening_a_case_loads_neither_screens_nor_command_line(case_path: Path) -> None:
    look = (
        "import sys, factcheck\n"
        "with factcheck.open(sys.argv[1], checker='me') as case: case.decide('C3', 'refuted')\n"
        "print(*sorted(set(sys.modules) & {'textual', 'rich', 'click', 'numpy', 'factcheck.cli', 'factcheck.tui'}))"
    )
    done = subprocess.run([sys.executable, "-c", look, str(case_path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_case_is_open_for_changes_once_and_for_reading_as_often_as_wanted(case_path: Path) -> None:
    with factcheck.open(case_path, checker="me") as case:
        with pytest.raises(ReadOnlyError, match="is read-only: "):
            factcheck.open(case_path, checker="you")
        case.decide("C3", "refuted")
        with factcheck.open(str(case_path), write=False) as reader:
            assert [claim.ref for claim in reader.claims("is:refuted")] == ["C3"]
    with factcheck.open(case_path, checker="you") as again:
        assert again.checker == "you"


def test_what_is_no_case_and_what_is_there_already_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        factcheck.open(tmp_path / "none.json")
    with pytest.raises(UnknownError, match="no scale 'stars'; there are averitec"):
        factcheck.create(tmp_path / "new.json", scale="stars")
    assert not (tmp_path / "new.json").exists()
    factcheck.create(tmp_path / "new.json", "Rain").close()
    with pytest.raises(ExistsError):
        factcheck.create(tmp_path / "new.json", "Rain")


def test_a_document_is_added_by_path_and_one_that_is_there_already_is_told(tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("The water stood at the second step of the old bridge.")
    with factcheck.create(tmp_path / "case.json", "Flood", checker="me") as case:
        case.add_claim("The water reached the bridge.")
        source = case.add_source(memo, note="Seen.")
        assert (source.ref, source.known, source.source.note) == ("S1", False, "Seen.")
        again = case.add_source(str(memo))
        assert (again.ref, again.known) == ("S1", True)
        added = case.add_excerpt("C1", again, "The water stood", stance="supports")
        assert case.case.excerpts[added.key].start == 0
        with pytest.raises(InvalidError, match="is a directory; which document of it"):
            case.add_source(tmp_path)
        with pytest.raises(UnreadableError, match="allow_private=True asks it all the same"):
            case.add_source("http://127.0.0.1:1/x")


def test_quotes_are_verified_by_claim_and_excerpt(case_path: Path) -> None:
    with factcheck.open(case_path, write=False) as case:
        everything = case.verify()
        assert len(everything) == len(case.case.excerpts)
        first = everything[0][0]
        assert [excerpt.ref for excerpt, _ in case.verify(first.ref)] == [first.ref]
        of_claim = [excerpt.ref for excerpt, _ in case.verify("C3")]
        assert of_claim == [excerpt.ref for excerpt in case.excerpts("C3")]
        with pytest.raises(UnknownError, match="no claim or excerpt 'C999'"):
            case.verify("C999")


def test_an_export_is_bytes_or_a_file(case_path: Path, tmp_path: Path) -> None:
    with factcheck.open(case_path, write=False) as case:
        data = case.export("csv", only="C3")
        assert case.export("csv", tmp_path / "c.csv", only="C3").read_bytes() == data
        with pytest.raises(ExistsError):
            case.export("csv", tmp_path / "c.csv")
        case.export("csv", tmp_path / "c.csv", overwrite=True)
        with pytest.raises(UnknownError, match="no format 'nonsense'"):
            case.export("nonsense")


def test_an_import_tells_what_was_added_what_was_there_and_what_was_rejected(case_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    table.write_text("claim,date\nIt rained.,2023-04-25\n,2023-04-26\n")
    with factcheck.open(case_path, checker="me") as case:
        count = len(case.claims())
        result = case.import_file(table)
        assert isinstance(result.changes, ChangeSet)
        assert [line.words for line in result.added] == ["It rained."]
        assert [line.place for line in result.rejected] == ["line 3"]
        again = case.import_file(table, only="claims")
        assert (again.changes, [line.words for line in again.duplicates]) == ((), ["It rained."])
        with pytest.raises(InvalidError, match="only must be all, evidence, claims"):
            case.import_file(table, only="verdicts")
        case.undo()
        assert len(case.claims()) == count
