"""House templates: the sandbox, and its limits on memory, time and output."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import given

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.documents.sandbox import messages as process
from factcheck.documents.sandbox.limits import SandboxLimits
from factcheck.errors import InvalidError
from factcheck.exports import find
from factcheck.exports.formats.markdown import Markdown
from factcheck.exports.report.markdown_filters import escape, quote
from factcheck.exports.report.template import LONGEST_TEMPLATE, HouseTemplate, limits_for
from factcheck.exports.report.template_child import Renderer
from factcheck.exports.report.view import STREAMED, VALUES, View
from factcheck.exports.selection import Selection
from factcheck.text import visible
from factcheck.workspace.workspace import Workspace
from tests.exports.cases import render, small_case
from tests.exports.test_hostile_report import PARSERS, cases, links, read

SHORT = (Path(__file__).parent / "short.md.jinja").read_text("utf-8")
"""A house style as users may have it: the one that was shipped at first."""
ACTIVE = "*a* [b](c) <d>\n# e"


def all_of(case: Case) -> View:
    return View(Selection(case=case, claims=list(case.in_order()), options={"unchecked": "full"}))


def lay_out(template: str, limits: SandboxLimits | None = None) -> str:
    case = small_case(title=ACTIVE)
    with HouseTemplate(template, limits or limits_for(case)) as house:
        return "".join(house.write(all_of(case)))


class Here:
    """Stands for both ends of a template's process, in this one: gives it values, and collects the report."""

    def __init__(self, case: Case) -> None:
        view = all_of(case)
        self._lists = {name: VALUES[name](view) for name in STREAMED}
        self._view, self._next, self.text = view, None, ""

    def answer(self, message: Any) -> None:
        self._next = None
        if message["kind"] == "error":
            raise InvalidError(message["line"])
        if message["kind"] == "text":
            self.text += message["text"]
        elif message["kind"] == "value":
            self._next = VALUES[message["name"]](self._view)
        elif message["kind"] == "claims":
            self._next = self._lists[message["name"]][message["start"] : message["stop"]]

    def receive(self) -> Any:
        return self._next

    def lay_out(self, template: str) -> str:
        counts = {name: len(claims) for name, claims in self._lists.items()}
        Renderer(template, list(VALUES), SandboxLimits()).render(counts, self)
        return self.text


@pytest.fixture(scope="module")
def short() -> Iterator[HouseTemplate]:
    with HouseTemplate(SHORT, limits_for(small_case())) as house:
        yield house


@pytest.fixture(scope="module")
def printed() -> Iterator[HouseTemplate]:
    with HouseTemplate(find("markdown").template, limits_for(small_case())) as house:
        yield house


@given(case=cases())
def test_the_printed_template_lays_out_the_same_report_as_the_format(printed: HouseTemplate, case: Case) -> None:
    assert "".join(printed.write(all_of(case))) == render(case, list(case.in_order()), "")


@pytest.mark.parametrize("parser", PARSERS)
@given(case=cases())
def test_text_of_a_case_is_read_back_unchanged_from_a_house_template(
    parser: str, short: HouseTemplate, case: Case
) -> None:
    markdown = "".join(short.write(all_of(case)))
    found = list(read(markdown, parser))
    claim, verdict = case.claims["c"], case.verdicts_of("c")[0]
    assert [text for kind, text in found if kind == "h1"] == [visible(case.title)]
    assert ("h2", visible(f"{claim.ref} · {claim.text}")) in found
    assert "\n\n".join(text for kind, text in found if kind == "blockquote") in {visible(case.excerpts["e"].quote), ""}
    assert verdict.label is None or visible(verdict.rationale) in "\n\n".join(text for _, text in found)
    assert links(markdown, parser) <= {case.sources["s"].url}


