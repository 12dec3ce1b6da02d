"""The manual: one page of Markdown for each topic, shipped with the program.

`factcheck manual TOPIC` and the help screen show the pages. The first heading of a page says what it is about.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

TOPICS = (
    "tour",
    "terms",
    "keys",
    "filter",
    "documents",
    "quotes",
    "evidence",
    "drafts",
    "warnings",
    "team",
    "server",
    "live",
    "browser",
    "entries",
    "formats",
    "command-line",
    "python",
    "data",
    "settings",
    "promises",
    "performance",
)
"""The topics, in the order in which they are listed."""

_MARKER = re.compile(r"^<!-- /?[\w-]+ -->\n\n?", re.MULTILINE)


def page(topic: str) -> str:
    """Return the page of a topic in Markdown. Raises KeyError if there is no such topic."""
    if topic not in TOPICS:
        raise KeyError(topic)
    return _MARKER.sub("", path(topic).read_text(encoding="utf-8"))


def nearest(name: str) -> tuple[str, ...]:
    """Return the topics whose names are like `name`, the most similar first; all topics if none is."""
    return tuple(get_close_matches(name.casefold(), TOPICS)) or TOPICS


def title(topic: str) -> str:
    """Return what the page of a topic is about, in one line. Raises KeyError if there is no such topic."""
    return page(topic).partition("\n")[0].removeprefix("# ")


def path(topic: str) -> Path:
    """Return the file of a topic's page, whether it exists or not."""
    return Path(__file__).with_name(f"{topic}.md")
