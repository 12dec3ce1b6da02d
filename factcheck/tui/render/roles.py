"""The question which sources are drafts, for a case of an earlier version."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from factcheck.case.case import Case
from factcheck.text import visible_line

_SHOWN = 4
"""Sources that are named; more are counted."""


def role_question(case: Case, key: Callable[[str], str]) -> Content:
    """Return which sources claims were taken from while nobody stated their role, and the keys that state it.

    Empty if there are none. `key` returns the key of an action id.
    """
    undecided = case.index.roles.undecided()
    if not undecided:
        return Content()
    refs = ", ".join(case.sources[source].ref for source in undecided[:_SHOWN])
    more = f" and {len(undecided) - _SHOWN} more" if len(undecided) > _SHOWN else ""
    keys = f"{key('case.sources')} library, {key('source.role')} draft, {key('edit.edit')} edit"
    words = f"{refs}{more}: origin of claims, draft or evidence? {keys}"
    return Content.styled(f" {visible_line(words)}", "$text-warning")
