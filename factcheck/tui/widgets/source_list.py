"""The list of sources: what each is, whether its text is here, and how much is quoted from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from factcheck.model import Source, Stance
from factcheck.summary import SourceLoad
from factcheck.text import visible_line
from factcheck.tui.rendering import MUTED, STANCE_STYLES
from factcheck.tui.widgets.line_list import LineList

TEXT_HERE, NO_TEXT = "✓ text", "– no text"
_INDENT = 6


class SourceList(LineList[SourceLoad]):
    """Sources, each on two lines."""

    def __init__(self, has_text: Callable[[str], bool], *, id: str) -> None:  # noqa: A002
        """List no sources yet; `has_text` tells of the id of one whether its text is here."""
        super().__init__(id=id)
        self._has_text = has_text
        self._hint = ""

    def lines(self, item: SourceLoad, width: int) -> list[Content]:
        """Return what a source is called, and what is known of it."""
        return source_entry(item, width, here=self._has_text(item.source.id))

    def empty_lines(self, width: int) -> list[Content]:
        """Say why there is no source, and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_sources(self, loads: Sequence[SourceLoad], wanted: str | None, hint: str) -> None:
        """List sources, with the cursor on the id `wanted`, else where it stood; `hint` if there is none."""
        self._hint = hint
        ids = [load.source.id for load in loads]
        self.show(loads, ids.index(wanted) if wanted in ids else self.cursor)


def source_entry(load: SourceLoad, width: int, *, here: bool) -> list[Content]:
    """Return a source as two lines: ref, title and whether its text is here; the rest, and what is quoted."""
    source = load.source
    state = Content.styled(TEXT_HERE, "$text-success") if here else Content.styled(NO_TEXT, MUTED)
    ref = Content.styled(f" {visible_line(source.ref):<{_INDENT - 2}} ", MUTED)
    title = Content.styled(visible_line(source.title or source.file) or "(no title)", "bold")
    room = max(width - ref.cell_length - state.cell_length - 1, 1)
    head = Content.assemble(ref, title.truncate(room, ellipsis=True, pad=True), " ", state)
    counts = _counts(load)
    room = max(width - _INDENT - counts.cell_length - 1, 1)
    known = Content.styled(_known(source), MUTED).truncate(room, ellipsis=True, pad=True)
    return [head, Content.assemble(" " * _INDENT, known, " ", counts)]


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
