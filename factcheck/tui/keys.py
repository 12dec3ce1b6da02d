"""The one table of keys: bindings, the key row, the help, the palette and the keymap follow from it.

Each key has an id, which the settings' `[keys]` may remap; `screen_keys` says which screen carries which keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding


def _key(name: str, keys: str, words: str, tooltip: str, *, action: str = "") -> Binding:
    """Return the binding of a key; without an `action` of a widget it runs the screen's command of the same id."""
    return Binding(keys, action or f"screen.run({name!r})", words, show=False, tooltip=tooltip, id=name)


MOVING = [
    _key("list.next", "j,down", "Move", "The next item", action="move(1)"),
    _key("list.previous", "k,up", "Move back", "The previous item", action="move(-1)"),
    _key("list.first", "g,home", "First", "The first item", action="first"),
    _key("list.last", "G,end", "Last", "The last item", action="last"),
    _key("list.page-down", "pagedown", "Page down", "One page down", action="page(1)"),
    _key("list.page-up", "pageup", "Page up", "One page up", action="page(-1)"),
]
COLUMNS = [
    _key("sheet.right", "right", "Right", "The excerpt in the column beside", action="column(1)"),
    _key("sheet.left", "left", "Left", "The excerpt in the column beside", action="column(-1)"),
]
STANCES = [
    _key("excerpt.supports", "s", "Supports", "The excerpt supports the claim"),
    _key("excerpt.contradicts", "x", "Contradicts", "The excerpt contradicts the claim"),
    _key("excerpt.context", "c", "Context", "The excerpt is context"),
]
VERDICTS = [
    _key(
        f"verdict.{digit}",
        str(digit),
        f"Label {digit}",
        "Give the claim this label of the scale, save, go to the next unchecked claim",
    )
    for digit in range(1, 10)
]
UNDO = [
    _key("case.undo", "u", "Undo", "Undo your last change, also after a restart"),
    _key("case.redo", "ctrl+r", "Redo", "Redo the change that was undone"),
]
READ = _key("excerpt.read", "enter", "Read", "Open the source at this excerpt, at the claim's first one, or the source")
ADDRESS = _key("source.open", "B", "Browser", "Open the address of the source in the browser, after asking")
BACK = _key("pane.back", "escape", "Back", "Back to the claims; there, clear the filter")
FILTER = _key("claims.filter", "slash", "Filter", "Words and fields: is:unchecked source:S3 tag:date")
EXPORT = _key("case.export", "e", "Export", "Export in a format for people or programs")
DRAFT_OF_CASE = _key("case.draft", "D", "Draft", "The text under check, every sentence with its state; add one")
ORDER = _key("claims.order", "o", "Order", "In case order, most disputed first, by verdict, or last checked first")
UNCHECKED = [
    _key("claim.next-unchecked", "space,right_square_bracket", "Next unchecked", "The next unchecked claim"),
    _key("claim.previous-unchecked", "left_square_bracket", "Previous unchecked", "The unchecked claim before"),
]
PANES = [
    _key("pane.next", "tab", "Next pane", "From the claims to the excerpts, and back"),
    _key("pane.previous", "shift+tab", "Previous pane", "The pane before"),
]
DECIDING = [
    *VERDICTS,
    _key("verdict.withdraw", "0", "Withdraw", "Withdraw your verdict"),
    _key("verdict.more-sure", "plus", "More sure", "Raise the confidence of your verdict"),
    _key("verdict.less-sure", "minus", "Less sure", "Lower the confidence of your verdict"),
    _key("verdict.rationale", "r", "Rationale", "Write why, and under which condition"),
]
NOTES = [
    _key("note.add", "N", "Note", "Write a note, query, contact or task on the claim or the source"),
    _key("note.case", "M", "Case note", "Write a note on the case; its open notes are shown"),
    _key("note.close", "X", "Close note", "Close an open note on the claim or the source, else one on the case"),
]
ENTRIES = _key("case.entries", "Q,f12", "Entries", "The list of notes, queries, contacts and tasks")
ENTRY_LIST = [
    _key("entry.go", "enter", "Go there", "Go to the claim or the source that it is about"),
    _key("entry.answered", "a", "Answered", "Close it: answered"),
    _key("entry.silent", "s", "Silent", "Close it: no answer came"),
    _key("entry.declined", "d", "Declined", "Close it: an answer was declined"),
    _key("entry.done", "x", "Done", "Close it: done"),
    _key("entry.reopen", "o", "Open again", "Open it again; its outcome is removed"),
    _key("entry.edit", "i", "Edit", "Edit its words, its kind, to whom, by which way, by when"),
    _key("entry.remove", "delete", "Remove", "Remove it"),
    _key("entry.view", "v", "View", "Open, overdue, or all entries"),
]
ADJUDICATE = _key("case.adjudicate", "A", "Settle", "The claims whose checkers differ, to settle them one by one")
WORKBENCH = [
    *UNDO,
    *UNCHECKED,
    FILTER,
    _key("claims.view", "v", "View", "All claims, the unchecked, the disputed, or the flagged"),
    _key(
        "claims.left", "L", "Look at", "The claims with warnings, disagreements, open notes or altered quotes in turn"
    ),
    ORDER,
    *PANES,
    _key("claim.flag", "exclamation_mark", "Flag", "Flag the claim, or remove its flag"),
    _key("claim.put-off", "comma", "Put off", "Put the claim off to the end of the round, or back in its place"),
    _key("claim.mark", "V", "Mark", "Mark the claim: tags, flag and removal then apply to all that are marked"),
    *NOTES,
    ENTRIES,
    _key("claim.waive", "w", "Dismiss warning", "Dismiss a warning about the verdict, with a reason"),
    _key("claim.history", "h", "History", "The changes of this claim: what, by whom and when"),
    _key("claim.copy", "y", "Copy", "Copy the selected claim or excerpt with its citation"),
    _key("case.verify", "C", "Verify", "Check all quotes against the texts of their sources"),
    _key("case.coverage", "O", "Coverage", "What no claim covers in a text: sentences, figures, names, quotations"),
    _key("case.extract", "E", "Extract", "Claims from a text: its sentences that are worth checking"),
    EXPORT,
    DRAFT_OF_CASE,
    ADJUDICATE,
    _key("case.agreement", "percent_sign", "Agreement", "How far the checkers agree: percent, kappa, alpha, matrices"),
    BACK,
    READ,
    ADDRESS,
]
ADJUDICATION = [
    _key("adjudicate.reasons", "a", "Reasons A", "Take the reasons of A along, or not; b, c and so on: those of B, C"),
    _key("adjudicate.next", "space,right_square_bracket", "Next", "The next claim to settle"),
    _key("adjudicate.previous", "left_square_bracket", "Previous", "The claim to settle before"),
    _key("adjudicate.names", "n", "Names", "Show whose verdicts they are, or hide it"),
    _key("adjudicate.cause", "w", "Cause", "Why they differ: ambiguous, rule unclear, overlooked, slip, or not stated"),
    _key("adjudicate.agreed", "equals_sign", "Agreed", "Settle all claims on which their checkers agree"),
]
TOUR = [
    _key("tour.skip", "ctrl+n", "Next step", "The next step of the tour", action="app.tour_skip"),
    _key("tour.leave", "ctrl+t", "End tour", "End the tour", action="app.tour_leave"),
]
ANYWHERE = [
    _key("app.help", "question_mark", "Help", "All keys and the fields of the filter", action="app.help"),
    _key("app.quit-q", "q", "Quit", "Quit; everything is saved", action="app.quit"),
    *TOUR,
]
ADD = _key("edit.add", "a", "Add", "Add a claim after this one; in the library, documents")
EDIT = _key("edit.edit", "i", "Edit", "Edit the selected claim, excerpt or source")
REMOVE = _key("edit.remove", "d,delete", "Remove", "Remove the selected claim, excerpt or source")
LIBRARY = _key("case.sources", "l", "Library", "The sources: read, add documents, edit, remove")
EDITING = [
    ADD,
    EDIT,
    _key("edit.excerpt", "n", "New excerpt", "Type an excerpt for this claim"),
    _key("edit.tags", "t", "Tags", "The tags of this claim"),
    _key("edit.down", "J,ctrl+down", "Down", "Move the claim down in the order of the case"),
    _key("edit.up", "K,ctrl+up", "Up", "Move the claim up in the order of the case"),
    REMOVE,
    LIBRARY,
    _key("case.import", "I", "Import", "Import claims and evidence"),
]
ATTACH = _key("source.attach", "T", "Attach text", "Attach full text: a file or an address")
DOCUMENTS = [
    ATTACH,
    _key("source.role", "D", "Draft", "The source is a draft, the text under check, or evidence again"),
    _key("source.refetch", "R", "Fetch again", "Fetch the source again from its address, and show what changed"),
    _key("source.archive", "K", "Archived copy", "Ask a web archive for a copy of the source"),
]
SUGGEST = _key("claim.suggest", "f", "Find", "The best passages of every source for the claim")
EVIDENCE = [
    SUGGEST,
    _key("case.matrix", "m", "Compare", "The matrix of claims and sources: who supports, contradicts, differs"),
    _key("case.search", "ctrl+f", "Search", "Search all sources (finds word forms)"),
]
SUGGESTIONS = [
    _key("lens.dismiss", "d", "Dismiss", "Do not suggest this passage for this claim again"),
    _key("suggest.judge", "J", "Judge", "Ask the judges of the settings about these passages"),
]
MATRIX = [
    _key("matrix.right", "right", "Right", "The next source; from the claim, the first one"),
    _key("matrix.left", "left", "Left", "The previous source; from the first one, the claim"),
]
QUOTING = _key("reader.claims", "enter", "Its claims", "The claims that quote this passage; enter goes to one")
LEAVE = _key("reader.back", "escape", "Back", "Clear the search, then the selection; then back")
READER = [
    LEAVE,
    _key("reader.search", "slash", "Find", "Find words in this text, ignoring case and accents"),
    _key("reader.next-hit", "n", "Next hit", "The next match"),
    _key("reader.previous-hit", "N", "Previous hit", "The previous match"),
    _key("reader.next-excerpt", "right_square_bracket", "Next excerpt", "The next quoted passage"),
    _key("reader.previous-excerpt", "left_square_bracket", "Previous excerpt", "The previous quoted passage"),
    QUOTING,
    _key("reader.claim", "p", "Pick claim", "Choose the claim that selections are attached to"),
    _key("reader.add", "a", "Claim", "Add a claim from the selection, with its origin"),
    _key("reader.propose", "E", "Propose claims", "Sentences of this text that state something"),
]
SELECTING = [
    _key("reader.select", "v", "Select", "Every movement extends the selection, until v or esc", action="select"),
    _key("reader.more", "J,shift+down", "A sentence more", "Extend to the end of the next sentence", action="grow(1)"),
    _key("reader.less", "K,shift+up", "A sentence less", "Shrink to the previous sentence", action="grow(-1)"),
    _key("reader.end-on", "right", "Wider", "Move the end of the selection forward by a word", action="end(1)"),
    _key("reader.end-back", "left", "Narrower", "Move the end of the selection back by a word", action="end(-1)"),
    _key("reader.start-on", "L,shift+right", "Begin later", "Move its start forward by a word", action="start(1)"),
    _key("reader.start-back", "H,shift+left", "Begin sooner", "Move its start back by a word", action="start(-1)"),
]
PROPOSALS = [
    _key("proposal.tick", "space", "Tick", "Tick or untick the sentence"),
    _key("proposal.edit", "enter", "Edit", "Edit the claim before it is added"),
    _key("proposal.take", "a", "Add ticked", "Add the ticked sentences as claims, in one change"),
    _key("proposal.drop", "d,delete", "Drop", "Set the sentence aside; again brings it back"),
    _key("proposal.tick-all", "A", "Tick all", "Tick all that are left; again none"),
    _key("proposal.saying", "w", "Said or saying", "Check what was said, or that it was said"),
    _key("proposal.name", "n", "Name", "Put the name that is suggested for “He” into the claim, or leave it"),
    _key("proposal.order", "o", "Order", "In text order, or the most worth checking first"),
    _key("proposal.back", "escape", "Back", "Back to the reader; stops looking through the text"),
    _key("proposal.stop", "ctrl+c", "Stop", "Stop looking through the text"),
]
DRAFT = [
    _key("draft.claim", "a", "Claim", "Make a claim of the sentence, or of what is selected; again: of its next part"),
    _key("draft.aside", "d,delete", "Set aside", "Set the sentence aside as no matter of fact; again takes it back"),
    _key("draft.query", "N", "Query", "Write a note on the sentence, to its author by default"),
    _key("draft.close", "X", "Close note", "Close an open note on the sentence"),
    _key("draft.next-unseen", "space,right_square_bracket", "Not looked at", "The next sentence that nobody looked at"),
    _key("draft.previous-unseen", "left_square_bracket", "Not looked at", "The one before that nobody looked at"),
    _key("draft.next-claim", "n", "Next claim", "The next claim of the sentence"),
    _key("draft.edit", "i", "Edit claim", "Edit the claim that is shown"),
    _key("draft.name", "p", "Name", "Put the name that is suggested for “He” into the claim that is shown"),
    _key("draft.search", "slash", "Search", "Search words in the draft, ignoring case and accents"),
    _key("draft.next-hit", "m", "Next match", "The next match"),
    _key("draft.previous-hit", "M", "Previous match", "The previous match"),
    _key("draft.version", "A", "New version", "Take a document as the new version of the draft"),
    _key("draft.other", "D", "Other draft", "Go to another draft of the case"),
    _key("draft.add", "I", "Add draft", "Add another draft to the case"),
    _key("draft.back", "escape", "Back", "Clear the search, then the selection; then back to the claims"),
]
FORM = [
    Binding("ctrl+s", "save", "Save", id="rationale.save", tooltip="Save"),
    Binding("escape", "keep", "Keep draft", id="rationale.keep", tooltip="Close, and keep the text as a draft"),
]
EDITOR = _key("text.editor", "ctrl+e", "Editor", "Edit the text in $VISUAL or $EDITOR", action="edit_outside")
LINES = _key("claim.lines", "ctrl+l", "One a line", "Add a claim for each line of the text", action="save_lines")
CLOSING = [Binding("escape,q", "close", "Close", id="dialog.close", tooltip="Close this window")]
PREVIEWING = [
    Binding("enter", "take", "Import", show=False, tooltip="Import the file, as one change"),
    Binding("space", "choose", "Take over", show=False, tooltip="Take over what differs on this line, or not"),
    Binding("a", "choose_all", "Take over all", show=False, tooltip="Take over all that differs, or nothing of it"),
    Binding("o", "options", "Options", show=False, tooltip="Choose how the file is read"),
    Binding("escape", "close", "Close", show=False, tooltip="Leave the case unchanged"),
]

GROUPS: Mapping[str, list[Binding]] = {
    "Claims and excerpts": MOVING,
    "Verdicts": DECIDING,
    "Workbench": WORKBENCH,
    "On an excerpt": [*STANCES, *COLUMNS],
    "Editing": EDITING,
    "Finding evidence": [*EVIDENCE, *SUGGESTIONS, *MATRIX],
    "In the library": DOCUMENTS,
    "In the list of entries": ENTRY_LIST,
    "Settling what checkers differ on": ADJUDICATION,
    "In the reader": [*READER, *SELECTING],
    "In the draft": DRAFT,
    "Claims from a text": PROPOSALS,
    "Anywhere": ANYWHERE,
    "Writing": [*FORM, EDITOR, LINES],
}
"""All keys by where they work, for the help and the manual."""

DEFAULTS: Mapping[str, str] = {binding.id: binding.key for group in GROUPS.values() for binding in group if binding.id}
"""The default keys of everything, by id."""
