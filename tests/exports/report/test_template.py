"""A house style lays out and does nothing else: what it puts there is text, and it ends."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings

from factcheck.case.case import Case
from factcheck.case.records import Stance
from factcheck.errors import InvalidError
from factcheck.exports.formats.markdown import write
from factcheck.exports.report.markdown_escape import escape, quote
from factcheck.exports.report.template import LONGEST_RANGE, LONGEST_TEMPLATE, House
from factcheck.exports.report.view import View
from factcheck.exports.selection import Selection
from factcheck.text import visible
from factcheck.workspace.workspace import Workspace
from tests.exports.cases import small_case
from tests.exports.test_hostile_report import PARSERS, cases, links, read

SHIPPED = (files("factcheck.exports.report.templates") / "report.md.jinja").read_text("utf-8")
ACTIVE = "*a* [b](c) <d>\n# e"


def lay_out(template: str, case: Case | None = None) -> str:
    case = case or small_case(title=ACTIVE)
    return "".join(House(template, case).write(View(Selection(case=case, claims=list(case.in_order())))))


@pytest.mark.parametrize("parser", PARSERS)
@settings(max_examples=40)
@given(case=cases())
def test_whatever_others_wrote_comes_back_from_the_shipped_style(parser: str, case: Case) -> None:
    markdown = lay_out(SHIPPED, case)
    found = list(read(markdown, parser))
    claim, verdict = case.claims["c"], case.verdicts_of("c")[0]
    assert [text for kind, text in found if kind == "h1"] == [visible(case.title)]
    assert ("h2", visible(f"{claim.ref} · {claim.text}")) in found
    assert "\n\n".join(text for kind, text in found if kind == "blockquote") in {visible(case.excerpts["e"].quote), ""}
    assert verdict.label is None or visible(verdict.rationale) in "\n\n".join(text for _, text in found)
    assert links(markdown, parser) <= {case.sources["s"].url}


def test_the_shipped_style_says_what_matters_and_is_shorter(workspace: Workspace) -> None:
    claim = workspace.case.claim("C1")
    workspace.decide(claim.id, "supported", rationale="Because.\nSo it is.", condition="If so.")
    workspace.decide(claim.id, "refuted", rationale="A second look.")
    selection = Selection(case=workspace.case, claims=[claim], only="C1")
    text = "".join(House(SHIPPED, workspace.case).write(View(selection)))
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
    assert len(text) < len("".join(write(Selection(case=workspace.case, claims=[claim], only="C1"))))


def test_the_format_is_laid_out_by_its_option(workspace: Workspace) -> None:
    selection = Selection(case=workspace.case, claims=[], options={"template": "{{ title }}: {{ claims | length }}"})
    assert "".join(write(selection)) == "Bloody January: 0"


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
def test_what_is_put_there_is_escaped_once(template: str, markdown: str) -> None:
    assert lay_out(template) == markdown


@pytest.mark.parametrize(
    ("template", "line", "why"),
    [
        ("a\n{{ foo }}", 2, "'foo' is undefined"),
        ("a\n\n{{ claims[0].foo }}", 3, "has no attribute 'foo'"),
        ("{% for x in %}", 1, "Expected an expression"),
        ("a\n{% if x %}", 2, "Unexpected end of template"),
        ("{{ title | safe }}", 1, "No filter named 'safe'"),
        ("{{ title | replace('a', 'b') }}", 1, "No filter named 'replace'"),
        ("{{ claims }}", 1, "no text that could be printed"),
        ("{{ title.upper() }}", 1, "calls its own macros, range and namespace, and nothing else"),
        ("{{ '{0.__class__}'.format(title) }}", 1, "nothing else"),
        ("{{ title.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ claims[0].__init__.__globals__ }}", 1, "unsafe"),
        ("{{ labels[0]._replace(name='x') }}", 1, "unsafe"),
        ("{{ claims[0].label.count('a') }}", 1, "nothing else"),
        ("{{ lipsum() }}", 1, "'lipsum' is undefined"),
        ("{{ cycler }}", 1, "'cycler' is undefined"),
        ("{% include 'x' %}", 1, "include: a template stands alone"),
        ("{% import 'x' as y %}", 1, "import: a template stands alone"),
        ("{% from 'x' import y %}", 1, "from: a template stands alone"),
        ("a\n{% extends 'x' %}", 2, "extends: a template stands alone"),
        ("{{ 'x' * 1000000000 }}", 1, "* is for numbers"),
        ("{{ [1] + [2] }}", 1, "+ is for numbers"),
        ("{{ '%1000000000d' % 1 }}", 1, "% is for numbers"),
        ("{{ 9 ** 9 }}", 1, "** is not there"),
        ("{{ 1000000000 * 1000000000 * 2 }}", 1, "* is for numbers"),
        ("{{ 1 // 0 }}", 1, "by zero"),
        ("{{ title ~ title }}", 1, "~ is not there"),
        (f"{{{{ range({LONGEST_RANGE + 1}) }}}}", 1, "a range of 1,001 numbers, more than 1,000"),
        ("{{ 'step '() }}", 1, "nothing else"),
        ("\x00{{ \x1b }}", 1, "unexpected char"),
    ],
)
def test_a_template_that_is_wrong_or_wants_too_much_is_told_in_one_line(template: str, line: int, why: str) -> None:
    with pytest.raises(InvalidError) as refused:
        lay_out(template)
    assert str(refused.value).startswith(f"template, line {line}: ")
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
    assert " at 0x" not in str(refused.value)


ROUND = "{% for _ in range(1000) %}"
ENDLESS = {
    "loops that write nothing": ROUND * 4 + "{% endfor %}" * 4,
    "loops that write": ROUND * 4 + "x" + "{% endfor %}" * 4,
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
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_template_that_does_not_end_is_stopped(name: str) -> None:
    with pytest.raises(InvalidError, match=r"^template, line \d+: (the template does not end|it goes round in itself)"):
        lay_out(ENDLESS[name])


def test_an_endless_template_is_not_even_read() -> None:
    with pytest.raises(InvalidError, match="more than 200,000"):
        lay_out("x" * (LONGEST_TEMPLATE + 1))


def test_the_limits_are_for_each_report_anew() -> None:
    case = small_case()
    house, view = House(f"{ROUND}x{{% endfor %}}", case), View(Selection(case=case, claims=list(case.in_order())))
    assert [len("".join(house.write(view))) for _ in range(70)] == [1000] * 70
