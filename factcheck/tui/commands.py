"""The palette: everything that a key does on this screen, found by its words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.screens.base import WorkspaceScreen


class KeyCommands(Provider):
    """Offers the actions behind the keys that work now."""

    async def discover(self) -> Hits:
        """List all of them before anything is typed."""
        for active in self._actions():
            yield DiscoveryHit(
                Content(self._words(active.binding)),
                self._runner(active),
                text=self._words(active.binding),
                help=active.binding.tooltip,
            )

    async def search(self, query: str) -> Hits:
        """Find some of them by their words."""
        matcher = self.matcher(query)
        for active in self._actions():
            words = self._words(active.binding)
            if (score := matcher.match(words)) > 0:
                yield Hit(score, _lit(matcher, words), self._runner(active), text=words, help=active.binding.tooltip)

    def _actions(self) -> Iterator[ActiveBinding]:
        """Yield what the keys of this screen do, each once."""
        known = {binding.id for group in keys.GROUPS.values() for binding in group}
        seen: set[str | None] = set()
        for active in self.screen.active_bindings.values():
            if active.binding.id in known and active.binding.id not in seen:
                seen.add(active.binding.id)
                yield active

    def _words(self, binding: Binding) -> str:
        """Return what a key does and the key: "Decide: Refuted (2)"."""
        words = binding.description
        if binding.id and binding in keys.DECIDING and isinstance(self.screen, WorkspaceScreen) and self.screen.ready:
            digit = binding.id.removeprefix("verdict.")
            labels = self.screen.workspace.case.scale.labels
            words = next((f"Decide: {visible_line(label.name)}" for label in labels if label.key == digit), words)
        return f"{words} ({keys.shown(binding.key)})"

    def _runner(self, active: ActiveBinding) -> Callable[[], Coroutine[Any, Any, bool]]:
        return lambda: self.app.run_action(active.binding.action, active.node)


def _lit(matcher: Matcher, words: str) -> Content:
    """Return words with the letters that match lit up. `matcher.highlight` would read them as markup."""
    lit = Content(words)
    for offset in matcher.fuzzy_search.match(matcher.query, words)[1]:
        if not words[offset].isspace():
            lit = lit.stylize(matcher.match_style, offset, offset + 1)
    return lit
