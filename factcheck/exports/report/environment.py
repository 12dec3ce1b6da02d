"""The Jinja2 environments of reports: the filters of templates, and how what they write is escaped.

Whatever a template writes is escaped for its format, Markdown or HTML, unless a filter has made it markup already.
The shipped Markdown template and house templates have the same filters; a house template can do no more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from textwrap import indent
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from factcheck.case.scale import Label
from factcheck.exports.report import html_escape, markdown_escape, markdown_table

FILE_NAME = "<template>"
"""The file name that tracebacks give a template."""

_BUILT_IN = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "int", "items",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "round", "select", "selectattr",
    "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_LARGEST = 10**15
_SHORT = 100
_NEWLINE = "\n"
_TOGETHER = 512
"""Pieces that are joined."""

SIGNS = {"supports": "✓", "contradicts": "✗", "both": "◐", "differs": "≠", "context": "·", "silent": "·"}
"""What stands for the states of the matrix in Markdown."""

Escape = Callable[[str], str]

markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns text that is escaped already as markup, quicker than `Markup(text)`, which asks first what it is given."""


def markdown(base: type[Environment] = Environment) -> Environment:
    """Return the environment of Markdown templates."""
    filters = {name: _filter(change) for name, change in _MARKDOWN.items()}
    return _environment(base, markdown_escape.escape, {**filters, "table": markdown_table.table})


def sandbox() -> Environment:
    """Return an environment in which a Markdown template reaches nothing but its values."""
    made = markdown(_Sandbox)
    finalize: Any = made.finalize
    made.finalize = pass_context(lambda _context, value: finalize(value))  # a constant would be escaped for HTML before
    made.filters = {name: made.filters[name] for name in (*_BUILT_IN, *_OWN, *_MARKDOWN, "table")}
    made.globals = {name: made.globals[name] for name in ("range", "namespace")}
    return made


def html() -> Environment:
    """Return the environment of the page."""
    return _environment(Environment, html_escape.escape, html_escape.FILTERS)


def names_in(tree: nodes.Template) -> set[str]:
    """Return the names that a template uses."""
    return {node.name for node in tree.find_all(nodes.Name)}


def joined(pieces: Iterator[str]) -> Iterator[str]:
    """Yield pieces joined, many at a time."""
    while together := list(islice(pieces, _TOGETHER)):
        yield "".join(together)


class ShippedTemplate:
    """A template of the package, compiled once."""

    def __init__(self, environment: Environment, source: str, compiler: Environment | None = None) -> None:
        """Compile a template for an environment, with another one as the compiler where that is given."""
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


def _environment(base: type[Environment], escape: Escape, filters: Mapping[str, Callable[..., Any]]) -> Environment:
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

    made = base(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=DictLoader({}),
        finalize=finalize,
    )
    own = {name: partial(change, finalize) for name, change in _OWN.items()}
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


_OWN: Mapping[str, Callable[..., Any]] = {
    "join": _join,
    "line": _line,
    "facts": _facts,
    "label": _label,
    "number": _number,
    "listed": _listed,
    "signs": _signs,
    "item": _item,
}
_MARKDOWN: Mapping[str, Escape] = {
    "escape": markdown_escape.escape,
    "e": markdown_escape.escape,
    "block": markdown_escape.escape_block,
    "quote": markdown_escape.quote,
    "address": markdown_escape.address,
    "when": markdown_escape.when,
}


def _filter(change: Escape) -> Callable[[Any], Markup]:
    return lambda value: value if isinstance(value, Markup) else markup(change("" if value is None else str(value)))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Calls nothing but what is given to templates, and computes with numbers only."""

    intercepted_binops = _ARITHMETIC

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, the globals, and what a loop has; no method."""
        given = any(obj is function for function in self.globals.values())
        return given or isinstance(obj, Macro) or type(obj).__module__ == "jinja2.runtime" or _of_loop(obj)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers only: + would escape text a second time."""
        if not all(isinstance(value, int | float) and abs(value) <= _LARGEST for value in (left, right)):
            raise SecurityError(f"{operator} is for numbers")
        if operator == "**":
            raise SecurityError("** is not there")
        return super().call_binop(context, operator, left, right)


def _of_loop(obj: Any) -> bool:
    return type(getattr(obj, "__self__", None)).__module__ == "jinja2.runtime"
