"""Every key, in one place: the footer, the help, the palette, the keymap and the README follow from it.

One key means one thing everywhere. The ids are what the settings' `[keys]` may remap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import Binding
from textual.keys import Keys, key_to_character


def _key(keys: str, action: str, name: str, words: str, tooltip: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, words, show=show, tooltip=tooltip, id=name)


MOVING = [
    _key("j,down", "move(1)", "list.next", "Move", "The next one in this pane"),
    _key("k,up", "move(-1)", "list.previous", "Move back", "The one before in this pane"),
    _key("g,home", "first", "list.first", "First", "The first one"),
    _key("G,end", "last", "list.last", "Last", "The last one"),
    _key("pagedown", "page(1)", "list.page-down", "Page down", "A page further"),
    _key("pageup", "page(-1)", "list.page-up", "Page up", "A page back"),
]
STANCES = [
    _key("s", "file('supports')", "excerpt.supports", "Supports", "The excerpt supports the claim", show=True),
    _key("x", "file('contradicts')", "excerpt.contradicts", "Contradicts", "It contradicts the claim", show=True),
    _key("c", "file('context')", "excerpt.context", "Context", "It is only context", show=True),
]
_IN_SOURCE = "An excerpt in its source, of a claim its first one; or a source"
READ = _key("enter", "screen.read", "excerpt.read", "Read", _IN_SOURCE, show=True)
DECIDING = [
    Binding(
        str(digit),
        f"decide({digit})",
        f"Label {digit}",
        show=False,
        id=f"verdict.{digit}",
        tooltip="Give the claim this label of the scale, save, go on to the next unchecked claim",
    )
    for digit in range(1, 10)
]
WORKBENCH = [
    *DECIDING,
    _key("0", "withdraw", "verdict.withdraw", "Withdraw", "Take your own verdict back"),
    _key("plus", "confidence(1)", "verdict.more-sure", "More sure", "Raise the confidence of your verdict"),
    _key("minus", "confidence(-1)", "verdict.less-sure", "Less sure", "Lower the confidence of your verdict"),
    _key("r", "rationale", "verdict.rationale", "Rationale", "Write why, and under which condition", show=True),
    _key("u", "undo", "case.undo", "Undo", "Undo your last change, also after a restart", show=True),
    _key("ctrl+r", "redo", "case.redo", "Redo", "Make it again"),
    _key(
        "right_square_bracket",
        "unchecked(1)",
        "claim.next-unchecked",
        "Next unchecked",
        "On to what is left",
        show=True,
    ),
    _key(
        "left_square_bracket", "unchecked(-1)", "claim.previous-unchecked", "Previous unchecked", "Back to what is left"
    ),
    _key("slash", "filter", "claims.filter", "Filter", "Words and fields: is:unchecked source:S3 tag:date", show=True),
    _key("v", "view", "claims.view", "View", "All claims, the unchecked, or the checked"),
    _key(
        "o", "order", "claims.order", "Order", "As in the case, most disputed first, by verdict, or last checked first"
    ),
    _key("tab", "pane(1)", "pane.next", "Next pane", "On to the claims, the excerpts that support, contradict"),
    _key("shift+tab", "pane(-1)", "pane.previous", "Previous pane", "Back to the pane before"),
    _key("w", "waive", "claim.waive", "Waive", "Let a warning about the verdict rest, and say why"),
    _key("h", "history", "claim.history", "History", "What was done to this claim, by whom and when"),
    _key("y", "copy", "claim.copy", "Copy", "Copy the claim or the excerpt in focus, with its citation"),
    _key("e", "export", "case.export", "Export", "Write it out in a format for people or programs", show=True),
    _key("escape", "back", "pane.back", "Back", "Back to the claims; there, clear the filter"),
    replace(READ, show=False),
]
ANYWHERE = [
    _key("question_mark", "app.help", "app.help", "Help", "All keys and the fields of the filter", show=True),
    _key("q", "app.quit", "app.quit-q", "Quit", "Everything is saved already", show=True),
]
TAKING_BACK = [binding for binding in WORKBENCH if binding.id in {"case.undo", "case.redo"}]
PROPOSE = _key("E", "propose", "reader.propose", "Propose claims", "Sentences of this text that are worth checking")
READING = [
    _key("slash", "search", "reader.search", "Find", "Words in this text, whatever their case and accents", show=True),
    _key("n", "hit(1)", "reader.next-hit", "Next hit", "On to the next place where the words stand"),
    _key("N", "hit(-1)", "reader.previous-hit", "Previous hit", "Back to the place before where they stand"),
    _key("right_square_bracket", "passage(1)", "reader.next-excerpt", "Next excerpt", "On to what is quoted next"),
    _key("left_square_bracket", "passage(-1)", "reader.previous-excerpt", "Previous excerpt", "What is quoted before"),
    _key("enter", "quoting", "reader.claims", "Its claims", "The claims for which this is quoted; enter goes to one"),
    _key("p", "choose", "reader.claim", "Pick claim", "Choose the claim for which you read, by its words"),
    _key("a", "add_claim", "reader.add", "Claim", "Add a claim from what is selected, with its origin", show=True),
    PROPOSE,
    _key("escape", "back", "reader.back", "Back", "Let the search go, the selection; then back", show=True),
]
SELECTING = [
    _key("v", "select", "reader.select", "Select", "From here on; every movement selects more, until v or esc"),
    _key("J,shift+down", "grow(1)", "reader.more", "A sentence more", "Select to the end of the next sentence"),
    _key("K,shift+up", "grow(-1)", "reader.less", "A sentence less", "Select to the sentence before"),
    _key("right", "end(1)", "reader.end-on", "Wider", "Move the end of the selection a word on"),
    _key("left", "end(-1)", "reader.end-back", "Narrower", "Move the end of the selection a word back"),
    _key("L,shift+right", "start(1)", "reader.start-on", "Begin later", "Move the start of the selection a word on"),
    _key("H,shift+left", "start(-1)", "reader.start-back", "Begin sooner", "Move its start a word back"),
]
WRITING = [
    Binding("ctrl+s", "save", "Save", id="rationale.save", tooltip="Save what you wrote"),
    Binding("escape", "keep", "Keep draft", id="rationale.keep", tooltip="Close, and keep what you wrote as a draft"),
]
_NEW = "A claim, behind the one under the cursor; in the library, documents"
ADD = _key("a", "add", "edit.add", "Add", _NEW, show=True)
EDIT = _key("i", "edit", "edit.edit", "Edit", "Write anew what is in focus: a claim, an excerpt, a source")
REMOVE = _key("d,delete", "remove", "edit.remove", "Remove", "What is in focus: a claim, an excerpt, a source")
_LIBRARY = "The sources: read them, add documents, edit, remove"
SOURCES = _key("l", "library", "case.sources", "Library", _LIBRARY, show=True)
EDITING = [
    ADD,
    EDIT,
    _key("n", "excerpt", "edit.excerpt", "New excerpt", "Type an excerpt to the claim under the cursor"),
    _key("t", "tags", "edit.tags", "Tags", "The tags of the claim under the cursor"),
    _key("J,ctrl+down", "shift(1)", "edit.down", "Down", "Move the claim down in the order of the case"),
    _key("K,ctrl+up", "shift(-1)", "edit.up", "Up", "Move the claim up in the order of the case"),
    REMOVE,
    SOURCES,
    _key("I", "import", "case.import", "Import", "Take in claims and evidence from a file of others"),
]
LIBRARY_EDITING = [ADD, EDIT, REMOVE, SOURCES]
LIBRARY = [
    _key("T", "attach", "source.attach", "Bring its text", "A file or an address that is the text of the source"),
    _key("R", "refetch", "source.refetch", "Fetch again", "Look the source up at its address, and show what changed"),
]
TAKING = [
    _key("space", "tick", "proposal.tick", "Tick", "Tick the sentence to be taken as a claim, or untick it", show=True),
    _key("enter", "edit", "proposal.edit", "Edit", "Edit the claim before it is taken", show=True),
    _key("a", "take", "proposal.take", "Take", "Add what is ticked as claims, in one change", show=True),
    _key("d,delete", "drop", "proposal.drop", "Drop", "Put it aside; again brings it back", show=True),
    _key("A", "tick_all", "proposal.tick-all", "Tick all", "All that is left; again none"),
    _key("o", "order", "proposal.order", "Order", "As in the text, or the most worth checking first"),
    _key("escape", "back", "proposal.back", "Back", "Back to where you were", show=True),
]
PREVIEWING = [
    Binding("enter", "take", "Take", show=False, tooltip="Take what the file holds, as one change"),
    Binding("escape", "close", "Close", show=False, tooltip="Leave the case as it is"),
]
LENS = [
    _key("f", "suggest", "claim.suggest", "Find", "The best passages of every source for the claim", show=True),
    _key("m", "matrix", "case.matrix", "Matrix", "Claims by sources: who supports, contradicts, differs"),
    _key("ctrl+f", "search", "case.search", "Search", "Words in all sources, in whatever form"),
]
DISMISS = _key(
    "d", "dismiss_passage", "lens.dismiss", "Dismiss", "Do not show this passage for this claim again", show=True
)
JUDGE = _key(
    "J", "judge", "suggest.judge", "Judge", "Ask the judges of the settings what these passages say", show=True
)
IN_MATRIX = [
    _key("right", "across(1)", "matrix.right", "Right", "The next source; from the claim, the first one"),
    _key("left", "across(-1)", "matrix.left", "Left", "The source before; from the first one, the claim"),
]
IN_LENS = [DISMISS, JUDGE, *IN_MATRIX]
_WITH_LENS = {
    *("case.undo", "case.redo", "claims.filter", "claims.order", "pane.next", "pane.previous", "pane.back"),
    *("claim.next-unchecked", "claim.previous-unchecked", "excerpt.read"),
}
SHARED = {binding.id: binding for binding in WORKBENCH if binding.id in _WITH_LENS}
"""Keys of the workbench that do the same on a screen that covers it."""

CLOSING = [Binding("escape,q", "close", "Close", id="dialog.close", tooltip="Close this window")]

GROUPS: Mapping[str, list[Binding]] = {
    "Claims and excerpts": MOVING,
    "Verdicts": DECIDING,
    "Workbench": [binding for binding in WORKBENCH if binding not in DECIDING],
    "On an excerpt": STANCES,
    "Editing": EDITING,
    "Finding evidence": [*LENS, *IN_LENS],
    "In the library": LIBRARY,
    "In the reader": [*READING, *SELECTING],
    "Claims out of a text": TAKING,
    "Anywhere": ANYWHERE,
    "Writing": WRITING,
}
"""All keys by where they work, for the help and the README."""

DEFAULTS: Mapping[str, str] = {binding.id: binding.key for group in GROUPS.values() for binding in group if binding.id}
"""The keys that everything has until the settings say otherwise, by its id."""

_IN_READER = {binding.id for binding in (*READING, *SELECTING)}
_IN_TAKING = {binding.id for binding in (*TAKING, *MOVING, *TAKING_BACK, *ANYWHERE)}
_ON_BENCH = {binding.id for binding in (*WORKBENCH, *EDITING, *LIBRARY) if binding not in TAKING_BACK}
_OF_LENS = {binding.id for binding in IN_LENS}
_UNDER_LENS = {binding.id for binding in (*WORKBENCH, *LENS, *EDITING, *LIBRARY, *READING, *SELECTING)} - _WITH_LENS

RESERVED: Mapping[str, str] = {"ctrl+q": "app.quit", "ctrl+p": "the palette", "enter": "the choice of what is marked"}
"""Keys that textual itself gives a meaning on every screen."""

_NAMES = {
    "left": "←",
    "right": "→",
    "shift+down": "shift+↓",
    "shift+up": "shift+↑",
    "shift+right": "shift+→",
    "shift+left": "shift+←",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "slash": "/",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "down": "↓",
    "up": "↑",
    "pagedown": "page down",
    "pageup": "page up",
    "escape": "esc",
}


def shown(keys: str) -> str:
    """Return the keys of a binding as people write them: "j ↓"."""
    return " ".join(_NAMES.get(key, key) for key in keys.split(","))


def check_keymap(keymap: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the part of a keymap that can be used, and what is wrong with the rest, a line each."""
    good: dict[str, str] = {}
    problems = []
    for name, wanted in keymap.items():
        if name not in DEFAULTS:
            problems.append(f"keys: no key has the id {name!r}; the help shows the ids")
        elif not all(map(_is_key, wanted.split(","))):
            problems.append(f"keys: {wanted!r} for {name} is no key; the default is used")
        else:
            good[name] = ",".join(binding.key for binding in Binding.make_bindings([Binding(wanted, "")]))
    while clash := _clash(good):
        name, key, owner = clash
        problems.append(f"keys: {key} for {name} is taken by {owner}; the default is used")
        del good[name]
    return good, problems


def _is_key(key: str) -> bool:
    """Tell whether a terminal may send such a key: a sign that is seen, its name, or one of textual's names."""
    base = key.strip().rpartition("+")[2] if len(key.strip()) > 1 else key.strip()
    sign = key_to_character(base) or ""
    return bool(base) and (key.strip() in set(Keys) or base in set(Keys) or (len(sign) == 1 and sign.isprintable()))


def together(name: str, other: str) -> bool:
    """Tell whether two keys may work at one time: what covers a screen has the keys of that one to itself."""
    if any(binding.id in {name, other} for binding in TAKING):
        return {name, other} <= _IN_TAKING
    if {name, other} & _OF_LENS:
        return not {name, other} & _UNDER_LENS
    return not ({name, other} & _IN_READER and {name, other} & _ON_BENCH)


def _clash(good: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return the last of the wishes for a key that has another meaning, with the key and whose it is."""
    keymap = {**DEFAULTS, **good}
    for name in reversed(list(good)):
        others = {other: keys for other, keys in keymap.items() if other != name and together(name, other)}
        taken = {key: other for other, keys in others.items() for key in keys.split(",")}
        for key in good[name].split(","):
            if owner := RESERVED.get(key) or taken.get(key):
                return name, key, owner
    return None
