"""House styles: a report laid out by a template of the user's, in the language of Jinja2.

A template comes from anywhere, a colleague or the web, and may do nothing but lay out: it gets frozen values (`view`)
and no object of ours, calls nothing but its own macros, `range` and the filters listed here, and loads nothing. Text of
others is escaped for Markdown wherever it is put, unless a filter has made it Markdown already.

What it may use up is counted, so that the same template on the same case always ends alike: steps of loops and
macros, and characters written. What is not counted is the work of one expression: a filter over a list, a
comparison; each is bounded by the case, by `range` and by the length of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from traceback import extract_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from factcheck.case.case import Case
from factcheck.errors import InvalidError
from factcheck.exports.report import markdown_escape
from factcheck.exports.report.template_limits import Counting, Meter
from factcheck.exports.report.view import View
from factcheck.exports.selection import Selection

LONGEST_RANGE, LONGEST_TEMPLATE = 1_000, 200_000
_STEPS, _STEPS_A_ROW = 100_000, 200
_WRITTEN, _WRITTEN_A_ROW = 10_000_000, 20_000
_PIECES = 200
_NAME = "<template>"
_BUILT_IN = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "round", "select", "selectattr",
    "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_LARGEST = 10**15


class House:
    """A template, read once, that lays out one report or many."""

    @staticmethod
    def view(selection: Selection) -> View:
        """Return what its template sees of a selection: figures are compared only where it speaks of them."""
        template = selection.options["template"]
        return View(selection, figures="differs" in template or "marks" in template)

    def __init__(self, template: str, case: Case) -> None:
        """Read a template, given as its text, for reports on a case. Raises InvalidError, with the line."""
        if len(template) > LONGEST_TEMPLATE:
            raise InvalidError(f"the template has {len(template):,} characters, more than {LONGEST_TEMPLATE:,}")
        size = sum(map(len, case.tables.values()))
        self._meter = Meter(_STEPS + _STEPS_A_ROW * size, _WRITTEN + _WRITTEN_A_ROW * size)
        with _faults():
            self._template = _environment(self._meter).from_string(template)

    def write(self, view: View) -> Iterator[str]:
        """Yield the report on what is in view. Raises InvalidError for what may not be asked, or does not end."""
        self._meter.fill()
        with _faults():
            stream = self._template.stream(_known(view))
            stream.enable_buffering(_PIECES)
            yield from stream


@contextmanager
def _faults() -> Iterator[None]:
    """Turn whatever goes wrong in a template into one line that says where."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise InvalidError(f"template, line {error.lineno}: {error.message}") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise InvalidError(f"template, line {_line(error)}: {_words(error)}") from error
    except RecursionError as error:
        raise InvalidError(f"template, line {_line(error)}: it goes round in itself without end") from error
    except MemoryError as error:
        raise InvalidError("template: it asks for more memory than there is") from error


def _line(error: BaseException) -> int | str:
    """Return the line of the template where an error arose."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == _NAME]
    return lines[-1] or "?" if lines else "?"


def _words(error: BaseException) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    if "is not safely callable" in words:
        return "a template calls its own macros, range and namespace, and nothing else; filters do the rest"
    return words


def _environment(meter: Meter) -> ImmutableSandboxedEnvironment:
    """Return what a template is rendered in, with a meter that stops what does not end."""
    environment = _Sandbox(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[Counting],
        finalize=pass_context(lambda _context, value: meter.written(_as_markdown(value))),
    )
    built_in = {name: environment.filters[name] for name in _BUILT_IN}
    environment.filters = {**built_in, **_FILTERS, "join": partial(_join, meter)}
    environment.globals = {"range": _range, "namespace": environment.globals["namespace"], Counting.NAME: meter.step}
    return environment


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


def _range(*numbers: int) -> range:
    found = range(*numbers)
    if len(found) > LONGEST_RANGE:
        raise SecurityError(f"a range of {len(found):,} numbers, more than {LONGEST_RANGE:,}")
    return found


def _join(meter: Meter, values: Iterable[Any], separator: str = "") -> Markup:
    """Join texts, each escaped; the separator is the template's, and keeps its blanks."""
    shown = separator.strip(" ")
    left, right = len(separator) - len(separator.lstrip(" ")), len(separator) - len(separator.rstrip(" "))
    between = f"{' ' * left}{_as_markdown(shown)}{' ' * right}" if shown else separator
    return Markup(between.join([meter.written(_as_markdown(value)) for value in values]))  # noqa: S704


def _filter(change: Callable[[str], str]) -> Callable[[Any], Markup]:
    return lambda value: value if isinstance(value, Markup) else Markup(change("" if value is None else str(value)))  # noqa: S704


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "escape": _filter(markdown_escape.escape),
    "e": _filter(markdown_escape.escape),
    "block": _filter(markdown_escape.escape_block),
    "quote": _filter(markdown_escape.quote),
    "address": _filter(markdown_escape.address),
    "when": _filter(markdown_escape.when),
}


def _known(view: View) -> dict[str, Any]:
    """Return what templates know, by name."""
    return {
        "title": view.case.title,
        "only": view.only,
        "last_change": view.last_change,
        "checkers": view.checkers,
        "checked": view.progress.checked,
        "all_claims": view.progress.total,
        "all_sources": len(view.case.sources),
        "labels": view.case.scale.labels,
        "counts": view.counts(),
        "claims": view.claims,
        "corrections": view.corrections,
        "sources": [{"source": source, "claims": claims} for source, claims in view.sources()],
    }
