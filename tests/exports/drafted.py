"""A draft of any case: its claims, one after the other, each a sentence and a paragraph."""

from __future__ import annotations

from factcheck.case.case import Case
from factcheck.case.records import Source
from factcheck.exports.draft.records import MarkedDraft, MarkedSentence


def draft_of(case: Case) -> MarkedDraft:
    """Return the claims of a case as a draft."""
    text, sentences = "", list[MarkedSentence]()
    for number, claim in enumerate(case.in_order(), 1):
        text += "\n\n" * bool(text)
        start, text = len(text), text + claim.text
        place = f"paragraph {number}, sentence 1"
        notes = [entry for entry in case.entries_of(claim.id) if not entry.closed]
        sentence = MarkedSentence(
            *(number, start, len(text), place, "being checked", "…", [claim], notes), is_title=False, is_checkable=True
        )
        sentences.append(sentence)
    source = Source(id="draft", ref="S99", title=case.info.title, author="Ida")
    return MarkedDraft(source, text, sentences, [(0, 1)], f"statements 0 of {len(sentences)}", ())
