"""The sentences of a draft: the sign and the style of each, and the lines that say what is known of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from textual.content import Content

from factcheck.case.case import Case
from factcheck.case.records import Source
from factcheck.case.scale import Label
from factcheck.case.statistics import standing
from factcheck.evidence.claims.coverage import CoveragePart
from factcheck.text import visible_line
from factcheck.tui.render.notes import note_line
from factcheck.tui.render.styles import LABEL_STYLES, LOOK_AGAIN, MUTED, plain
from factcheck.workspace.draft_sentences import SIGNS, DraftSentence, SentenceState

STATE_STYLES = {
    SentenceState.QUERIED: "bold $text-warning",
    SentenceState.BEING_CHECKED: "$text-primary",
    SentenceState.CHECKED: "",
    SentenceState.ASIDE: MUTED,
    SentenceState.UNSEEN: "",
    SentenceState.UNJUDGED: MUTED,
}
OPEN_PART = "underline"
"""The style of a figure, a name or a quotation that nobody looked at."""

_BETWEEN = " · "
_AROUND, _SHORTEST_TITLE = 4, 10
"""Blanks around the title of a draft and its counts, and letters of a title below which only its ref is shown."""
_SHOWN_PARTS = 8


def labels_of(case: Case, sentence: DraftSentence) -> list[Label]:
    """Return the labels that the claims of a sentence have, each once, in the order of the claims."""
    known = {label.id: label for label in case.scale.labels}
    found = dict.fromkeys(standing(case, claim.id).label for claim in sentence.claims)
    return [known[label] for label in found if label in known]


def signs(case: Case, sentence: DraftSentence) -> Content:
    """Return the sign of the state of a sentence and the labels of its claims; ↻ if one is to be looked at again."""
    labels = [
        Content.styled(visible_line(label.glyph), f"bold {LABEL_STYLES[label.kind]}")
        for label in labels_of(case, sentence)
    ]
    again = [Content.styled(LOOK_AGAIN, "bold $text-warning")] if sentence.again else []
    is_told = sentence.state is SentenceState.CHECKED and labels
    sign = [] if is_told else [Content.styled(SIGNS[sentence.state].strip(), f"bold {STATE_STYLES[sentence.state]}")]
    return Content("").join([*sign, *again, *labels])


def style(case: Case, sentence: DraftSentence) -> str:
    """Return the style of the words of a sentence."""
    kinds = {label.kind for label in labels_of(case, sentence)}
    if sentence.state is SentenceState.CHECKED and kinds:
        return LABEL_STYLES[kinds.pop()] if len(kinds) == 1 else "$text-warning"
    return STATE_STYLES[sentence.state]


def _fitting(counts: str, room: int) -> str:
    """Return as many whole counts as there is room for."""
    parts = counts.split(_BETWEEN)
    while len(parts) > 1 and len(_BETWEEN.join(parts)) > room:
        parts.pop()
    return _BETWEEN.join(parts)


def head_lines(
    source: Source, covered: str, case: Case, sentence: DraftSentence | None, width: int, claim: str
) -> Content:
    """Return two lines: the draft with what of it was looked at, and the sentence with its state.

    `covered` says how much was looked at; `claim` is the ref of the claim that is shown.
    """
    counts = _fitting(covered or "the text is being looked through …", width - len(source.ref) - _AROUND)
    room, title = width - len(counts) - _AROUND, visible_line(f"{source.ref} {source.title or source.file}")
    if room < len(source.ref) + _SHORTEST_TITLE:
        title = visible_line(source.ref)
    first = Content.assemble(" ", (Content(title).truncate(room, ellipsis=True).plain, "bold"), (f"  {counts}", MUTED))
    if sentence is None:
        return Content("\n").join([first, Content()])
    refs = " ".join(f"[{each.ref}]" if each.ref == claim else each.ref for each in sentence.claims)
    about = [visible_line(refs)] if refs else []
    about += [] if sentence.unit.kind.checkable else [sentence.unit.kind.value]
    about += ["look again"] if sentence.again else []
    about += [f"{sentence.unit.place}"]
    second = Content.assemble(
        f" {sentence.number} ",
        signs(case, sentence),
        (f" {sentence.state}", "bold"),
        (" · ".join(("", *about)), MUTED),
    )
    return Content("\n").join([first.truncate(width, ellipsis=True), second.truncate(width, ellipsis=True)])


def sentence_lines(
    sentence: DraftSentence | None, parts: Sequence[CoveragePart], keys: Iterable[tuple[str, str]], now: datetime
) -> Content:
    """Return what is known of a sentence without a claim: its notes, its open parts, and the keys for it."""
    if sentence is None:
        return Content()
    lines = [Content.styled(plain(sentence.text), "bold"), Content(), *_notes(sentence, now)]
    if parts:
        shown = " · ".join(plain(part.text) for part in parts[:_SHOWN_PARTS])
        lines.append(Content.assemble(("not looked at: ", MUTED), (shown, OPEN_PART)))
    lines += [Content.assemble((key, "bold"), (f" {words}", MUTED)) for key, words in keys]
    return Content("\n").join(lines)


def _notes(sentence: DraftSentence, now: datetime) -> Iterator[Content]:
    for entry in sentence.notes:
        yield note_line(entry, now)
