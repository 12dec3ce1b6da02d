"""What is said about a source above its text, and about the claim below it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from factcheck.case.document import Document
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.quotes import GLYPHS, Anchor, State
from factcheck.text import visible_line
from factcheck.tui.render.records import MUTED, STANCE_STYLES
from factcheck.tui.widgets.prose.picture import STANCE_GLYPHS

STATE_STYLES = {
    State.EXACT: "$text-success",
    State.TYPOGRAPHIC: "$text-success",
    State.ELIDED: "$text-warning",
    State.ALTERED: "$text-error",
    State.ELSEWHERE: "$text-error",
    State.NOT_FOUND: "$text-error",
    State.NO_TEXT: MUTED,
}


def title_words(source: Source, document: Document | None, width: int) -> Content:
    """Return ref and title, and behind it who wrote it, who published it and when; what is too long is cut."""
    own = [source.publisher, source.author, source.published]
    said = [document.publisher, document.author, document.published] if document else ["", "", ""]
    about = visible_line(" · ".join(part for part in map(_first, own, said) if part))
    ref = visible_line(source.ref)
    title = visible_line(source.title or (document.title if document else "") or source.file)
    room = max(width - len(ref) - len(about) - 6, width // 3)
    head = Content.styled(title, "bold").truncate(max(room, 1), ellipsis=True)
    line = Content.assemble((f" {ref} ", "bold reverse"), " ", head, ("  " + about, MUTED))
    return line.truncate(max(width, 1), ellipsis=True)


def _first(own: str, said: str) -> str:
    return own or said


def place_words(document: Document, offset: int) -> str:
    """Return where a code point stands: the page of a document that has pages, and how far in the text it is."""
    page = f" page {document.page(offset)} of {len(document.pages)} ·" if document.pages else ""
    return f"{page} {100 * offset // max(1, len(document.text))} %"


def anchor_words(quoting: Iterable[tuple[Excerpt, Claim, Anchor]]) -> Content:
    """Return which excerpts quote what is selected, for which claims, and how they stand to the text."""
    parts = []
    for excerpt, claim, anchor in quoting:
        state = (f" {GLYPHS[anchor.state]} {anchor.state}", f"bold {STATE_STYLES[anchor.state]}")
        stance = (STANCE_GLYPHS[excerpt.stance], f"bold {STANCE_STYLES[excerpt.stance]}")
        names = f" {visible_line(excerpt.ref)} for {visible_line(claim.ref)}"
        warning = (f" {visible_line(anchor.warning)}", "bold $text-warning") if anchor.warning else ""
        parts.append(Content.assemble(("  ·  ", MUTED), stance, names, state, warning))
    return Content("").join(parts)


def claim_words(claim: Claim | None, key: str, width: int) -> Content:
    """Return the claim that is read for, on one line."""
    if claim is None:
        return Content.styled(f" for no claim yet: {key} chooses one", "bold $text-warning")
    other = Content.assemble("  ", (f"{key} ", "bold"), ("another ", MUTED))
    line = Content.assemble((" for ", MUTED), (f"{visible_line(claim.ref)}: ", "bold"), visible_line(claim.text))
    return line.truncate(max(width - other.cell_length, 1), ellipsis=True, pad=True) + other