def test_a_house_template_renders_its_values(workspace: Workspace, short: HouseTemplate) -> None:
    claim = workspace.case.claim("C1")
    workspace.decide(claim.id, "supported", rationale="Because.\nSo it is.", condition="If so.")
    workspace.decide(claim.id, "refuted", rationale="A second look.")
    selection = Selection(case=workspace.case, claims=[claim], only="C1")
    text = "".join(short.write(View(selection)))
    assert text.startswith("# Bloody January\n\n1 of 76 claims checked by ada, last on ")
    for line in (
        "## C1 · Karim",
        "**✗ Refuted**",
        "A second look.",
        "## Corrections",
        "- C1: ✓ Supported → ✗ Refuted, ada",
    ):
        assert f"\n{line}" in text
    assert text.count("\n> ") == sum(
        workspace.case.count(claim.id, side) for side in (Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert len(text) < len("".join(Markdown().write(Selection(case=workspace.case, claims=[claim], only="C1"))))


def test_the_option_template_renders_the_format(workspace: Workspace) -> None:
    selection = Selection(case=workspace.case, claims=[], options={"template": "{{ title }}: {{ claims | length }}"})
    assert "".join(Markdown().write(selection)) == "Bloody January: 0"


@pytest.mark.parametrize(
    ("template", "markdown"),
    [
        ("{{ title }}", escape(ACTIVE)),
        ("*{{ title | escape }}*", f"*{escape(ACTIVE)}*"),
        ("{{ title | quote }}", quote(ACTIVE)),
        ("{{ title | e | quote }}", escape(ACTIVE)),
        ("{{ title | upper }}", escape(ACTIVE.upper())),
        ("{% set kept %}*{{ title }}*{% endset %}{{ kept }}", f"*{escape(ACTIVE)}*"),
        ("{% macro bold(x) %}**{{ x }}**{% endmacro %}{{ bold(title) }}", f"**{escape(ACTIVE)}**"),
        ("{{ [title, '*'] | join(' · ') }}", rf"{escape(ACTIVE)} · \*"),
        ("{{ ['a'] | join(title) }}", "a"),
        ("{{ 'a' | address }} {{ 'https://example.org' | address }}", "a <https://example.org>"),
        ("{{ '2026-11-22T09:00:00Z' | when }}", "2026-11-22, 09:00 UTC"),
        ("{{ 1 + 2 }}{{ none }}{{ 7 // 2 }}", "33"),
        ("{% for claim in claims %}{{ loop.index }} {{ claim.ref }}{% endfor %}", "1 C1"),
        ("{% set n = namespace(a=1) %}{% for _ in range(3) %}{% set n.a = n.a + 1 %}{% endfor %}{{ n.a }}", "4"),
    ],
)
def test_values_are_escaped_once(template: str, markdown: str) -> None:
    assert Here(small_case(title=ACTIVE)).lay_out(template) == markdown


@pytest.mark.parametrize(
    ("template", "line", "why"),
    [
        ("a\n{{ foo }}", 2, "'foo' is undefined"),
        ("a\n\n{{ claims[0].foo }}", 3, "has no attribute 'foo'"),
        ("{% for x in %}", 1, "Expected an expression"),
        ("a\n{% if x %}", 2, "Unexpected end of template"),
        ("{{ title | safe }}", 1, "No filter named 'safe'"),
        ("{{ title | replace('a', 'b') }}", 1, "No filter named 'replace'"),
        ("{{ claims }}", 1, "cannot be printed"),
        ("{{ title.upper() }}", 1, "can call only its own macros, range and namespace"),
        ("{{ '{0.__class__}'.format(title) }}", 1, "can call only"),
        ("{{ title.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ claims[0].__init__.__globals__ }}", 1, "unsafe"),
        ("{{ labels[0]._replace(name='x') }}", 1, "unsafe"),
        ("{{ claims[0].label.count('a') }}", 1, "can call only"),
        ("{{ lipsum() }}", 1, "'lipsum' is undefined"),
        ("{{ cycler }}", 1, "'cycler' is undefined"),
        ("{% include 'x' %}", 1, "it cannot load another template, 'x'"),
        ("{% import 'x' as y %}", 1, "it cannot load another template, 'x'"),
        ("{% from 'x' import y %}", 1, "it cannot load another template, 'x'"),
        ("a\n{% extends 'x' %}", 2, "it cannot load another template, 'x'"),
        ("{{ 'x' * 1000000000 }}", 1, "* is for numbers"),
        ("{{ [1] + [2] }}", 1, "+ is for numbers"),
        ("{{ '%1000000000d' % 1 }}", 1, "% is for numbers"),
        ("{{ 9 ** 9 }}", 1, "** is not available"),
        ("{{ 1000000000 * 1000000000 * 2 }}", 1, "* is for numbers"),
        ("{{ 1 // 0 }}", 1, "by zero"),
        ("{{ title ~ title }}", 1, "~ is not available"),
        ("{{ range(100001) }}", 1, "Range too big"),
        ("\n" + "{% for a in [1] %}" * 22 + "{% endfor %}" * 22, 2, "nested too deeply"),
        ("{% if 1 %}\n" * 100 + "{% endif %}" * 100, 100, "nested too deeply"),
        ("\x00{{ \x1b }}", 1, "unexpected char"),
    ],
)
def test_an_error_of_a_template_is_reported_in_one_line(template: str, line: int, why: str) -> None:
    with pytest.raises(InvalidError) as refused:
        Here(small_case(title=ACTIVE)).lay_out(template)
    assert str(refused.value).startswith(f"template, line {line}: ")
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
    assert " at 0x" not in str(refused.value)


def test_what_a_process_renders_and_reports_is_what_is_rendered_and_reported_here() -> None:
    template = "{{ title }}{% for claim in claims %}{{ claim.ref }}{% endfor %}"
    assert lay_out(template) == Here(small_case(title=ACTIVE)).lay_out(template)
    with pytest.raises(InvalidError, match=r"^template, line 2: 'foo' is undefined$"):
        lay_out("a\n{{ foo }}")


ROUND = "{% for _ in range(1000) %}"
ENDLESS = {
    "loops that write nothing": ROUND * 4 + "{% endfor %}" * 4,
    "loops kept in a variable": "{% set x %}" + ROUND * 4 + "x" + "{% endfor %}" * 4 + "{% endset %}",
    "a text that doubles": "{% set x %}12345678{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}\n" * 60,
    "a list joined over and over": "{% set x = range(999) | list %}"
    + ROUND * 3
    + "{{ x | join }}"
    + "{% endfor %}" * 3,
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}"
    ),
    "a loop in itself": "{% for x in claims recursive %}{{ loop(claims) }}{% endfor %}",
    "a block in itself": "{% block x %}{{ self.x() }}{% endblock %}",
    "a call in itself": (
        "{% macro a() %}{{ caller() }}{{ b() }}{% endmacro %}"
        "{% macro b() %}{% call a() %}x{% endcall %}{% endmacro %}{{ b() }}"
    ),
    "a list filled up to a length": "{{ [1] | batch(100000000, 'x') | list | length }}",
    "a list cut into many": "{{ [1] | slice(1000000000, 'x') | list | length }}",
    "a list that holds itself twice": (
        "{% set n = namespace(x=1) %}" + "{% set n.x = [n.x, n.x] %}" * 60 + "{{ n.x | string | length }}"
    ),
    "a number rounded to millions of digits": "{{ 15 | round(-100000000) }}",
    "lists summed up": "{{ range(100000) | batch(2) | sum(start=[]) | length }}",
}
SMALL = SandboxLimits(memory=400 << 20, processor=1, clock=30.0, answer=1 << 20)


