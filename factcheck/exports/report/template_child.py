"""Renders a house template in a sandbox: the module that runs in the child process.

It applies limits to itself before it reads the template. The values that the template uses come from the parent
process, the claims a few at a time; the report is sent there piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from traceback import extract_tb
from typing import Any, Protocol

from jinja2 import Environment, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from factcheck.documents.sandbox.confinement import confine
from factcheck.documents.sandbox.limits import SandboxLimits, apply_limits
from factcheck.documents.sandbox.messages import Parent, format_size
from factcheck.errors import InvalidError
from factcheck.exports.report.environment import MARKDOWN_FILTERS, REPORT_FILTERS, joined, markdown, names_in

_CLAIMS_A_REQUEST = 16
_MOST_CHARACTERS = 1 << 20
"""Characters that are sent at once."""
FILE_NAME = "<template>"
"""The file name of the template in tracebacks."""

_BUILT_IN = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "int", "items",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "round", "select", "selectattr",
    "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_LARGEST_NUMBER = 10**15


def main() -> None:
    """Render the template that the parent sends, as often as it requests, until the parent ends."""
    parent = Parent()
    limits, template, names = parent.receive()
    apply_limits(limits)
    confine()
    parent.answer({"kind": "ready"})
    renderer = Renderer(template, names, limits)
    while True:
        renderer.render(parent.receive(), parent)


class TemplateParent(Protocol):
    """The parent of a template: answers what it asks for while it is rendered, and is given the report."""

    def receive(self) -> Any:
        """Return the next message."""

    def answer(self, message: object) -> None:
        """Send a message."""


class Renderer:
    """Renders one template, compiled when it is first used."""

    def __init__(self, template: str, names: Sequence[str], limits: SandboxLimits) -> None:
        """Render `template` with the values `names`; errors name the `limits`."""
        self._template, self._names, self._limits = template, names, limits
        self._compiled: tuple[Template, set[str]] | None = None

    def render(self, counts: Mapping[str, int], parent: TemplateParent) -> None:
        """Send `parent` the report and that it ends, or the error in one line; `counts` are the lengths of lists."""
        try:
            with _one_line(self._limits):
                self._compiled = self._compiled or _compiled(self._template)
                _render(*self._compiled, self._names, counts, parent)
        except InvalidError as error:
            parent.answer({"kind": "error", "line": str(error)})
        else:
            parent.answer({"kind": "end"})


def _render(
    template: Template, used: set[str], names: Sequence[str], counts: Mapping[str, int], parent: TemplateParent
) -> None:
    def ask(**answer: object) -> Any:
        parent.answer(answer)
        return parent.receive()

    def stream(name: str) -> _Claims:
        return _Claims(counts[name], lambda start, stop: ask(kind="claims", name=name, start=start, stop=stop))

    values = {name: ask(kind="value", name=name) for name in names if name in used and name not in counts}
    for piece in joined(template.generate(values | {name: stream(name) for name in counts})):
        for start in range(0, len(piece), _MOST_CHARACTERS):
            ask(kind="text", text=piece[start : start + _MOST_CHARACTERS])


class _Claims(Sequence[Any]):
    """The claims, fetched on access, of which the last few are kept."""

    def __init__(self, count: int, fetch: Callable[[int, int], list[Any]]) -> None:
        self._count, self._fetch = count, fetch
        self._start, self._kept = 0, list[Any]()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        numbers = range(self._count)[index]
        return [self._at(number) for number in numbers] if isinstance(numbers, range) else self._at(numbers)

    def _at(self, number: int) -> Any:
        if not self._start <= number < self._start + len(self._kept):
            self._start = number
            self._kept = self._fetch(number, min(number + _CLAIMS_A_REQUEST, self._count))
        return self._kept[number - self._start]


def sandbox() -> Environment:
    """Return an environment in which a Markdown template can access only its values."""
    environment = markdown(_Sandbox)
    finalize: Any = environment.finalize
    # with a context it is not applied to constants, which Jinja2 has already escaped for HTML
    environment.finalize = pass_context(lambda _context, value: finalize(value))
    environment.filters = {
        name: environment.filters[name] for name in (*_BUILT_IN, *REPORT_FILTERS, *MARKDOWN_FILTERS, "table")
    }
    environment.globals = {name: environment.globals[name] for name in ("range", "namespace")}
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    """Allows calls of macros and of two globals, and arithmetic with numbers."""

    intercepted_binops = _ARITHMETIC

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether an object is a macro, a global or a method of a loop."""
        is_global = any(obj is function for function in self.globals.values())
        return is_global or isinstance(obj, Macro) or type(obj).__module__ == "jinja2.runtime" or _is_of_loop(obj)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result for two numbers. Raises SecurityError for text, which + would escape twice, and for **."""
        if not all(isinstance(value, int | float) and abs(value) <= _LARGEST_NUMBER for value in (left, right)):
            raise SecurityError(f"{operator} is for numbers up to {_LARGEST_NUMBER:,}")
        if operator == "**":
            raise SecurityError("** is not available")
        return super().call_binop(context, operator, left, right)


def _is_of_loop(obj: Any) -> bool:
    return type(getattr(obj, "__self__", None)).__module__ == "jinja2.runtime"


def _compiled(source: str) -> tuple[Template, set[str]]:
    """Return the compiled template and the names that it uses. Raises InvalidError, TemplateSyntaxError."""
    environment, tree = sandbox(), None
    try:
        tree = environment.parse(source, filename=FILE_NAME)
        for concat in tree.find_all(nodes.Concat):
            raise TemplateSyntaxError("~ is not available: write {{ a }}{{ b }}", concat.lineno)
        code = environment.compile(tree, filename=FILE_NAME)
    except (SyntaxError, RecursionError, MemoryError) as error:
        line = f", line {_deepest(tree)}" if tree else ""
        raise InvalidError(f"template{line}: blocks or expressions are nested too deeply") from error
    return Template.from_code(environment, code, environment.make_globals(None)), names_in(tree)


def _deepest(tree: nodes.Node) -> int:
    """Return the line of the most deeply nested node."""
    depth, line, stack = 0, tree.lineno, [(0, tree)]
    while stack:
        level, node = stack.pop()
        if level > depth:
            depth, line = level, node.lineno
        stack += [(level + 1, child) for child in node.iter_child_nodes()]
    return line


@contextmanager
def _one_line(limits: SandboxLimits) -> Iterator[None]:
    """Turn every error of a template into an InvalidError, in one line with the line of the template."""
    try:
        yield
    except InvalidError:
        raise
    except TemplateSyntaxError as error:
        raise InvalidError(f"template, line {error.lineno}: {error.message}") from error
    except RecursionError as error:
        raise InvalidError(f"template, line {_line(error)}: it calls itself without end") from error
    except MemoryError as error:
        raise InvalidError(f"template: it needs more than {format_size(limits.memory)} of memory") from error
    except TemplateNotFound as error:
        raise InvalidError(f"template, line {_line(error)}: it cannot load another template, {error.name!r}") from error
    except Exception as error:
        raise InvalidError(f"template, line {_line(error)}: {_reason(error)}") from error


def _line(error: BaseException) -> int | str:
    """Return the line of the template where an error arose."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == FILE_NAME]
    return lines[-1] or "?" if lines else "?"


def _reason(error: BaseException) -> str:
    reason = " ".join(str(error).split()) or type(error).__name__
    if "is not safely callable" in reason:
        return "a template can call only its own macros, range and namespace; use filters for anything else"
    return reason
