"""House templates: a report rendered with a Jinja2 template of the user's.

A template may come from anywhere and is not trusted. It is rendered in a child process with limits on memory, time and
output (`template_child`), gets only the immutable values of `view`, and cannot load anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from factcheck.case.case import Case
from factcheck.documents.sandbox.limits import SandboxLimits
from factcheck.documents.sandbox.messages import Child, ChildDiedError, exceeded_cpu_time, format_size, signal_name
from factcheck.errors import InvalidError
from factcheck.exports.report.view import STREAMED, VALUES, View
from factcheck.exports.selection import Selection

LONGEST_TEMPLATE = 200_000
"""The characters of the longest template."""
_LARGEST_ANSWER = 1 << 24
_ROWS_A_SECOND = 5_000


def limits_for(case: Case) -> SandboxLimits:
    """Return the limits of rendering a template, which grow with the case; `answer` limits the report, in bytes."""
    rows = sum(map(len, case.tables.values()))
    seconds = 20 + rows // _ROWS_A_SECOND
    return SandboxLimits(processor=seconds, clock=3.0 * seconds, answer=(10 << 20) + 20_000 * rows)


class HouseTemplate:
    """A template that renders one report or many, in one child process, until it is closed."""

    def __init__(self, template: str, limits: SandboxLimits) -> None:
        """Prepare a template, given as its text. Raises InvalidError if it is too long."""
        if len(template) > LONGEST_TEMPLATE:
            raise InvalidError(f"the template has {len(template):,} characters, more than {LONGEST_TEMPLATE:,}")
        self._template, self._limits = template, limits
        self._child: Child | None = None

    def __enter__(self) -> HouseTemplate:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child process."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def view(self, selection: Selection) -> View:
        """Return the view of a selection; figures are compared only if the template uses the result."""
        return View(selection, marks="differs" in self._template or "marks" in self._template)

    def write(self, view: View) -> Iterator[str]:
        """Yield the report. Raises InvalidError, in one line with the line of the template and the reason."""
        done = False
        try:
            yield from self._rendered(view)
            done = True
        finally:
            if not done:
                self.close()

    def _rendered(self, view: View) -> Iterator[str]:
        lists = {name: VALUES[name](view) for name in STREAMED}
        left = self._limits.answer
        answer = self._ask({name: len(claims) for name, claims in lists.items()}, view.check)
        while answer["kind"] != "end":
            message: Any = None
            if answer["kind"] == "text":
                left -= len(answer["text"])
                if left < 0:
                    raise InvalidError(f"template: the report is longer than {format_size(self._limits.answer)}")
                yield answer["text"]
            elif answer["kind"] == "value":
                message = VALUES[answer["name"]](view)
            elif answer["kind"] == "claims":
                message = lists[answer["name"]][answer["start"] : answer["stop"]]
            else:
                raise InvalidError(answer["line"])
            answer = self._ask(message, view.check)

    def _ask(self, message: object, check: Callable[[], object]) -> Any:
        """Return the answer of the child process. Raises InvalidError if there is none."""
        limits = self._limits
        try:
            if self._child is None:
                self._child = Child(f"{__name__}_child", limits.clock, _LARGEST_ANSWER)
                self._child.ask((limits, self._template, list(VALUES)), check)
            return self._child.ask(message, check)
        except TimeoutError as error:
            raise InvalidError(f"template: it takes longer than {limits.clock:g} s") from error
        except ChildDiedError as error:
            raise InvalidError(f"template: {_death(error.status, limits)}") from error
        except OSError as error:
            raise InvalidError(f"template: no process could be started to render it: {error.strerror}") from error


def _death(status: int, limits: SandboxLimits) -> str:
    if exceeded_cpu_time(status):
        return f"it takes more than {limits.processor} s of processor time"
    memory = format_size(limits.memory)
    if status < 0:
        return f"it may need more than {memory} of memory: the process that rendered it died ({signal_name(-status)})"
    return f"the process that rendered it ended with status {status}"
