"""The report as one page that any browser opens from the disk: to read, filter, print and pass on.

It says what the Markdown report says, and beside each quote how that stands in its source. Nothing is fetched from
anywhere, no text of others can act (its template escapes all that is not markup by its type; a Content Security Policy
lets nothing run but the page's own script), and without the script it is whole. It is written claim by claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.exports.formats import claimreview
from factcheck.exports.report import page
from factcheck.exports.report.view import View
from factcheck.exports.selection import LintIssue, Selection, check_options, option_value

OPTIONS = {
    "matrix": f"the table of claims by sources: yes, no, or auto (up to {page.MOST_CELLS:,} cells; the default)",
    "figures": "whether figures that differ from the claim's are marked: yes (the default), or no, which is quicker",
    "unfold": "whether claims stand unfolded at first: yes, or no (the default)",
    **{name: f"for the ClaimReviews in the page: {about}" for name, about in claimreview.OPTIONS.items()},
}
CHOICES = {"matrix": ("auto", "yes", "no"), "figures": ("yes", "no"), "unfold": ("no", "yes")}


def write(selection: Selection) -> Iterator[str]:
    """Yield the page on a selection. Raises UnknownError for an option that is none."""
    check_options(selection, OPTIONS)
    chosen = {name: option_value(selection, name, words) for name, words in CHOICES.items()}
    figures, unfolded = chosen["figures"] == "yes", chosen["unfold"] == "yes"
    return page.write(selection, matrix=chosen["matrix"], figures=figures, unfolded=unfolded)


def lint(selection: Selection) -> Iterator[LintIssue]:
    """Yield what a published check owes its readers and the case lacks.

    After the code of principles of the IFCN: sources in enough detail to find them again, and reasons. A quote that
    its source does not have must be mended; the rest is advice.
    """
    for source, _ in View(selection).sources:
        if not (source.url or source.publisher or source.author):
            yield LintIssue(source.ref, "url", "no address, publisher or author", required=False)
    for found in selection.claims:
        verdict = selection.case.verdict_of(found.id)
        if verdict is None:
            yield LintIssue(found.ref, "verdict", "unchecked", required=False)
        elif not verdict.rationale:
            yield LintIssue(found.ref, "rationale", "verdict without a rationale", required=False)
        for excerpt in selection.case.excerpts_of(found.id):
            anchor = selection.anchor(excerpt.id)
            if anchor and anchor.state.is_mismatch:
                yield LintIssue(excerpt.ref, "quote", f"{anchor.state} in its source")
