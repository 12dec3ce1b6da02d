"""What the wheel holds beside the modules: the sample case, and the case of the tour with its texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from factcheck.workspace.tour_case import SHIPPED

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel() -> dict[str, Path]:
    """The files of the wheel, by their paths in it."""
    builder = WheelBuilder(str(ROOT))
    with builder.config.set_build_data({"force_include": {}, "artifacts": []}):
        return {
            str(Path(found.distribution_path).as_posix()): Path(found.path)
            for found in builder.recurse_included_files()
        }


def test_the_wheel_holds_the_case_of_the_tour_and_its_texts(wheel: dict[str, Path]) -> None:
    shipped = {path.relative_to(ROOT).as_posix() for path in SHIPPED.rglob("*") if path.is_file()}
    assert "factcheck/workspace/tour/case.json" in shipped
    assert len([name for name in shipped if name.endswith(".txt")]) == 5
    assert shipped <= set(wheel)


def test_the_wheel_holds_the_sample(wheel: dict[str, Path]) -> None:
    assert wheel["factcheck/sample.json"] == ROOT / "db.json"
