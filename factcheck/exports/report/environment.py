"""The Jinja2 environments of reports: escaping, and the filters of templates.

Every value that a template prints is escaped for Markdown or HTML, unless it is of the type Markup. Shipped templates
and the user's have the same filters.
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

_CACHED_LENGTH = 100
"""Texts with fewer characters are escaped once and cached."""
_NEWLINE = "\n"
_PIECES_JOINED = 512

SIGNS = {"supports": "✓", "contradicts": "✗", "both": "◐", "differs": "≠", "context": "·", "silent": "·"}
"""The sign of each state of the matrix in Markdown."""

Escape = Callable[[str], str]

markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns escaped text as Markup. It is faster than `Markup(text)`, which first checks the type of the text."""


def markdown(base: type[Environment] | None = None) -> Environment:
    """Return the environment of Markdown templates; its class is `base`, or Jinja2's own."""
    filters = {name: _filter(escape) for name, escape in MARKDOWN_FILTERS.items()}
    return _environment(base, markdown_filters.escape, {**filters, "table": markdown_filters.table})


def html() -> Environment:
    """Return the environment of the page."""
    return _environment(None, html_filters.escape, html_filters.FILTERS)


def names_in(tree: nodes.Template) -> set[str]:
    """Return the names that a template uses."""
    from jinja2 import nodes

    return {node.name for node in tree.find_all(nodes.Name)}


def joined(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the same text in fewer, longer pieces."""
    while some := list(islice(pieces, _PIECES_JOINED)):
        yield "".join(some)


class ShippedTemplate:
    """A compiled template of the package."""

    def __init__(self, environment: Environment, source: str, compiler: Environment | None = None) -> None:
        """Compile a template with `compiler`, by default `environment`, to be run in `environment`."""
        from jinja2 import Template

        self._names = names_in(environment.parse(source))
        code = (compiler or environment).compile(source)
        self._template = Template.from_code(environment, code, environment.make_globals(None))

    def write(self, values: Mapping[str, Callable[[], Any]]) -> Iterator[str]:
        """Yield the rendered text in pieces. Only the `values` that the template uses are computed."""
        used = {name: value() for name, value in values.items() if name in self._names}
        return joined(iter(self._template.root_render_func(self._template.new_context(used))))


def markdown_report(source: str) -> ShippedTemplate:
    """Return a compiled Markdown template. It has no autoescape, which is slow: `finalize` escapes all values."""
    environment = markdown()
    return ShippedTemplate(environment, source, environment.overlay(autoescape=False))


def _environment(
    base: type[Environment] | None, escape: Escape, filters: Mapping[str, Callable[..., Any]]
) -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined, Undefined

    @lru_cache(maxsize=4096)
    def cached(text: str) -> Markup:
        return markup(escape(text))

    def finalize(value: Any) -> Markup:
        """Return a value as Markup: text escaped unless it is Markup already, "" for None. Raises TypeError."""
        if isinstance(value, str):
            if isinstance(value, Markup):
                return value
            return cached(value) if len(value) < _CACHED_LENGTH else markup(escape(value))
        if value is None:
            return cached("")
        if isinstance(value, Undefined):
            return cached(str(value))  # raises UndefinedError
        if not isinstance(value, int | float):
            raise TypeError(f"a {type(value).__name__} cannot be printed; only text and numbers can")
        return cached(str(value))

    environment = (base or Environment)(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=DictLoader({}),
        finalize=finalize,
    )
    own = {name: partial(filter_, finalize) for name, filter_ in REPORT_FILTERS.items()}
    environment.filters = {**environment.filters, "escape": finalize, "e": finalize, **own, **filters}
    return environment


def _join(finalize: Callable[[Any], Markup], values: Iterable[Any], separator: str = "") -> Markup:
    """Join texts, each escaped. The separator is escaped too, but for the blanks around it."""
    shown = separator.strip(" ")
    left, right = len(separator) - len(separator.lstrip(" ")), len(separator) - len(separator.rstrip(" "))
    between = f"{' ' * left}{finalize(shown)}{' ' * right}" if shown else separator
    return markup(between.join([finalize(value) for value in values]))


def _line(finalize: Callable[[Any], Markup], values: Iterable[Any]) -> Markup:
    """Join the texts that are not empty with " · "."""
    return markup(" · ".join([finalize(value) for value in values if value]))


def _facts(finalize: Callable[[Any], Markup], facts: Iterable[tuple[str, Any]]) -> Markup:
    """Return the facts that are not empty, given as names and values: "Speaker: Ada · Date: 2022"."""
    return markup(" · ".join([f"{name}: {finalize(value)}" for name, value in facts if value]))


def _label(finalize: Callable[[Any], Markup], label: Label) -> Markup:
    """Return the sign and the name of a label."""
    return finalize(f"{label.glyph} {label.name}".strip() or label.id)


def _number(_finalize: object, number: int, noun: str) -> str:
    """Return a number with a noun: "1 claim", "3 claims"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(finalize: Callable[[Any], Markup], values: Sequence[Any], most: int = 0) -> Markup:
    """Return texts as "a, b and c"; if there are more than `most`, as "a, b and 7 more"."""
    if most and len(values) > most:
        return markup(f"{_join(finalize, values[:most], ', ')} and {len(values) - most} more")
    if len(values) < 2:  # noqa: PLR2004 - with two there is an "and"
        return _join(finalize, values)
    return markup(f"{_join(finalize, values[:-1], ', ')} and {finalize(values[-1])}")


def _signs(_finalize: object, states: Iterable[str], separator: str) -> Markup:
    """Return states of the matrix as signs."""
    return markup(separator.join([SIGNS[state] for state in states]))


def _item(_finalize: object, markdown: str) -> Markup:
    """Return Markdown as an item of a list."""
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
    "link": markdown_filters.link,
}


def _filter(escape: Escape) -> Callable[[Any], Markup]:
    """Return a filter that escapes text, and returns Markup unchanged."""
    return lambda value: value if isinstance(value, Markup) else markup(escape("" if value is None else str(value)))
