"""The Jinja2 environment of house templates: which filters they have, and how what they write is escaped.

Whatever is put into the report is escaped for Markdown, unless a filter has made it Markdown already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import DictLoader, StrictUndefined, Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from factcheck.exports.report import markdown_escape

FILE_NAME = "<template>"
"""The file name that tracebacks give a template."""
_BUILT_IN = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "round", "select", "selectattr",
    "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_LARGEST = 10**15


def environment() -> ImmutableSandboxedEnvironment:
    """Return an environment in which a template reaches nothing but its values."""
    made = _Sandbox(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=DictLoader({}),
        finalize=pass_context(lambda _context, value: _as_markdown(value)),  # so that constants are not escaped before
    )
    made.filters = {**{name: made.filters[name] for name in _BUILT_IN}, **_FILTERS}
    made.globals = {name: made.globals[name] for name in ("range", "namespace")}
    return made


class _Sandbox(ImmutableSandboxedEnvironment):
    """Calls nothing but what is given to templates, and computes with numbers only."""

    intercepted_binops = _ARITHMETIC

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, what stands among the globals, and a loop that goes deeper or round; no method."""
        given = any(obj is function for function in self.globals.values())
        return given or isinstance(obj, Macro) or type(obj).__module__ == "jinja2.runtime" or _of_loop(obj)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers of a size that readers can read: text and lists would grow without end."""
        if not all(isinstance(value, int | float) and abs(value) <= _LARGEST for value in (left, right)):
            raise SecurityError(f"{operator} is for numbers")
        if operator == "**":
            raise SecurityError("** is not there")
        return super().call_binop(context, operator, left, right)


def _of_loop(obj: Any) -> bool:
    return type(getattr(obj, "__self__", None)).__module__ == "jinja2.runtime"


def _as_markdown(value: Any) -> str:
    """Return what is put into the report: text escaped, unless it is Markdown already; nothing for None."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    if isinstance(value, Undefined):
        return str(value)  # raises
    if not isinstance(value, str | int | float):
        raise TypeError(f"this is no text that could be printed but a {type(value).__name__}")
    return Markup(markdown_escape.escape(str(value)))  # noqa: S704 - escaped for Markdown, which this is


def _join(values: Iterable[Any], separator: str = "") -> Markup:
    """Join texts, each escaped; the separator is the template's, and keeps its blanks."""
    shown = separator.strip(" ")
    left, right = len(separator) - len(separator.lstrip(" ")), len(separator) - len(separator.rstrip(" "))
    between = f"{' ' * left}{_as_markdown(shown)}{' ' * right}" if shown else separator
    return Markup(between.join([_as_markdown(value) for value in values]))  # noqa: S704


def _filter(change: Callable[[str], str]) -> Callable[[Any], Markup]:
    return lambda value: value if isinstance(value, Markup) else Markup(change("" if value is None else str(value)))  # noqa: S704


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "join": _join,
    "escape": _filter(markdown_escape.escape),
    "e": _filter(markdown_escape.escape),
    "block": _filter(markdown_escape.escape_block),
    "quote": _filter(markdown_escape.quote),
    "address": _filter(markdown_escape.address),
    "when": _filter(markdown_escape.when),
}
