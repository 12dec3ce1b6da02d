"""Draws the pictures in screenshots/: `python -m tests.screenshots`.

The shipped case, copied, with a few verdicts set in the copy; where a document is seen, an invented case. Every
picture is an SVG; with cairosvg (extra `dev`) and `--png DIR`, each is also drawn as a PNG there, to be looked at.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from factcheck.case.records import Confidence
from factcheck.settings import Settings
from factcheck.tui.app import FactcheckApp
from factcheck.tui.controllers.guide import Guide
from factcheck.workspace.create import sample_path
from factcheck.workspace.tour_case import begin_tour
from factcheck.workspace.workspace import Workspace
from tests.desk_picture import draw_desk
from tests.invented import begin_invented
from tests.tui.bench import marked

HERE = Path(__file__).parent.parent / "screenshots"
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VERDICTS = (
    ("C1", "supported", Confidence.HIGH, "Three sources, one of them from the court's own statement."),
    ("C2", "refuted", Confidence.HIGH, "Nobody outside the court was told what the act was."),
    (
        "C3",
        "conflicting",
        Confidence.MEDIUM,
        "Two counts, 238 and 225, are both called official: ask.",
    ),
    ("C9", "refuted", None, "The terms stand in the order of the names: Osipov's is three years."),
    ("C12", "supported", Confidence.HIGH, ""),
)


def clock() -> Callable[[], datetime]:
    """Return a clock that goes on by a second at each look, the same at every run."""
    seconds: Iterator[int] = iter(range(1_000_000))
    return lambda: START + timedelta(seconds=next(seconds))


def prepare(path: Path) -> None:
    """Copy the shipped case to `path` and set the verdicts."""
    shutil.copy(sample_path(), path)
    with Workspace.open(path, "ada", clock=clock()) as workspace:
        for ref, label, confidence, rationale in VERDICTS:
            claim = workspace.case.claim(ref).id
            workspace.decide(claim, label)
            if confidence:
                workspace.set_confidence(claim, confidence)
            if rationale:
                workspace.set_rationale(claim, rationale, "")


def invented(path: Path) -> None:
    """Begin the invented case at `path`."""
    begin_invented(path, clock())


def begin_touring(path: Path) -> None:
    """Begin the case of the tour at `path`."""
    begin_tour(path.parent)


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the size of the terminal, the keys that lead to it, the theme, the case, if on tour."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = "textual-dark"
    begin: Callable[[Path], None] = prepare
    tour: bool = False


PICTURES = (
    Picture("main", (120, 36), ("g", "j", "j")),
    Picture("contradictions", (120, 36), ("o", "g", "tab", "tab")),
    Picture("rationale", (120, 36), ("g", "j", "j", "r")),
    Picture("filter", (120, 36), ("slash", *"is:unchecked source:S4 tag:number", "enter")),
    Picture("narrow", (80, 24), ("g", "j", "j")),
    Picture("reader", (120, 36), ("tab", "tab", "tab", "enter", "j", "J"), begin=invented),
    Picture("suggest", (120, 36), ("f",), begin=invented),
    Picture("tour", (100, 28), (), begin=begin_touring, tour=True),
    Picture("light", (120, 36), ("g", "j", "j", "4", "k"), "textual-light"),
)


async def draw(picture: Picture) -> str:
    """Return the SVG of a picture."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "db.json"
        picture.begin(path)
        app = FactcheckApp(
            path,
            checker="ada",
            settings=Settings(theme=picture.theme),
            clock=clock(),
            guide=Guide if picture.tour else None,
        )
        try:
            async with app.run_test(size=picture.size) as pilot:
                await app.workers.wait_for_complete()  # the case is read
                await pilot.pause()
                await pilot.press(*picture.keys)
                await app.workers.wait_for_complete()
                await pilot.pause()
                await marked(pilot)
                return app.export_screenshot(title="factcheck")
        finally:
            app.close()


REPORT = (1200, 2000)
"""Width and height, in pixels, of the picture of the report."""


def draw_report(out: Path) -> Path | None:
    """Draw the page of the same case, with one claim unfolded, as a PNG; None where no browser is on this machine."""
    from factcheck.workspace.export_job import ExportJob
    from tests.exports.browser import Browser, find_browser

    program = find_browser()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "db.json"
        prepare(path)
        with Workspace.open(path, "ada", write=False) as workspace:
            page = ExportJob(workspace.documents, "html").to(Path(directory) / "report.html")
        with Browser(program, Path(directory) / "profile") as browser:
            browser.size(*REPORT)
            browser.colours("light")
            browser.open(page)
            browser.run("document.getElementById('claim-3').open = true")
            (out / "report.png").write_bytes(browser.picture())
    return out / "report.png"


def _keep(name: str, svg: str, options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / f"{name}.svg").write_text(svg, encoding="utf-8")
    print(options.out / f"{name}.svg")
    if options.png:
        import cairosvg

        options.png.mkdir(parents=True, exist_ok=True)
        drawn = svg.replace("Fira Code", "DejaVu Sans Mono").encode()
        cairosvg.svg2png(bytestring=drawn, write_to=str(options.png / f"{name}.png"))


def main() -> None:
    """Draw all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--png", type=Path, help="also draw PNGs into this directory")
    parser.add_argument("--theme", help="draw all pictures in this theme")
    options = parser.parse_args()
    os.environ.pop("NO_COLOR", None)
    for picture in PICTURES:
        chosen = replace(picture, theme=options.theme or picture.theme)
        _keep(picture.name, asyncio.run(draw(chosen)), options)
    _keep("desk", draw_desk(prepare), options)
    print(draw_report(options.out) or "no Chromium on this machine: the report was not drawn")


if __name__ == "__main__":
    main()
