"""One report for each claim, with file names that are unique on every system."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.case.case import Case
from factcheck.case.records import Claim
from factcheck.exports.formats.markdown import Markdown
from factcheck.exports.selection import Selection, file_names
from factcheck.text import folded, slug
from factcheck.workspace.workspace import Workspace
from tests.strategies import cases, claims, texts

ALIKE = st.sampled_from(["It is.", "IT IS", "it  is", "ít ís", "it-is-2", "it is 2", "ß", "SS", "", "con"])
ONE = "{% for claim in claims %}{{ claim.ref }} {{ claim.text }}{% endfor %}{{ counts | length }}"
named = st.builds(Claim, id=st.just("c"), ref=st.sampled_from(["C1", "c1", "", "C1-it-is"]), text=ALIKE) | claims


@given(st.lists(named, max_size=12))
def test_file_names_are_unique_and_valid(given_claims: list[Claim]) -> None:
    found = list(file_names(given_claims))
    assert len({folded(name) for name in found}) == len(given_claims)
    assert all(name and slug(re.sub(r"-[0-9]+$", "", name)) for name in found)
    assert not any(re.search(r"[/\\:*?\"<>|\x00-\x1f]|^[.-]|\.$", name) for name in found)
    assert all(len(f"{name}.md".encode()) <= 143 for name in found)


def assert_each_claim_has_a_report(case: Case, only: str, options: dict[str, str]) -> None:
    claims_there = list(case.in_order())
    selection = Selection(case=case, claims=claims_there, only=only, options=options)
    found = ["".join(report) for report in Markdown().write_each(selection)]
    assert len(set(file_names(claims_there))) == len(found) == len(claims_there)
    assert all(claim.ref in text for claim, text in zip(claims_there, found, strict=True))


@given(cases(max_size=12), texts)
def test_each_claim_has_a_report(case: Case, only: str) -> None:
    assert_each_claim_has_a_report(case, only, {})


@given(cases(max_size=12), texts)
@settings(max_examples=8)  # a template is laid out in a process of its own
def test_each_claim_has_a_report_by_a_house_template(case: Case, only: str) -> None:
    assert_each_claim_has_a_report(case, only, {"template": ONE})


def test_a_report_on_one_claim_has_only_its_own_content(workspace: Workspace) -> None:
    one, other = workspace.case.claim("C1"), workspace.case.claim("C2")
    for claim in (one, other):
        workspace.decide(claim.id, "supported")
        workspace.decide(claim.id, "refuted", rationale=f"Why {claim.ref}.")
    selection = Selection(case=workspace.case, claims=[one, other])
    first, second = ("".join(report) for report in Markdown().write_each(selection))
    for claim, report, its_other in ((one, first, other), (other, second, one)):
        assert f"### {claim.ref}\n**{claim.text}** " in report
        assert report.count(f"Why {claim.ref}.") == 2
        assert its_other.text not in report
        assert f"Why {its_other.ref}." not in report
        quoted = {excerpt.source for excerpt in workspace.case.excerpts_of(claim.id)}
        assert report.split("\n## Appendix")[1].count("\n| [S") == len(quoted)
        assert report.endswith("\n")
