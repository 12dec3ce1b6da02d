"""The state of a case as a picture for a terminal: how far it is, how it stands, what carries it."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from factcheck.case.case import Case
from factcheck.case.statistics import count_labels, count_stale, progress, source_loads
from factcheck.cli.tables import LABEL_STYLES, LOOK_AGAIN, UNCHECKED, new_console, plain, print_sources
from factcheck.text import visible_line

_PROGRESS_WIDTH, _BAR_WIDTH, _LEAST_WIDTH = 50, 30, 5
_BESIDE_BAR = 18
_SOURCES_SHOWN = 8


def show_status(case: Case, path: Path, held_by: str) -> None:
    """Show title, progress, a bar for each label, and the sources that carry most."""
    console = new_console()
    counts = f"{len(case.claims)} claims, {len(case.excerpts)} excerpts, {len(case.sources)} sources"
    console.print(plain(case.title, "bold"))
    console.print(Text.assemble(plain(path), f": {counts}", style="dim"))
    if held_by:
        console.print(Text.assemble("open for changes: ", plain(held_by), style="yellow"))
    console.print()
    console.print(_progress(console, case))
    if stale := count_stale(case):
        what = "1 verdict" if stale == 1 else f"{stale} verdicts"
        console.print(Text(f"{LOOK_AGAIN} look again: what {what} rested on has changed  (is:stale)", "yellow"))
    console.print()
    console.print(_labels(console, case))
    _show_sources(console, case)


def _show_sources(console: Console, case: Case) -> None:
    loads = source_loads(case)
    if loads:
        console.print()
        print_sources(console, loads[:_SOURCES_SHOWN], whole=False)
    if len(loads) > _SOURCES_SHOWN:
        console.print(Text(f"and {len(loads) - _SOURCES_SHOWN} more: factcheck source list", "dim"))


def _progress(console: Console, case: Case) -> Text:
    done = progress(case)
    width = max(min(_PROGRESS_WIDTH, console.width - len(str(done)) - 3), _LEAST_WIDTH)
    full = round(width * done.checked / done.total) if done.total else 0
    if console.options.ascii_only:
        return Text(f"{'#' * full}{'.' * (width - full)}  {done}")
    return Text.assemble(("━" * full, "green"), ("─" * (width - full), "dim"), f"  {done}")


def _labels(console: Console, case: Case) -> Table:
    """Return a line for each label, and for what is unchecked: key, glyph, name, count, a bar of its share."""
    counts = count_labels(case, case.in_order())
    rows = [(label.key, label.glyph, label.name, label.id, LABEL_STYLES[label.kind]) for label in case.scale.labels]
    names = max(cell_len(visible_line(label.name)) for label in case.scale.labels)
    room = max(min(console.width - names - _BESIDE_BAR, _BAR_WIDTH), _LEAST_WIDTH)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "left", "left", "right", "left"):
        grid.add_column(justify=justify, no_wrap=True)
    for key, glyph, name, label_id, style in (*rows, ("", UNCHECKED, "Unchecked", None, "dim")):
        bar = _bar(console, counts[label_id], len(case.claims), room)
        grid.add_row(Text(key, "dim"), plain(glyph, style), plain(name), Text(str(counts[label_id])), Text(bar, style))
    return grid


def _bar(console: Console, count: int, total: int, width: int) -> str:
    """Return the share of `count` in `total`; what is there at all has a block."""
    block = "#" if console.options.ascii_only else "█"
    return block * max(round(width * count / max(total, 1)), min(count, 1))