@pytest.mark.parametrize("name", ENDLESS)
def test_a_template_that_does_not_end_is_stopped(name: str) -> None:
    with pytest.raises(InvalidError) as refused:
        lay_out(ENDLESS[name], SMALL)
    memory, size = "it (may )?needs? more than 400 MB of memory", "the report is longer than 1 MB"
    why = f"it calls itself without end|it takes more than 1 s of processor time|{memory}|{size}"
    assert re.fullmatch(rf"template(, line \d+)?: ({why}).*", str(refused.value))


@pytest.mark.parametrize(
    "expression", ["[" * 150 + "]" * 150, "1" + "+1" * 5000, "not " * 900 + "1", "x" + ".x" * 3000]
)
def test_an_expression_nested_too_deeply_is_reported_in_one_line(expression: str) -> None:
    with pytest.raises(InvalidError, match=r"^template(, line 1)?: blocks or expressions are nested too deeply$"):
        lay_out(f"{{{{ {expression} }}}}")


def test_an_endless_report_is_stopped_at_a_size() -> None:
    with pytest.raises(InvalidError, match=r"^template: the report is longer than 1 MB$"):
        lay_out(ROUND * 4 + "x" + "{% endfor %}" * 4, SMALL)


def test_a_template_that_is_too_long_is_not_read() -> None:
    with pytest.raises(InvalidError, match="more than 200,000"):
        lay_out("x" * (LONGEST_TEMPLATE + 1))


def test_wall_time_is_limited_too() -> None:
    with pytest.raises(InvalidError, match=r"^template: it takes longer than 0.5 s$"):
        lay_out(ENDLESS["loops that write nothing"], SandboxLimits(clock=0.5))


def test_cancelling_an_export_does_not_wait_for_its_template() -> None:
    class StoppedError(Exception):
        pass

    def check() -> None:
        if monotonic() > began + 1:
            raise StoppedError

    began, case = monotonic(), small_case()
    options = {"template": ENDLESS["loops that write nothing"]}
    with pytest.raises(StoppedError):
        list(Markdown().write(Selection(case=case, claims=[], options=options, check=check)))
    assert monotonic() - began < 10


def test_many_reports_are_rendered_by_one_process_which_ends_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = process.start

    def count(*words: Any) -> subprocess.Popen[bytes]:
        started.append(start(*words))
        return started[-1]

    monkeypatch.setattr("factcheck.documents.sandbox.messages.start", count)
    case = small_case()
    with HouseTemplate(f"{ROUND}x{{% endfor %}}", limits_for(case)) as house:
        assert [len("".join(house.write(all_of(case)))) for _ in range(70)] == [1000] * 70
        next(house.write(all_of(case)))
        assert "".join(house.write(all_of(case))) == "x" * 1000
    assert [child.poll() is not None for child in started] == [True, True]


def test_a_process_that_cannot_be_started_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    with pytest.raises(InvalidError, match="no process could be started"):
        lay_out("x")
