"""The list of sources: what each is, whether its text is here, and how much is quoted from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content

from factcheck.case.records import Source, Stance
from factcheck.case.statistics import SourceLoad
from factcheck.text import visible_line
from factcheck.tui.render.records import MUTED, STANCE_STYLES
from factcheck.tui.widgets.virtual_list import LineList

TEXT_HERE, NO_TEXT = "✓ text", "– no text"
_INDENT = 6


class TextState(NamedTuple):
    """Whether the text of a source is here, and the refs of the excerpts that do not stand in it as they are quoted."""

    here: bool
    faults: tuple[str, ...] = ()


class SourceList(LineList[SourceLoad]):
    """Sources, each on two lines, and a third for what is wrong."""

    def __init__(self, state: Callable[[str], TextState], *, id: str) -> None:  # noqa: A002
        """List no sources yet; `state` tells of the id of one how it stands with its text."""
        super().__init__(id=id)
        self._state = state
        self._hint = ""

    def lines(self, item: SourceLoad, width: int) -> list[Content]:
        """Return what a source is called, and what is known of it."""
        return source_entry(item, width, self._state(item.source.id))

    def empty_lines(self, width: int) -> list[Content]:
        """Say why there is no source, and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_sources(self, loads: Sequence[SourceLoad], wanted: str | None, hint: str) -> None:
        """List sources, with the cursor on the id `wanted`, else where it stood; `hint` if there is none."""
        self._hint = hint
        ids = [load.source.id for load in loads]
        self.show(loads, ids.index(wanted) if wanted in ids else self.cursor)


def source_entry(load: SourceLoad, width: int, text: TextState) -> list[Content]:
    """Return a source as lines: its ref, title and text; what else is known, and what is quoted; what is wrong."""
    source = load.source
    state = Content.styled(TEXT_HERE, "$text-success") if text.here else Content.styled(NO_TEXT, MUTED)
    ref = Content.styled(f" {visible_line(source.ref):<{_INDENT - 2}} ", MUTED)
    title = Content.styled(visible_line(source.title or source.file) or "(no title)", "bold")
    room = max(width - ref.cell_length - state.cell_length - 1, 1)
    head = Content.assemble(ref, title.truncate(room, ellipsis=True, pad=True), " ", state)
    counts = _counts(load)
    room = max(width - _INDENT - counts.cell_length - 1, 1)
    known = Content.styled(_known(source), MUTED).truncate(room, ellipsis=True, pad=True)
    lines = [head, Content.assemble(" " * _INDENT, known, " ", counts)]
    if text.faults:
        words = f"▲ not as in the text: {visible_line(', '.join(text.faults))}"
        wrapped = Content.styled(words, "bold $text-warning").wrap(max(width - _INDENT, 1))
        lines += [Content.assemble(" " * _INDENT, line) for line in wrapped]
    return lines


def _known(source: Source) -> str:
    parts = (source.publisher, source.published, source.author, source.language, source.note)
    return visible_line(" · ".join(part for part in parts if part))


def _counts(load: SourceLoad) -> Content:
    """Return what is quoted from a source, by stance; the numbers that are none stay dim."""
    words = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts", Stance.CONTEXT: "context"}
    parts = [
        Content.styled(f"{count} {words[stance]}", STANCE_STYLES[stance] if count else MUTED)
        for stance, count in load.stances.items()
        if count
    ]
    return Content(" · ").join(parts) if parts else Content.styled("not quoted", MUTED)
