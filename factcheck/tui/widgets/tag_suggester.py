"""Tags as they are written in a field: parted by commas, and completed from those that the case has."""

from __future__ import annotations

from collections.abc import Sequence

from textual.suggester import Suggester

from factcheck.text import clean_line, visible_line


class TagSuggester(Suggester):
    """Completes the last of several tags."""

    def __init__(self, tags: Sequence[str]) -> None:
        """Complete from `tags`, the first that fits."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = [tag for tag in tags if visible_line(tag) == tag]

    async def get_suggestion(self, value: str) -> str | None:
        """Return what is typed with its last tag completed; None where none begins so, or it stands there already."""
        there = {tag.casefold() for tag in split(value)}
        begun = value.rpartition(",")[2].lstrip()
        fitting = (tag for tag in self._tags if tag.casefold().startswith(begun.casefold()))
        found = next((tag for tag in fitting if tag.casefold() not in there), None) if begun else None
        return None if found is None else value + found[len(begun) :]


def split(written: str) -> tuple[str, ...]:
    """Return the tags in a text, each once, in their order."""
    return tuple(dict.fromkeys(tag for tag in map(clean_line, written.split(",")) if tag))


def joined(tags: str | Sequence[str]) -> str:
    """Return tags as they are written."""
    return tags if isinstance(tags, str) else ", ".join(tags)
