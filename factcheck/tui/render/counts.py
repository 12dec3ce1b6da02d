"""Counts of the header as styled text: the quotes by result of their check, and the progress."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from factcheck.case.statistics import CheckedCount
from factcheck.quotes import GLYPHS, State
from factcheck.tui.render.styles import MUTED


def quote_counts(counts: Counter[State]) -> Content:
    """Return the number of quotes by result of their check; empty if no source has a text."""
    if not counts.total() - counts[State.NO_TEXT]:
        return Content()
    word_for_word = counts[State.EXACT] + counts[State.RECOGNIZED] + counts[State.TYPOGRAPHIC]
    parts = [("quotes", MUTED), (f" {word_for_word} {GLYPHS[State.EXACT]}", "$text-success")]
    for state in (State.ELIDED, State.ALTERED, State.ELSEWHERE, State.NOT_FOUND, State.NO_TEXT):
        style = "bold $text-error" if state.is_mismatch else MUTED
        parts += [(f" {counts[state]} {GLYPHS[state]}", style)] if counts[state] else []
    return Content.assemble(*parts)


def quotes_in_short(counts: Counter[State]) -> Content:
    """Return the number of faithful and of faulty quotes; empty if no source has a text."""
    honest = sum(count for state, count in counts.items() if state.is_faithful)
    fault = sum(count for state, count in counts.items() if state.is_mismatch)
    if not counts.total() - counts[State.NO_TEXT]:
        return Content()
    alarm = "bold $text-error" if fault else MUTED
    good, bad = f"{honest} {GLYPHS[State.EXACT]}", f"{fault} {GLYPHS[State.NOT_FOUND]}"
    return Content.assemble(("quotes ", MUTED), (good, "$text-success"), "  ", (bad, alarm))


def progress_bar(progress: CheckedCount, width: int) -> Content:
    """Return the progress as text and as a bar of `width` cells."""
    done = width * progress.checked // progress.total if progress.total else 0
    return Content.assemble((f"{progress}  ", "bold"), ("━" * done, "$success"), ("─" * (width - done), MUTED))
