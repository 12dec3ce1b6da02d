"""Sources and passages from them as lines: the head of the reader, and a passage that a search found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from factcheck.case.document import Document
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.evidence.assessment import Assessment
from factcheck.evidence.comparison import suggestion_reason
from factcheck.evidence.judges import Opinion
from factcheck.evidence.judges.judge import RulesJudge
from factcheck.quotes import GLYPHS, Anchor, State
from factcheck.text import quote_marks, visible_line
from factcheck.tui.render.addresses import linked
from factcheck.tui.render.excerpts import beside_words, marked, reason_lines
from factcheck.tui.render.styles import MUTED, STANCE_GLYPHS, STANCE_STYLES, plain
from factcheck.workspace.search import Hit

STATE_STYLES = {
    State.EXACT: "$text-success",
    State.RECOGNIZED: "$text-success",
    State.TYPOGRAPHIC: "$text-success",
    State.ELIDED: "$text-warning",
    State.ALTERED: "$text-error",
    State.ELSEWHERE: "$text-error",
    State.NOT_FOUND: "$text-error",
    State.NO_TEXT: MUTED,
}


def title_words(source: Source, document: Document | None, width: int) -> Content:
    """Return ref, title, author, publisher and date of a source, truncated to `width`."""
    own = [source.publisher, source.author, source.published]
    said = [document.publisher, document.author, document.published] if document else ["", "", ""]
    about = visible_line(" · ".join(part for part in map(_first, own, said) if part))
    ref = visible_line(source.ref)
    title = visible_line(source.title or (document.title if document else "") or source.file)
    room = max(width - len(ref) - len(about) - 6, width // 3)
    head = Content.styled(title, "bold").truncate(max(room, 1), ellipsis=True)
    line = Content.assemble((f" {ref} ", "bold reverse"), " ", linked(head, source), ("  " + about, MUTED))
    return line.truncate(max(width, 1), ellipsis=True)


def _first(own: str, said: str) -> str:
    return own or said


def place_words(document: Document, offset: int) -> str:
    """Return the page of an offset, if the document has pages, and its position in percent."""
    page = f" page {document.page(offset)} of {len(document.pages)} ·" if document.pages else ""
    return f"{page} {100 * offset // max(1, len(document.text))} %"


def anchor_words(quoting: Iterable[tuple[Excerpt, Claim, Anchor]]) -> Content:
    """Return the excerpts that quote the selection, with their claims and quote checks."""
    parts = []
    for excerpt, claim, anchor in quoting:
        state = (f" {GLYPHS[anchor.state]} {anchor.state}", f"bold {STATE_STYLES[anchor.state]}")
        stance = (STANCE_GLYPHS[excerpt.stance], f"bold {STANCE_STYLES[excerpt.stance]}")
        names = f" {visible_line(excerpt.ref)} for {visible_line(claim.ref)}"
        warning = (f" {visible_line(anchor.warning)}", "bold $text-warning") if anchor.warning else ""
        parts.append(Content.assemble(("  ·  ", MUTED), stance, names, state, warning))
    return Content("").join(parts)


def claim_words(claim: Claim | None, key: str, width: int) -> Content:
    """Return the claim that selections are added to, as one line."""
    if claim is None:
        return Content.styled(f" No claim selected ({key})", "bold $text-warning")
    other = Content.assemble("  ", (f"{key} ", "bold"), ("another ", MUTED))
    line = Content.assemble((" for ", MUTED), (f"{visible_line(claim.ref)}: ", "bold"), visible_line(claim.text))
    return line.truncate(max(width - other.cell_length, 1), ellipsis=True, pad=True) + other


def passage_lines(
    found: Hit,
    source: Source,
    assessment: Assessment | None,
    excerpt: Excerpt | None,
    width: int,
    opinions: Sequence[Opinion] = (),
    *,
    head: bool,
    placed: bool = False,
) -> list[Content]:
    """Return a found passage as lines: source if `head`, text, reasons, locator.

    `excerpt` already quotes the passage; `opinions` are those of judges about it; `placed` shows the locator in the
    head.
    """
    bar = Content.styled("▎", STANCE_STYLES[excerpt.stance]) if excerpt else Content(" ")
    lines = [_head(source, found, width, placed=placed)] if head else []
    lines += [
        Content.assemble(" ", bar, line, strip_control_codes=False)
        for line in _text(found, assessment).wrap(max(width - 3, 1))
    ]
    for content in _below(found, assessment, excerpt, opinions, placed=head and placed):
        lines += [Content.assemble("   ", line) for line in content.wrap(max(width - 4, 1))]
    return [*lines, Content()]


def _head(source: Source, found: Hit, width: int, *, placed: bool) -> Content:
    parts = ["draft"] if found.draft else []
    parts += [source.publisher, source.published, found.place if placed else ""]
    about = " · ".join(part for part in parts if part)
    line = Content.assemble(
        (f" {visible_line(source.ref)} ", "bold $text-primary"),
        linked(Content.styled(visible_line(source.title or source.file), "bold"), source),
        (f"  {visible_line(about)}", MUTED),
    )
    return line.truncate(max(width, 1), ellipsis=True)


def _text(found: Hit, assessment: Assessment | None) -> Content:
    shown = plain(found.text)
    opens, closes = quote_marks(shown)
    text, shift = Content(f"{opens}{shown}{closes}"), len(opens)
    if shown == found.text:
        for start, end in found.marks:
            text = text.stylize("bold", start + shift, end + shift)
    return marked(text, assessment.marks, shift) if assessment else text


def _below(
    found: Hit, assessment: Assessment | None, excerpt: Excerpt | None, opinions: Sequence[Opinion], *, placed: bool
) -> Iterator[Content]:
    if assessment is not None:
        yield from reason_lines(assessment)
        if why := suggestion_reason(assessment):
            by = f" ({RulesJudge.name})" if opinions else ""
            yield Content.assemble(("▲ suggests: ", "bold $text-primary"), visible_line(f"{why}{by}"))
    for opinion in opinions:
        head = ("▲ suggests: ", "bold $text-primary") if opinion.stance else ("  suggests: ", MUTED)
        yield Content.assemble(head, visible_line(opinion.words))
    parts = [] if placed else [Content.styled(visible_line(found.place), MUTED)]
    if excerpt is not None:
        stance = visible_line(f"{STANCE_GLYPHS[excerpt.stance]} {excerpt.ref} {excerpt.stance}")
        parts.append(Content.styled(stance, f"bold {STANCE_STYLES[excerpt.stance]}"))
    elif getattr(found, "known", False):
        parts.append(Content.styled("already an excerpt", "bold"))
    if assessment is not None and (beside := beside_words(assessment)):
        parts.append(Content.styled(beside, MUTED))
    if parts:
        yield Content.styled(" · ", MUTED).join(parts)
