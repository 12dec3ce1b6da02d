"""The options of the import screen: the preview follows what is chosen, and an import that must ask does so there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from factcheck.imports.plan import PlanLine
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.import_ import ImportScreen
from factcheck.tui.screens.workbench import Workbench
from factcheck.tui.widgets.form_fields import Choice
from tests.imports.files import workbook
from tests.tui.bench import case_of, on_disk, until
from tests.tui.reading import screen_text, text_of

Shown = Callable[[], bool]


class Form:
    """The import screen with a file, and a person who chooses."""

    def __init__(self, pilot: Pilot[None], app: FactcheckApp) -> None:
        self.pilot, self.app = pilot, app
        assert isinstance(app.screen, ImportScreen)
        self.screen: ImportScreen = app.screen

    async def read(self, path: Path) -> None:
        """Name a file, and wait for what is said of it."""
        self.screen.name_input.value = str(path)
        self.screen.name_input.focus()
        await self.pilot.press("enter")
        await until(self.pilot, lambda: not self.hint.startswith(("reading", "enter reads")))

    @property
    def hint(self) -> str:
        return text_of(self.screen.hint)

    @property
    def words(self) -> list[str]:
        return [line.words for line in self.lines]

    @property
    def lines(self) -> list[PlanLine]:
        return [line for line in self.screen.preview.items if isinstance(line, PlanLine)]

    def field(self, label: str) -> Select[str]:
        """Return the choice beside a label."""
        rows = [row for row in self.screen.options.query(".pair") if row.children]
        beside = [
            (str(one.render()), two)
            for row in rows
            for one, two in zip(row.children, row.children[1:], strict=False)
            if isinstance(two, Choice)
        ]
        return next(choice for name, choice in beside if name == label)

    async def choose(self, label: str, value: str, shown: Shown) -> None:
        """Choose a value, and wait for what is shown then."""
        await until(self.pilot, lambda: self.field(label).is_mounted)
        self.field(label).value = value
        await until(self.pilot, shown)


@asynccontextmanager
async def form(case_path: Path, path: Path) -> AsyncIterator[Form]:
    """Open the import screen at 80x24 with a file."""
    app = FactcheckApp(case_path, checker="ada", settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Workbench) and app.screen.ready)
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        opened = Form(pilot, app)
        await opened.read(path)
        yield opened


async def take(opened: Form) -> None:
    """Import what is shown."""
    opened.screen.preview.focus()
    await opened.pilot.press("enter")
    await until(opened.pilot, lambda: isinstance(opened.app.screen, Workbench))


async def test_dates_that_can_be_two_days_are_asked_for(case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim,date\nIt rained.,03/04/2024\n")
    async with form(case_path, path) as opened:
        assert "03/04/2024 of 'date' can be 2024-04-03 or 2024-03-04. Choose how Dates are read." in opened.hint
        assert "--dates" not in opened.hint
        assert opened.field("Dates").has_focus
        seen = screen_text(opened.app)
        assert "Choose how Dates are read" in seen
        assert "Delimiter" in seen
        await opened.choose("Dates", "month-first", lambda: opened.words == ["It rained."])
        await take(opened)
        assert list(on_disk(opened.app).in_order())[-1].date == "2024-03-04"


async def test_a_table_without_a_known_header_is_mapped_column_by_column(case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("Our list;;\nWhat was heard;Key;Found\nIt rained.;k-1;Refuted\n")
    async with form(case_path, path) as opened:
        assert "which column has the claims?" in opened.hint
        await opened.choose("What was heard", "text", lambda: opened.words == ["It rained."])
        assert "header in line 2; 1 row above it left out" in text_of(opened.screen.about)
        await opened.choose("Key", "external_id", lambda: "Key" in text_of(opened.screen.about))
        await opened.choose("Found", "label", lambda: opened.words == ["It rained.", "Refuted"])
        await take(opened)
        claim = list(on_disk(opened.app).in_order())[-1]
        assert (claim.text, claim.external_id) == ("It rained.", "k-1")


async def test_labels_and_whose_verdicts_they_are_can_be_said(case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim,verdict\nIt rained.,who knows\n")
    async with form(case_path, path) as opened:
        await opened.pilot.press("o")
        assert opened.screen.options.display
        assert any(line.why and line.words == "who knows" for line in opened.lines)
        await opened.choose("who knows", "refuted", lambda: not any(line.why for line in opened.lines))
        opened.screen.options.checker.value = "Bob"
        await until(opened.pilot, lambda: "credited to Bob" in text_of(opened.screen.about))
        await take(opened)
        claim = list(on_disk(opened.app).in_order())[-1]
        [verdict] = on_disk(opened.app).verdicts_of(claim.id)
        assert (verdict.checker, verdict.label) == ("Bob", "refuted")


@pytest.mark.parametrize(
    ("data", "label", "value", "before", "after"),
    [
        (b"claim,who\nIt rained.,A\nSnow.,B\n", "Header", "0", ["It rained.", "Snow."], []),
        (b"text;claim,x\nA;B,y\n", "Delimiter", "semicolon", [], ["A"]),
        ("claim\nĎábel čte.\n".encode("cp1250"), "Encoding", "cp1251", None, ["Пбbel иte."]),
        (
            workbook(("North", [["claim"], ["Rain."]]), ("South", [["claim"], ["Snow."]])),
            "Sheet",
            "South",
            ["Rain.", "Snow."],
            ["Snow."],
        ),
        (
            b"- It rained.\n- It snowed.\n",
            "Format",
            "csv",
            ["It rained.", "It snowed."],
            ["- It rained.", "- It snowed."],
        ),
        (b"claim,quote,source url\nRain.,Wet.,http://e.org\n", "Import", "claims", None, ["Rain."]),
    ],
    ids=["no header", "delimiter", "encoding", "sheet", "format", "scope"],
)
async def test_the_preview_follows_each_option(
    case_path: Path, tmp_path: Path, data: bytes, label: str, value: str, before: list[str] | None, after: list[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    async with form(case_path, path) as opened:
        assert before is None or opened.words == before
        await opened.pilot.press("o")
        await opened.choose(label, value, lambda: opened.words == after and not opened.hint.startswith("reading"))
        assert len(case_of(opened.app).claims) == len(on_disk(opened.app).claims)


async def test_options_are_hidden_again_and_forgotten_for_another_file(case_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim\nIt rained.\n")
    async with form(case_path, path) as opened:
        await opened.pilot.press("o")
        await opened.choose("Header", "0", lambda: opened.words == ["claim", "It rained."])
        opened.screen.preview.focus()
        await opened.pilot.press("o")
        assert not opened.screen.options.display
        other = tmp_path / "other.csv"
        other.write_text("claim\nIt snowed.\n")
        await opened.read(other)
        assert opened.words == ["It snowed."]
        assert opened.screen.options.values["header"] is None
