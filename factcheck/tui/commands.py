"""The palette: everything that a key does on this screen, found by its words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.style import Style

from factcheck.case.describe import describe
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.keymap import shown
from factcheck.tui.screens.base import CaseScreen

FIRST = (
    *("claim.suggest", "case.export", "case.import", "case.verify", "case.coverage", "case.extract", "reader.propose"),
    *("case.matrix", "case.search", "edit.add", "case.sources", "source.attach"),
    *("verdict.rationale", "claim.waive", "claim.history"),
)
"""The ids of what is offered first: the tasks of a checker, in the order of the work."""

OF_THE_SYSTEM = {"Theme", "Screenshot"}
"""What Textual offers on every screen that no key of ours does; it comes last."""

_IN_HELP = 0.001
"""The score of a command that has the query in its help only."""


class PaletteCommand(NamedTuple):
    """Something that can be done: its words, what they mean, and what does it."""

    words: str
    help: str
    run: Callable[[], object]


class KeyCommands(Provider):
    """Offers the actions behind the keys that work now."""

    async def discover(self) -> Hits:
        """List all of them before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(Content(command.words), command.run, text=command.words, help=command.help)

    async def search(self, query: str) -> Hits:
        """Find some of them by their words."""
        style = self.match_style or Style(bold=True)
        for command in self._commands():
            if offsets := match(query, command.words):
                words = highlight(command.words, offsets, style)
                yield Hit(score(offsets), words, command.run, text=command.words, help=command.help)
            elif query.lower().strip() in command.help.lower():
                yield Hit(_IN_HELP, Content(command.words), command.run, text=command.words, help=command.help)

    def _commands(self) -> Iterator[PaletteCommand]:
        """Yield what can be done on this screen."""
        for active in self._actions():
            yield PaletteCommand(self._words(active.binding), active.binding.tooltip, self._runner(active))
            if active.binding.id == "case.undo":
                yield from self._colleagues_changes()
        for command in self.app.get_system_commands(self.screen):
            if command.title in OF_THE_SYSTEM:
                yield PaletteCommand(command.title, command.help, command.callback)

    def _colleagues_changes(self) -> Iterator[PaletteCommand]:
        """Yield the undo of the last change of each other checker: u only undoes the own ones."""
        screen = self.screen
        if not isinstance(screen, CaseScreen) or not screen.ready:
            return
        case = screen.workspace.case
        for name in case.history.undoable_checkers:
            if name != screen.workspace.checker:
                words = visible_line(f"Undo {name}'s last change: {describe(case, case.history.undoable_by(name))}")
                yield PaletteCommand(words, "Undo the last change of a colleague", partial(screen.changes.undo, name))

    def _actions(self) -> Iterator[ActiveBinding]:
        """Yield what the keys of this screen do, each once: tasks first, moving about last."""
        moving = [binding.id for binding in (*keys.MOVING, *keys.COLUMNS, *keys.PANES)]
        order = dict.fromkeys([*FIRST, *(name for name in keys.DEFAULTS if name not in moving), *moving])
        bindings = [*self.screen.active_bindings.values()]
        active = {active.binding.id: active for active in reversed(bindings)}  # of several keys the first is shown
        yield from (active[name] for name in order if name in active)

    def _words(self, binding: Binding) -> str:
        """Return what a key does and the key: "Decide: Refuted (2)"."""
        words = binding.description
        if binding.id and binding in keys.VERDICTS and isinstance(self.screen, CaseScreen) and self.screen.ready:
            digit = binding.id.removeprefix("verdict.")
            labels = self.screen.workspace.case.scale.labels
            words = next((f"Decide: {visible_line(label.name)}" for label in labels if label.key == digit), words)
        return f"{words} ({shown(binding.key)})"

    def _runner(self, active: ActiveBinding) -> Callable[[], Coroutine[Any, Any, bool]]:
        return lambda: self.app.run_action(active.binding.action, active.node)


def match(query: str, words: str) -> list[int]:
    """Return the offsets in `words` of the letters of a query, in its order; none if one is missing.

    The query as a whole counts first, then each of its words, then its letters one after the other. Textual's own
    matcher tries every way to place the letters, which takes for ever in text that repeats a letter often.
    """
    text, query = words.lower(), query.lower().strip()
    if len(text) != len(words):
        return []  # a letter that is longer in lower case: its offsets say nothing about `words`
    if (start := text.find(query)) >= 0:
        return list(range(start, start + len(query)))
    starts = [(text.find(part), len(part)) for part in query.split()]
    if all(start >= 0 for start, _ in starts):
        return sorted({offset for start, length in starts for offset in range(start, start + length)})
    offsets, start = [], 0
    for letter in query.replace(" ", ""):
        start = text.find(letter, start) + 1
        if not start:
            return []
        offsets.append(start - 1)
    return offsets


def score(offsets: list[int]) -> float:
    """Return how good a match is, from 0 to 1: letters that follow each other, early in the words."""
    runs = 1 + sum(after - before > 1 for before, after in pairwise(offsets))
    return 1 / runs / (1 + offsets[0] / 1000)


def highlight(words: str, offsets: list[int], style: Style) -> Content:
    """Return words with the letters of a query highlighted. Textual's matcher would read them as markup."""
    content = Content(words)
    for offset in offsets:
        if not words[offset].isspace():
            content = content.stylize(style, offset, offset + 1)
    return content
