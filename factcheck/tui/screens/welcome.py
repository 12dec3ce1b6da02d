"""Where there is no case yet: begin one, look at the sample, or take the tour."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList, Select, Static
from textual.widgets.option_list import Option

from factcheck.case.scale import DEFAULT_SCALE, PRESETS
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.controllers.case_begun import CaseBegun
from factcheck.tui.controllers.guide import Guide
from factcheck.tui.render.styles import MUTED
from factcheck.tui.widgets.bars import KeyLine
from factcheck.tui.widgets.field import Field
from factcheck.tui.widgets.form_fields import Choice
from factcheck.workspace.create import begin_case, begin_sample
from factcheck.workspace.tour_case import DIRECTORY, begin_tour


class Welcome(Screen[None]):
    """Offers a copy of the sample case, a new one, and the tour in a directory of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ANYWHERE, Binding("escape", "back", "Back", show=False)]

    choices = query_one("#choices", OptionList)
    form = query_one("#form", Vertical)
    title_input = query_one("#title", Input)
    scale_select = query_one("#scale", Select)
    hint = query_one("#hint", Static)

    def __init__(self, path: Path, checker: str) -> None:
        """Begin a case at `path`."""
        super().__init__()
        self._path = path
        self._checker = checker
        self._with_draft = False

    def compose(self) -> ComposeResult:
        """Build the choices and, for a new case, the form."""
        with Vertical(id="welcome"):
            yield Static(Content.styled("factcheck", "bold $text-accent"))
            yield Static("Read claims against their sources. Decide with one key. Nothing is lost.")
            yield Static(Content.styled(f"There is no case at {visible_line(str(self._path))} yet.", MUTED))
            yield OptionList(
                Option(Content("Begin with a copy of the sample: 76 claims, five news articles"), id="sample"),
                Option(Content("Begin a new case"), id="new"),
                Option(Content("Check a draft: a new case with a text to be checked"), id="draft"),
                Option(Content(f"Take the tour: an invented affair with texts, in ./{DIRECTORY}"), id="tour"),
                Option(Content("Quit"), id="quit"),
                id="choices",
                compact=True,
            )
            with Vertical(id="form"):
                with Horizontal(classes="row"):
                    yield Label("Title")
                    yield Field(placeholder="what the case is about", id="title", compact=True)
                with Horizontal(classes="row"):
                    yield Label("Scale")
                    options = [(f"{name}: {_labels(name)}", name) for name in PRESETS]
                    yield Choice(options, value=DEFAULT_SCALE.name, allow_blank=False, id="scale", compact=True)
            yield Static(id="hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the choices."""
        self.form.display = False
        self.choices.focus()

    @on(OptionList.OptionSelected, "#choices")
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == "quit":
            self.app.exit()
        elif event.option_id in {"new", "draft"}:
            self._with_draft = event.option_id == "draft"
            self.form.display = True
            self.hint.update(Content.styled("enter begins it · tab goes on to the scale · esc goes back", MUTED))
            self.title_input.focus()
        elif event.option_id == "tour":
            self.choices.disabled = True
            self.hint.update(Content.styled("Copying the case of the tour …", MUTED))
            self._begin_tour()
        else:
            self._start(sample=True)

    @work(thread=True, exit_on_error=False)
    def _begin_tour(self) -> None:
        """Copy the case of the tour, which takes a second, and go there; one that was begun before goes on."""
        try:
            path = begin_tour(self._path.parent / DIRECTORY)
        except FactcheckError as error:
            self.app.call_from_thread(self._fail, error)
        else:
            self.post_message(CaseBegun(path=path, guide=Guide))

    def _fail(self, error: FactcheckError) -> None:
        self.hint.update(Content.styled(visible_line(str(error)), "bold $text-error"))
        self.choices.disabled = False
        self.choices.focus()

    def action_back(self) -> None:
        """Go back to the choices."""
        self.form.display = False
        self.hint.update()
        self.choices.focus()

    @on(Input.Submitted, "#title")
    def _new(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._start(sample=False)
        else:
            self.hint.update(Content.styled("Give it a title: what is it about?", "bold $text-warning"))

    def _start(self, *, sample: bool) -> None:
        try:
            if sample:
                begin_sample(self._path)
            else:
                scale = PRESETS[str(self.scale_select.value)]
                begin_case(self._path, self.title_input.value, scale, self._checker)
        except FactcheckError as error:
            self._fail(error)
        else:
            self.post_message(CaseBegun(self._with_draft and not sample))


def _labels(name: str) -> str:
    return ", ".join(label.name for label in PRESETS[name].labels)
