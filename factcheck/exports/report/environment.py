"""The Jinja2 environments of reports: the filters of templates, and how what they write is escaped.

Whatever a template writes is escaped for its format, Markdown or HTML, unless a filter has made it markup already.
The shipped Markdown template and house templates have the same filters; a house template can do no more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from textwrap import indent
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from factcheck.case.scale import Label
from factcheck.exports.report import html_filters, markdown_filters

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

_SHORT = 100
_NEWLINE = "\n"
_TOGETHER = 512
"""Pieces that are joined."""

SIGNS = {"supports": "✓", "contradicts": "✗", "both": "◐", "differs": "≠", "context": "·", "silent": "·"}
"""What stands for the states of the matrix in Markdown."""

Escape = Callable[[str], str]

markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns text that is escaped already as markup, quicker than `Markup(text)`, which asks first what it is given."""


def markdown(base: type[Environment] | None = None) -> Environment:
    """Return the environment of Markdown templates; its class is `base`, or Jinja2's own."""
    filters = {name: _filter(change) for name, change in MARKDOWN_FILTERS.items()}
    return _environment(base, markdown_filters.escape, {**filters, "table": markdown_filters.table})


def html() -> Environment:
    """Return the environment of the page."""
    return _environment(None, html_filters.escape, html_filters.FILTERS)


def names_in(tree: nodes.Template) -> set[str]:
    """Return the names that a template uses."""
    from jinja2 import nodes

    return {node.name for node in tree.find_all(nodes.Name)}


def joined(pieces: Iterator[str]) -> Iterator[str]:
    """Yield pieces joined, many at a time."""
    while together := list(islice(pieces, _TOGETHER)):
        yield "".join(together)


class ShippedTemplate:
    """A template of the package, compiled once."""

    def __init__(self, environment: Environment, source: str, compiler: Environment | None = None) -> None:
        """Compile a template for an environment, with another one as the compiler where that is given."""
        from jinja2 import Template

        self._names = names_in(environment.parse(source))
        code = (compiler or environment).compile(source)
        self._template = Template.from_code(environment, code, environment.make_globals(None))

    def write(self, values: Mapping[str, Callable[[], Any]]) -> Iterator[str]:
        """Yield what it writes; of the values only those are looked up that it uses."""
        used = {name: value() for name, value in values.items() if name in self._names}
        return joined(iter(self._template.root_render_func(self._template.new_context(used))))


def markdown_report(source: str) -> ShippedTemplate:
    """Return a Markdown template, compiled to run fast: `finalize` escapes what it writes, and nothing does again."""
    environment = markdown()
    return ShippedTemplate(environment, source, environment.overlay(autoescape=False))


def _environment(
    base: type[Environment] | None, escape: Escape, filters: Mapping[str, Callable[..., Any]]
) -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined, Undefined

    @lru_cache(maxsize=4096)
    def short(text: str) -> Markup:
        return markup(escape(text))

    def finalize(value: Any) -> Markup:
        """Return a value as markup: text escaped, unless it is markup already; nothing for None."""
        if isinstance(value, str):
            if isinstance(value, Markup):
                return value
            return short(value) if len(value) < _SHORT else markup(escape(value))
        if value is None:
            return short("")
        if isinstance(value, Undefined):
            return short(str(value))  # raises
        if not isinstance(value, int | float):
            raise TypeError(f"this is no text that could be printed but a {type(value).__name__}")
        return short(str(value))

    made = (base or Environment)(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=DictLoader({}),
        finalize=finalize,
    )
    own = {name: partial(change, finalize) for name, change in REPORT_FILTERS.items()}
    made.filters = {**made.filters, "escape": finalize, "e": finalize, **own, **filters}
    return made


def _join(finalize: Callable[[Any], Markup], values: Iterable[Any], separator: str = "") -> Markup:
    """Join texts, each escaped; the separator is the template's, and keeps its blanks."""
    shown = separator.strip(" ")
    left, right = len(separator) - len(separator.lstrip(" ")), len(separator) - len(separator.rstrip(" "))
    between = f"{' ' * left}{finalize(shown)}{' ' * right}" if shown else separator
    return markup(between.join([finalize(value) for value in values]))


def _line(finalize: Callable[[Any], Markup], values: Iterable[Any]) -> Markup:
    """Join the texts that are not empty, with a dot between them."""
    return markup(" · ".join([finalize(value) for value in values if value]))


def _facts(finalize: Callable[[Any], Markup], facts: Iterable[tuple[str, Any]]) -> Markup:
    """Return those of some facts, given with their names, that are known: "Speaker: Ada · Date: 2022"."""
    return markup(" · ".join([f"{name}: {finalize(value)}" for name, value in facts if value]))


def _label(finalize: Callable[[Any], Markup], label: Label) -> Markup:
    """Return a label's sign and name."""
    return finalize(f"{label.glyph} {label.name}".strip() or label.id)


def _number(_finalize: object, number: int, noun: str) -> str:
    """Return a number of things: "1 claim", "3 claims"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(finalize: Callable[[Any], Markup], values: Sequence[Any], most: int = 0) -> Markup:
    """Return texts as a list in words, "a, b and c"; with `most` no more than these, "a, b and 7 more"."""
    if most and len(values) > most:
        return markup(f"{_join(finalize, values[:most], ', ')} and {len(values) - most} more")
    if len(values) < 2:  # noqa: PLR2004 - with two there is an "and"
        return _join(finalize, values)
    return markup(f"{_join(finalize, values[:-1], ', ')} and {finalize(values[-1])}")


def _signs(_finalize: object, states: Iterable[str], separator: str) -> Markup:
    """Return states of the matrix as signs."""
    return markup(separator.join([SIGNS[state] for state in states]))


def _item(_finalize: object, markdown: str) -> Markup:
    """Return Markdown as an entry of a list."""
    return markup(f"- {indent(markdown.rstrip(_NEWLINE), '  ').lstrip()}{_NEWLINE}")


REPORT_FILTERS: Mapping[str, Callable[..., Any]] = {
    "join": _join,
    "line": _line,
    "facts": _facts,
    "label": _label,
    "number": _number,
    "listed": _listed,
    "signs": _signs,
    "item": _item,
}
MARKDOWN_FILTERS: Mapping[str, Escape] = {
    "escape": markdown_filters.escape,
    "e": markdown_filters.escape,
    "block": markdown_filters.escape_block,
    "quote": markdown_filters.quote,
    "address": markdown_filters.address,
    "when": markdown_filters.when,
}


def _filter(change: Escape) -> Callable[[Any], Markup]:
    return lambda value: value if isinstance(value, Markup) else markup(change("" if value is None else str(value)))
