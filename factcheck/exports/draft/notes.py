"""What an author is told about a draft: a note for each claim that was decided, and for each open query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType

from factcheck.case.records import Claim, Entry, Excerpt, Source, Stance
from factcheck.case.scale import Label, LabelKind
from factcheck.exports.draft.records import MarkedDraft
from factcheck.exports.lint import LintIssue
from factcheck.exports.selection import Selection, checked_claims, justification, option_value
from factcheck.exports.values import is_web
from factcheck.text import folded, quoted, visible_line

AUTHOR = "author"
"""The name by which notes are meant for the author of a draft, besides the author's own."""

QUERY_SIGN = "?"

_STANCES = {
    LabelKind.FOR: (Stance.SUPPORTS,),
    LabelKind.AGAINST: (Stance.CONTRADICTS,),
    LabelKind.MIXED: (Stance.CONTRADICTS, Stance.SUPPORTS),
    LabelKind.OPEN: (Stance.CONTRADICTS, Stance.SUPPORTS),
}
"""The excerpts that a note quotes, by the kind of the verdict."""

DRAFT_OPTION = {"draft": "the draft (S3); the only one if it is left out"}
SHOWN = ("all", "changes")
"""The values of the option `show`, the default first."""
OPTIONS = MappingProxyType({**DRAFT_OPTION, "show": "all notes, or changes: only queries and what must change"})
CHOICES = MappingProxyType({"show": SHOWN})
"""The options of marked-up drafts."""

WITH = ("refuted", "conflicting")
"""The values of the option `with` of corrections, the default first."""

