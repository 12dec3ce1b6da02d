"""The command manual."""

from __future__ import annotations

import click

from factcheck import manual as pages
from factcheck.cli.context import Command
from factcheck.cli.output import for_people, json_option, print_object, print_objects, print_rows, print_text
from factcheck.errors import UnknownError


def _topics(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Return the topics that a shell offers for the start of a word."""
    return [topic for topic in pages.TOPICS if topic.startswith(begun.casefold())]


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  factcheck manual
  factcheck manual filter
  factcheck manual keys | less

\b
Piped, a page is plain Markdown, and the list is a line for each topic: its
name and what the page is about, separated by a tab.
""",
)
@click.argument("topic", required=False, shell_complete=_topics)
@json_option
def manual(topic: str | None, as_json: bool) -> None:
    """Show a page of the manual, or list its topics."""
    if topic is None:
        _list_topics(as_json)
        return
    name = topic.strip().casefold()
    if name not in pages.TOPICS:
        raise UnknownError(f"the manual has no topic {topic!r}; nearest: {', '.join(pages.nearest(name))}")
    if as_json:
        print_object({"topic": name, "title": pages.title(name), "text": pages.page(name)})
    elif for_people():
        from factcheck.cli.tables import show_markdown

        show_markdown(pages.page(name))
    else:
        print_text(pages.page(name))


def _list_topics(as_json: bool) -> None:
    rows = [(topic, pages.title(topic)) for topic in pages.TOPICS]
    if as_json:
        print_objects({"topic": topic, "title": title} for topic, title in rows)
    elif for_people():
        from factcheck.cli.tables import show_named

        show_named(rows)
    else:
        print_rows(rows)
