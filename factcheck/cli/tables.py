"""Lists and the status of a case in a terminal. Colour never says more than a glyph or a word does."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from factcheck.case.adjudication import claims_to_settle
from factcheck.case.case import Case
from factcheck.case.changes import ChangeKind
from factcheck.case.records import Claim, Stance
from factcheck.case.scale import LabelKind
from factcheck.case.staleness import is_stale
from factcheck.case.statistics import DIFFER, SourceLoad, count_labels, count_stale, progress, source_loads, standing
from factcheck.cli.console import new_console, plain
from factcheck.cli.output import mark
from factcheck.evidence.warnings import VerdictWarning
from factcheck.text import counted, visible_line

LABEL_STYLES = {
    LabelKind.FOR: "green",
    LabelKind.AGAINST: "red",
    LabelKind.MIXED: "yellow",
    LabelKind.OPEN: "blue",
}
STANCE_STYLES = {Stance.SUPPORTS: "green", Stance.CONTRADICTS: "red", Stance.CONTEXT: "blue"}
STATE_STYLES = {"exact": "green", "typographic": "green", "elided": "yellow", "no text": "dim"}
UNCHECKED = "○"
LOOK_AGAIN = "↻"
_LOUD = {"claim": "bold", "warning": "yellow", "change": "dim"}
_ROOMY = 72
_LEAST_TEXT = 12
_NAME_WIDTH = 20
_SIDES = (Stance.SUPPORTS, Stance.CONTRADICTS)


def show_claims(case: Case, claims: Sequence[Claim]) -> None:
    """Show each claim in one line: glyph of the verdict, "look again" sign, ref, text, numbers of excerpts."""
    if not claims:
        return
    console = new_console()
    refs = max(cell_len(visible_line(claim.ref)) for claim in claims)
    widest = max(cell_len(visible_line(claim.text)) for claim in claims)
    marks = _marks(case, claims)
    before = refs + 4 + any(marks.values())
    counts = "".join(f"  {stance}" for stance in _SIDES)
    room = max(min(widest, console.width - before - len(counts)), _LEAST_TEXT)
    console.print(Text(f"{'':{before}}{'Claim':<{room}}{counts}", "dim"), soft_wrap=True)
    for claim in claims:
        ref, text = plain(claim.ref, "dim"), plain(claim.text)
        ref.truncate(refs, pad=True)
        text.truncate(room, overflow="ellipsis", pad=True)
        line = Text.assemble(_glyph(case, claim), marks[claim.id], " ", ref, "  ", text)
        for stance in _SIDES:
            count = case.count(claim.id, stance)
            line.append(f"{count:>{len(stance) + 2}}", STANCE_STYLES[stance] if count else "dim")
        console.print(line, soft_wrap=True)


def show_sources(loads: Sequence[SourceLoad], here: Container[str]) -> None:
    """Show sources with full titles and numbers of excerpts; those in `here` have a text."""
    console = new_console()
    if loads:
        print_sources(console, loads, whole=True, here=here)


def show_history(rows: Sequence[Sequence[str]]) -> None:
    """Show changes: time, checker, description."""
    who = Column("Who", overflow="ellipsis", no_wrap=True, max_width=_NAME_WIDTH)
    table = _table("When (UTC)", who, Column("What", overflow="fold", ratio=1))
    for at, by, kind, what in rows:
        step = f"{kind}: " if kind in (ChangeKind.UNDO, ChangeKind.REDO) else ""
        table.add_row(plain(at[:16].replace("T", " "), "dim"), plain(by), plain(f"{step}{what}"))
    if rows:
        _print(new_console(), table)


def show_entries(rows: Sequence[Sequence[str]]) -> None:
    """Show entries: ref, what it is about, state, checker and whom it is meant for, text."""
    who = Column("Who", overflow="ellipsis", no_wrap=True, max_width=2 * _NAME_WIDTH)
    table = _table("", "On", "", who, Column("Text", overflow="fold", ratio=1))
    for ref, about, kind, state, by, to, _, words, via, due, outcome in rows:
        said = words if kind == "note" else f"{kind}: {words}"
        further = [f"via {via}" if via else "", f"due {due}" if due else "", outcome]
        said += "".join(f" · {part}" for part in further if part)
        style = "dim" if state == "closed" else ""
        whom = f"{by} → {to}" if to else by
        table.add_row(plain(ref, "dim"), plain(about or "case", "dim"), plain(state), plain(whom), plain(said, style))
    if rows:
        _print(new_console(), table)


def show_named(lines: Sequence[Sequence[str]]) -> None:
    """Show lines with their names in the first column."""
    table = _table("", Column("", overflow="fold", ratio=1))
    table.show_header = False
    before = ""
    for name, *cells in lines:
        table.add_row(plain("" if name == before else name, "dim"), plain("  ".join(cells), _LOUD.get(name, "")))
        before = name
    _print(new_console(), table)


def show_warnings(found: Sequence[tuple[Claim, Sequence[VerdictWarning]]]) -> None:
    """Show warnings by claim; for a dismissed one also who dismissed it, when and why."""
    console = new_console()
    for claim, warnings in found:
        console.print(Text.assemble(plain(claim.ref, "dim"), " ", plain(claim.text, "bold")), soft_wrap=True)
        for warning in warnings:
            console.print(_warning(warning), soft_wrap=True)


def _warning(warning: VerdictWarning) -> Text:
    """Return a warning with its name, which `factcheck waive` takes."""
    if warning.waiver is None:
        return Text.assemble("  ⚠ ", (f"{warning.name}  ", "yellow"), plain(warning.words))
    reason, by, at = warning.waiver
    signed = ", ".join(part for part in (by, at[:10]) if part)
    why = f"dismissed{f' by {signed}' if signed else ''}: {reason}"
    return Text.assemble("  – ", plain(f"{warning.name}  {warning.words}", "dim"), "\n    ", plain(why, "dim"))


def show_standings(rows: Iterable[Sequence[str]]) -> None:
    """Show the results of quote checks: excerpt, claim, source, state, and the difference."""
    table = _table("", "Claim", "Source", "", "", Column("Source → quote", overflow="fold", ratio=1))
    for ref, claim, source, glyph, state, words in rows:
        style = STATE_STYLES.get(state, "bold red")
        cells = (plain(ref, "dim"), plain(claim, "dim"), plain(source, "dim"), Text(glyph, style), Text(state, style))
        table.add_row(*cells, plain(words))
    if table.row_count:
        _print(new_console(), table)


def _table(*columns: Column | str) -> Table:
    return Table(*columns, box=None, pad_edge=False, header_style="dim")


def _print(console: Console, table: Table) -> None:
    """Print a table, at most as wide as the terminal."""
    table.expand = console.measure(table).maximum >= console.width
    console.print(table)


def print_sources(
    console: Console, loads: Iterable[SourceLoad], *, whole: bool, here: Container[str] | None = None
) -> None:
    """Print sources with numbers of excerpts; long titles are wrapped if `whole`, otherwise cut.

    `here` has the ids of the sources that have a text; if it is None, that column is left out.
    """
    roomy = console.width >= _ROOMY
    title = Column("Source", overflow="fold" if whole else "ellipsis", no_wrap=not whole, ratio=1)
    counts = [Column(stance, justify="right") for stance in Stance]
    texts = [Column("text", justify="right")] if here is not None else []
    table = _table("", title, *([""] if roomy else []), *counts, *texts)
    for load in loads:
        found = load.source
        publisher = [plain(found.publisher, "dim")] if roomy else []
        cells = (Text(str(count), STANCE_STYLES[stance] if count else "dim") for stance, count in load.stances.items())
        text = [Text(mark(found.id in here))] if here is not None else []
        table.add_row(plain(found.ref, "dim"), plain(found.title), *publisher, *cells, *text)
    _print(console, table)


def _marks(case: Case, claims: Iterable[Claim]) -> dict[str, str]:
    """Return the "look again" sign, a blank or nothing for each claim, by its id."""
    stale = {claim.id: is_stale(case, claim.id) for claim in claims}
    none = " " if any(stale.values()) else ""
    return {claim: LOOK_AGAIN if again else none for claim, again in stale.items()}


def _glyph(case: Case, claim: Claim) -> Text:
    verdict = case.verdict_of(claim.id)
    if verdict is None or verdict.label is None:
        return Text("⇄", "yellow") if standing(case, claim.id).differ else Text(UNCHECKED, "dim")
    label = case.scale.label(verdict.label)
    return plain(label.glyph, LABEL_STYLES[label.kind])


_PROGRESS_WIDTH, _BAR_WIDTH, _LEAST_WIDTH = 50, 30, 5
_BESIDE_BAR = 18
_SOURCES_SHOWN = 8


def show_status(case: Case, path: Path, held_by: str, checker: str = "") -> None:
    """Show title, progress, a bar for each label, and the sources with most excerpts."""
    console = new_console()
    numbers = {"claim": len(case.claims), "excerpt": len(case.excerpts), "source": len(case.sources)}
    counts = ", ".join(counted(number, noun) for noun, number in numbers.items())
    console.print(plain(case.title, "bold"))
    console.print(Text.assemble(plain(path), f": {counts}", style="dim"))
    if held_by:
        console.print(Text.assemble("open for changes: ", plain(held_by), style="yellow"))
    console.print()
    console.print(_progress(console, case, checker))
    if (anyone := progress(case)) != progress(case, checker):
        console.print(Text(f"by {visible_line(checker)}; by anyone {anyone}", "dim"))
    if due := len(claims_to_settle(case)):
        console.print(Text(f"⇄ {counted(due, 'claim')} to settle: factcheck adjudicate", "yellow"))
    if stale := count_stale(case):
        words = f"{LOOK_AGAIN} {counted(stale, 'verdict')} to look at again: the evidence has changed  (is:stale)"
        console.print(Text(words, "yellow"))
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


def _progress(console: Console, case: Case, checker: str) -> Text:
    done = progress(case, checker)
    width = max(min(_PROGRESS_WIDTH, console.width - len(str(done)) - 3), _LEAST_WIDTH)
    full = round(width * done.checked / done.total) if done.total else 0
    if console.options.ascii_only:
        return Text(f"{'#' * full}{'.' * (width - full)}  {done}")
    return Text.assemble(("━" * full, "green"), ("─" * (width - full), "dim"), f"  {done}")


def _labels(console: Console, case: Case) -> Table:
    """Return a table with a line for each label and for unchecked claims: key, glyph, name, count, bar."""
    counts = count_labels(case, case.in_order())
    rows = [(label.key, label.glyph, label.name, label.id, LABEL_STYLES[label.kind]) for label in case.scale.labels]
    names = max(
        *(cell_len(visible_line(label.name)) for label in case.scale.labels), *([15] if DIFFER in counts else []), 0
    )
    room = max(min(console.width - names - _BESIDE_BAR, _BAR_WIDTH), _LEAST_WIDTH)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "left", "left", "right", "left"):
        grid.add_column(justify=justify, no_wrap=True)
    rows += [("", "⇄", "Checkers differ", DIFFER, "yellow")] if DIFFER in counts else []
    for key, glyph, name, label_id, style in (*rows, ("", UNCHECKED, "Unchecked", None, "dim")):
        bar = _bar(console, counts[label_id], len(case.claims), room)
        grid.add_row(Text(key, "dim"), plain(glyph, style), plain(name), Text(str(counts[label_id])), Text(bar, style))
    return grid


def _bar(console: Console, count: int, total: int, width: int) -> str:
    """Return a bar for the share of `count` in `total`, at least one block unless `count` is 0."""
    block = "#" if console.options.ascii_only else "█"
    return block * max(round(width * count / max(total, 1)), min(count, 1))
