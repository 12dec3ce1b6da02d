"""Lists around a source: the sources themselves, and the excerpts from one with the claims they are for."""

from __future__ import annotations

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Excerpt, Source
from factcheck.text import quoted, visible_line
from factcheck.tui.render.records import MUTED, STANCE_NAMES, STANCE_STYLES, plain
from factcheck.tui.widgets.prose.picture import STANCE_GLYPHS
from factcheck.tui.widgets.virtual_list import LineList


class SourceList(LineList[Source]):
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
        """Say how a source comes into the case."""
        return Content.styled("No sources yet: factcheck source add FILE", MUTED).wrap(max(width, 1))


class QuotingList(LineList[Excerpt]):
    """Excerpts with the claims that they are for."""

    def __init__(self, case: Case, *, with_quote: bool) -> None:
        """List excerpts of `case`, with their quotes or without."""
        super().__init__()
        self._case = case
        self._with_quote = with_quote

    def lines(self, item: Excerpt, width: int) -> list[Content]:
        """Return stance and claim, and below it the quote."""
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
        """Say that nothing is quoted."""
        return Content.styled("Nothing is quoted from it.", MUTED).wrap(max(width, 1))