MOST_QUOTED = 3
"""The most excerpts that a note quotes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An excerpt that a note quotes: the source in words, its address if it is a web page, and the quote."""

    source: str
    url: str
    quote: str
    stance: Stance

    @property
    def words(self) -> str:
        """The quote with its source, on one line."""
        return f"{self.source}: {quoted(self.quote)}"


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A note on a passage of a draft, from `start` to `end` of its text.

    `head` is the verdict or to whom a query is put, `reason` why or what is asked; `ref` is the claim's or the note's.
    `number` counts the notes from 1 in the order of the text; it is 0 before they are in order.
    """

    start: int
    end: int
    place: str
    sign: str
    head: str
    claim: str
    reason: str
    evidence: Sequence[Evidence]
    by: str
    at: str
    ref: str
    kind: LabelKind | None = None
    number: int = 0

    @property
    def paragraphs(self) -> Iterator[str]:
        """The note as lines of text: verdict, claim, reason, sources."""
        yield f"{self.sign} {self.head}"
        yield from filter(None, (self.claim, *self.reason.splitlines()))
        for each in self.evidence:
            yield f"{each.words} {each.url}".strip()


def notes_of(selection: Selection, draft: MarkedDraft) -> list[DraftNote]:
    """Return the notes on a draft in the order of its text: those on claims of the selection, and open queries."""
    found = sorted(chain(_on_claims(selection, draft), _queries(selection, draft)), key=lambda note: note.start)
    return [replace(note, number=number) for number, note in enumerate(found, 1)]


def draft_of(selection: Selection) -> MarkedDraft:
    """Return the draft that is asked for. Raises UnknownError, InvalidError, UnreadableError."""
    return selection.draft(selection.options.get("draft", ""))


def shown_notes(selection: Selection, draft: MarkedDraft) -> list[DraftNote]:
    """Return the notes that the option `show` asks for: all, or queries and what must change."""
    found = notes_of(selection, draft)
    if option_value(selection, "show", SHOWN) == SHOWN[0]:
        return found
    left = [note for note in found if note.kind in {None, LabelKind.AGAINST, LabelKind.MIXED}]
    return [replace(note, number=number) for number, note in enumerate(left, 1)]


def corrections_of(selection: Selection, draft: MarkedDraft) -> list[DraftNote]:
    """Return the notes on claims that sources refute; with the option with=conflicting also those they disagree on."""
    wanted = {LabelKind.AGAINST}
    if option_value(selection, "with", WITH) == WITH[1]:
        wanted.add(LabelKind.MIXED)
    return [note for note in notes_of(selection, draft) if note.kind in wanted]


def _on_claims(selection: Selection, draft: MarkedDraft) -> Iterator[DraftNote]:
    case = selection.case
    for claim, verdict, label in checked_claims(selection):
        selection.check()
        place = draft.place_of(claim)
        if place is None or label is None:
            continue
        start, end, sentence = place
        passage = " ".join(draft.text[start:end].split())
        yield DraftNote(
            start,
            end,
            sentence.place,
            label.glyph,
            label.name,
            "" if _alike(passage, claim.text) else claim.text,
            justification(verdict),
            evidence_of(selection, claim, label),
            verdict.checker,
            verdict.at or case.info.created,
            claim.ref,
            label.kind,
        )


def _alike(one: str, other: str) -> bool:
    return folded(one).strip(" .") == folded(other).strip(" .")


def evidence_of(selection: Selection, claim: Claim, label: Label) -> list[Evidence]:
    """Return the excerpts of a claim that bear out a label, at most `MOST_QUOTED`, each stance in its turn."""
    case = selection.case
    excerpts = case.excerpts_of(claim.id)
    wanted = [each for stance in _STANCES[label.kind] for each in excerpts if each.stance is stance]
    return [_evidence(case.sources[each.source], each) for each in wanted if not case.is_draft(each.source)][
        :MOST_QUOTED
    ]


def _evidence(source: Source, excerpt: Excerpt) -> Evidence:
    title = source.title or source.file
    publisher = "" if folded(source.publisher) in folded(title) else source.publisher
    about = (publisher, source.published, excerpt.locator)
    words = ", ".join(filter(None, (f"{source.ref} {title}".strip(), *about)))
    return Evidence(
        visible_line(words), source.url if is_web(source.url) else "", visible_line(excerpt.quote), excerpt.stance
    )


def is_for_author(entry: Entry, draft: MarkedDraft) -> bool:
    """Return whether a note is meant for the author of a draft."""
    return folded(entry.to) in {AUTHOR, folded(draft.source.author)} - {""}


def _open_entries(selection: Selection, draft: MarkedDraft) -> Iterator[tuple[Entry, int, int, str, str]]:
    """Yield the open notes on a draft, its sentences and the selected claims, each with its place and its claim."""
    for entry in draft.entries:
        for sentence in draft.sentences:
            if entry.start is not None and sentence.start <= entry.start < sentence.end:
                yield entry, sentence.start, sentence.end, sentence.place, ""
                break
        else:
            yield entry, 0, 0, "", ""
    for claim in selection.claims:
        entries = [entry for entry in selection.case.entries_of(claim.id) if not entry.closed]
        place = draft.place_of(claim) if entries else None
        if place is not None:
            start, end, sentence = place
            yield from ((entry, start, end, sentence.place, claim.ref) for entry in entries)


def _queries(selection: Selection, draft: MarkedDraft) -> Iterator[DraftNote]:
    for entry, start, end, place, ref in _open_entries(selection, draft):
        if is_for_author(entry, draft):
            head = f"Query to {entry.to}"
            refs = " ".join(filter(None, (entry.ref, ref)))
            yield DraftNote(start, end, place, QUERY_SIGN, head, "", entry.words, (), entry.by, entry.at, refs)


def queries_of(selection: Selection, draft: MarkedDraft) -> list[DraftNote]:
    """Return the open queries to the author of a draft in the order of its text."""
    return [note for note in notes_of(selection, draft) if note.kind is None]


def lint_draft(selection: Selection) -> Iterator[LintIssue]:
    """Yield what of a case does not go to the author: claims that are not in the draft, and notes to others."""
    draft = draft_of(selection)
    for claim in selection.claims:
        if draft.place_of(claim) is None:
            yield LintIssue(claim.ref, "draft", f"not in {draft.source.ref}; left out", required=False)
    for entry, *_ in _open_entries(selection, draft):
        if not is_for_author(entry, draft):
            to = f"to {entry.to}" if entry.to else "to nobody in particular"
            yield LintIssue(entry.ref, "notes", f"a note {to}, not to the author; left out", required=False)
