"""How a passage looks that was found in a source: what fits the claim is marked, and the reasons stand below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from factcheck.case.records import Excerpt, Source
from factcheck.evidence.assessment import Assessment
from factcheck.evidence.comparison import suggestion_reason
from factcheck.evidence.judges import Opinion
from factcheck.evidence.judges.rules import RulesJudge
from factcheck.text import quote_marks, visible_line
from factcheck.tui.render.excerpts import beside_words, marked, reason_lines
from factcheck.tui.render.records import MUTED, STANCE_STYLES, plain
from factcheck.tui.widgets.prose.picture import STANCE_GLYPHS
from factcheck.workspace.search import Hit


def passage_lines(
    found: Hit,
    source: Source,
    finding: Assessment | None,
    excerpt: Excerpt | None,
    width: int,
    opinions: Sequence[Opinion] = (),
    *,
    head: bool,
    placed: bool = False,
) -> list[Content]:
    """Return a passage as lines: its source where `head`, its text, what it is to the claim, where it stands.

    `excerpt` is the one that quotes it already, `opinions` are what judges say of it; `placed` has the head say where
    the passage stands.
    """
    bar = Content.styled("▎", STANCE_STYLES[excerpt.stance]) if excerpt else Content(" ")
    lines = [_head(source, found.place if placed else "", width)] if head else []
    lines += [
        Content.assemble(" ", bar, line, strip_control_codes=False)
        for line in _text(found, finding).wrap(max(width - 3, 1))
    ]
    for content in _below(found, finding, excerpt, opinions, placed=head and placed):
        lines += [Content.assemble("   ", line) for line in content.wrap(max(width - 4, 1))]
    return [*lines, Content()]


def _head(source: Source, place: str, width: int) -> Content:
    about = " · ".join(part for part in (source.publisher, source.published, place) if part)
    line = Content.assemble(
        (f" {visible_line(source.ref)} ", "bold $text-primary"),
        (visible_line(source.title or source.file), "bold"),
        (f"  {visible_line(about)}", MUTED),
    )
    return line.truncate(max(width, 1), ellipsis=True)


def _text(found: Hit, finding: Assessment | None) -> Content:
    shown = plain(found.text)
    opens, closes = quote_marks(shown)
    text, shift = Content(f"{opens}{shown}{closes}"), len(opens)
    if shown == found.text:
        for start, end in found.marks:
            text = text.stylize("bold", start + shift, end + shift)
    return marked(text, finding.marks, shift) if finding else text


def _below(
    found: Hit, finding: Assessment | None, excerpt: Excerpt | None, opinions: Sequence[Opinion], *, placed: bool
) -> Iterator[Content]:
    if finding is not None:
        yield from reason_lines(finding)
        if why := suggestion_reason(finding):
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
        parts.append(Content.styled("quoted already", "bold"))
    if finding is not None and (beside := beside_words(finding)):
        parts.append(Content.styled(beside, MUTED))
    if parts:
        yield Content.styled(" · ", MUTED).join(parts)
