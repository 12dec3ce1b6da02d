"""`factcheck claim show`: the excerpts of a claim, with the result of their quote checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.quotes.cases import QUOTES, TEXT, harbour


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """A case with an excerpt for each state."""
    return harbour(tmp_path)


def results(run: Run) -> dict[str, str]:
    """Return the results of the quote checks by the refs of the excerpts, as `claim show` prints them."""
    lines = (line.split("\t") for line in run("claim", "show", "C1").stdout.splitlines())
    return {cells[1]: cells[4] for cells in lines if cells[0] == "excerpt"}


def test_a_quote_is_shown_with_its_state_and_what_is_remarked_of_it(run: Run) -> None:
    found = results(run)
    assert (found["E1"], found["E4"], found["E5"]) == ("✓ exact", "≠ altered: 238 → 283", "→ found in S2")


def test_a_quote_of_an_earlier_version_of_its_source_is_not_shown_as_exact_alone(run: Run, tmp_path: Path) -> None:
    newer = tmp_path / "newer.txt"
    newer.write_text(TEXT.replace(QUOTES["E1"], "Nobody was counted"))
    assert run("source", "attach", "S1", str(newer), "--replace").exit_code == 0
    told = run("verify", "E1").stdout.strip().split("\t")[-1]
    assert "in the version of" in told or "in the earlier version" in told
    assert results(run)["E1"] == f"✓ exact; {told}"
