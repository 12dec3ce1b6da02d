"""The message with which the workbench begins."""

from __future__ import annotations

from textual.content import Content

from factcheck.text import counted, visible_line
from factcheck.tui.controllers.host import Host

_NAMED = 4
"""Sources without a stated role that are named; more are counted."""


def say_first(host: Host) -> None:
    """Say the most important thing that is to be known of the case; of most cases there is nothing to say."""
    workspace, status_line = host.workspace, host.status_line
    if workspace.lost:
        status_line.problem(workspace.lost)
    elif workspace.case.filled:
        status_line.say(Content.styled(f" {visible_line(workspace.case.filled)}", "$text-warning"))
    elif not workspace.read_only and (question := role_question(host)):
        status_line.say(question)
    elif workspace.recovered:
        status_line.saved(f"recovered {counted(workspace.recovered, 'change')} from the journal", "")
    elif workspace.read_only:
        status_line.say(Content.styled(f" read-only: {visible_line(workspace.read_only)}", "$text-warning"))
    elif not workspace.case.claims:
        keys = {"edit.add": "add a claim", "case.sources": "library: add documents", "app.help": "all keys"}
        status_line.say_keys((host.key(name), words) for name, words in keys.items())


def role_question(host: Host) -> Content:
    """Return which sources claims were taken from while nobody stated their role, and the keys that state it.

    Empty if there are none.
    """
    case, key = host.workspace.case, host.key
    undecided = case.index.roles.undecided()
    if not undecided:
        return Content()
    refs = ", ".join(case.sources[source].ref for source in undecided[:_NAMED])
    more = f" and {len(undecided) - _NAMED} more" if len(undecided) > _NAMED else ""
    keys = f"{key('case.sources')} library, {key('source.role')} draft, {key('edit.edit')} edit"
    words = f"{refs}{more}: origin of claims, draft or evidence? {keys}"
    return Content.styled(f" {visible_line(words)}", "$text-warning")
