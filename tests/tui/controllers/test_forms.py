"""What a form saved is said and shown; a draft that it kept names the key that resumes it."""

from __future__ import annotations

from factcheck.case.changes import Batch
from factcheck.case.records import Role
from factcheck.tui.controllers.forms import Forms
from factcheck.tui.form_screens import FormResult, OpenSourceForm
from tests.tui.controllers.fakes import FakeHost


def opened(host: FakeHost, shown: list[Batch]) -> OpenSourceForm:
    """Open the form of a source, and return the message that asks for it."""
    forms, source = Forms(host.host, host.changes), host.workspace.case.source("S1")
    draft = forms.draft("a form", {})
    form = OpenSourceForm(source, Role.EVIDENCE, lambda values: forms.save("sources", source.id, values), draft)
    forms.open(form, "edit.edit", shown.append)
    assert host.posted == [form]
    return form


def test_what_was_saved_is_shown(host: FakeHost) -> None:
    shown: list[Batch] = []
    form = opened(host, shown)
    batch = form.save({"note": "read twice"})
    form.returned(FormResult({"note": "read twice"}, batch))
    assert shown == [batch]
    assert host.status_line.last.startswith("saved:")


def test_a_form_without_changes_says_so(host: FakeHost) -> None:
    shown: list[Batch] = []
    opened(host, shown).returned(FormResult({}))
    assert (shown, host.status_line.last) == ([], "Nothing was changed.")


def test_a_draft_names_the_key_that_resumes_it(host: FakeHost) -> None:
    opened(host, []).returned(FormResult(draft_kept=True))
    assert host.status_line.last == "draft kept · i resumes it"
