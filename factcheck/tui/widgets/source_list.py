"""Lists of sources, and of the excerpts from one source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Excerpt, Source, Stance
from factcheck.case.statistics import SourceLoad
from factcheck.text import quoted, visible_line
from factcheck.tui.render.addresses import linked
from factcheck.tui.render.styles import MUTED, STANCE_GLYPHS, STANCE_NAMES, STANCE_STYLES, plain
from factcheck.tui.widgets.line_list import LineList

TEXT_HERE, NO_TEXT = "✓ text", "– no text"
_INDENT = 6


class TextState(NamedTuple):
    """Whether the text of a source is attached, and the refs of excerpts that differ from it."""

    here: bool
    faults: tuple[str, ...] = ()


class SourceList(LineList[SourceLoad]):
    """Sources, each on two lines, and a third for what is wrong."""

    def __init__(
        self,
        state: Callable[[str], TextState],
        notes: Callable[[str], list[Content]],
        *,
        id: str,  # noqa: A002
    ) -> None:
        """Start empty; `state` returns the text state of a source by its id, `notes` the lines of its notes."""
        super().__init__(id=id)
        self._state = state
        self._notes = notes
        self._hint = ""

    def lines(self, item: SourceLoad, width: int) -> list[Content]:
        """Return the lines of a source."""
        notes = [part for line in self._notes(item.source.id) for part in line.wrap(max(width - _INDENT, 1))]
        below = [Content.assemble(" " * _INDENT, line) for line in notes]
        return [*source_entry(item, width, self._state(item.source.id)), *below]

    def empty_lines(self, width: int) -> list[Content]:
        """Return the reason for the empty list and what to do."""
        return Content.styled(self._hint, MUTED).wrap(max(width, 1))

    def show_sources(self, loads: Sequence[SourceLoad], wanted: str | None, hint: str) -> None:
        """List sources, with the cursor on the id `wanted`, else where it was; show `hint` if there are none."""
        self._hint = hint
        ids = [load.source.id for load in loads]
        self.show(loads, ids.index(wanted) if wanted in ids else self.cursor)


def source_entry(load: SourceLoad, width: int, text: TextState) -> list[Content]:
    """Return a source as lines: ref, title and text state; metadata and excerpt counts; faults."""
    source = load.source
    state = Content.styled(TEXT_HERE, "$text-success") if text.here else Content.styled(NO_TEXT, MUTED)
    ref = Content.styled(f" {visible_line(source.ref):<{_INDENT - 2}} ", MUTED)
    title = Content.styled(visible_line(source.title or source.file) or "(no title)", "bold")
    room = max(width - ref.cell_length - state.cell_length - 1, 1)
    title = linked(title.truncate(room, ellipsis=True), source)
    head = Content.assemble(ref, title.pad_right(max(room - title.cell_length, 0)), " ", state)
    counts = _counts(load)
    room = max(width - _INDENT - counts.cell_length - 1, 1)
    role = Content.styled("draft, no evidence · ", "$text-warning") if load.draft else Content()
    known = Content.assemble(role, (_known(source), MUTED)).truncate(room, ellipsis=True, pad=True)
    lines = [head, Content.assemble(" " * _INDENT, known, " ", counts)]
    if text.faults:
        words = f"▲ differs from the text: {visible_line(', '.join(text.faults))}"
        wrapped = Content.styled(words, "bold $text-warning").wrap(max(width - _INDENT, 1))
        lines += [Content.assemble(" " * _INDENT, line) for line in wrapped]
    return lines


def _known(source: Source) -> str:
    parts = (source.publisher, source.published, source.author, source.language, source.note)
    return visible_line(" · ".join(part for part in parts if part))


def _counts(load: SourceLoad) -> Content:
    """Return the number of excerpts from a source, by stance."""
    words = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts", Stance.CONTEXT: "context"}
    parts = [
        Content.styled(f"{count} {words[stance]}", STANCE_STYLES[stance] if count else MUTED)
        for stance, count in load.stances.items()
        if count
    ]
    return Content(" · ").join(parts) if parts else Content.styled("not quoted", MUTED)


class SourceChoices(LineList[Source]):
    """Sources, each on one line."""

    def __init__(self, case: Case) -> None:
        """List sources of `case`."""
        super().__init__()
        self._case = case

    def lines(self, item: Source, width: int) -> list[Content]:
        """Return ref, title, and who published it when."""
        ref = Content.styled(f"  {visible_line(item.ref):<4}", MUTED)
        about = visible_line(" · ".join(part for part in (item.publisher, item.published) if part))
        line = Content.assemble(ref, visible_line(item.title or item.file), ("  " + about, MUTED))
        return [line.truncate(max(width, 1), ellipsis=True)]

    def empty_lines(self, width: int) -> list[Content]:
        """Return how to add a source."""
        return Content.styled("No sources yet: factcheck source add FILE", MUTED).wrap(max(width, 1))


class ExcerptList(LineList[Excerpt]):
    """Excerpts, each with its claim."""

    def __init__(self, case: Case, *, with_quote: bool) -> None:
        """List excerpts of `case`, with their quotes or without."""
        super().__init__()
        self._case = case
        self._with_quote = with_quote

    def lines(self, item: Excerpt, width: int) -> list[Content]:
        """Return the stance and the claim, and the quote below."""
        claim, style = self._case.claims[item.claim], STANCE_STYLES[item.stance]
        stance = (f"{STANCE_GLYPHS[item.stance]} {STANCE_NAMES[item.stance]:<11} ", f"bold {style}")
        head = Content.assemble("  ", stance, (f"{visible_line(claim.ref)} ", "bold"), visible_line(claim.text))
        if not self._with_quote:
            return [head.truncate(max(width, 1), ellipsis=True)]
        quote = Content(quoted(plain(item.quote))).wrap(max(width - 4, 1))
        place = visible_line(" · ".join(part for part in (item.locator, item.ref, item.note) if part))
        below = [Content.assemble("    ", line, strip_control_codes=False) for line in quote]
        below.append(Content.styled(f"    {place}", MUTED).truncate(max(width, 1), ellipsis=True))
        return [head.truncate(max(width, 1), ellipsis=True), *below, Content()]

    def empty_lines(self, width: int) -> list[Content]:
        """Return the line for no excerpts."""
        return Content.styled("No excerpts from this source.", MUTED).wrap(max(width, 1))
