"""A screen that looks into the sources: their index is brought up to date in a thread, and so is what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from textual import on, work
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from factcheck.case.changes import Batch
from factcheck.case.records import Claim, Excerpt, Stance
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui import keys
from factcheck.tui.render.records import STANCE_NAMES
from factcheck.tui.runtime.key_queue import Loaded
from factcheck.tui.screens.base import WorkspaceScreen
from factcheck.tui.widgets.passage_list import Offer, PassageList
from factcheck.workspace.search import EvidenceSearch, Hit
from factcheck.workspace.workspace import Workspace

MISSING_NAMED = 12
"""Sources without a text that are named; more are counted."""

_ON_PASSAGES = {binding.id for binding in (*keys.STANCES, keys.DISMISS, keys.READ, keys.JUDGE)}
_TO_PASSAGES = {"submit", "to_hits", "pane(1)", "pane(-1)"}
"""Bindings and actions that act on the passages that are found, or go to them."""


class Looking(WorkspaceScreen):
    """Finds passages, files them for a claim, and reads them in their sources."""

    _preparing = Lock()
    _asking = Lock()

    @dataclass
    class Read(Message):
        """So many of the sources that must be read have been."""

        done: int
        of: int

    @dataclass
    class Prepared(Message):
        """The index is up to date; `problem` says why it is not."""

        problem: str = ""

    @dataclass
    class Answer(Message):
        """What was found for what was `asked`."""

        asked: str
        offers: list[Offer]

    def __init__(self, workspace: Workspace, keymap: Mapping[str, str], finding: EvidenceSearch) -> None:
        """Look into what `finding` knows."""
        super().__init__(workspace, keymap)
        self.finding = finding
        self.library = finding.library
        self.prepared = False
        self._shown_for: str | None = None
        self.goal: Excerpt | None = None

    @property
    def passages(self) -> PassageList:
        """The list of what was found."""
        raise NotImplementedError

    @property
    def looked_for(self) -> str:
        """What `Answer.asked` must be for its passages to be those that are wanted now; empty for none."""
        raise NotImplementedError

    @property
    def loaded(self) -> bool:
        """Whether the passages that are wanted now are listed."""
        return self.looked_for in {"", self._shown_for}

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before that: it can unless it acts on passages."""
        if active is None:
            return True
        of_passages = active.binding.id in _ON_PASSAGES or active.binding.action in _TO_PASSAGES
        return not of_passages and active.node is not self.passages

    def ask(self) -> None:
        """Look for what is wanted now."""
        raise NotImplementedError

    def find(self, asked: str) -> list[Offer]:
        """Return what is found for `asked`; in a thread."""
        raise NotImplementedError

    def begin(self, workspace: Workspace) -> None:
        """Bring the index up to date, then look."""
        super().begin(workspace)
        self.passages.hint = "Looking into the sources …"
        self._prepare()

    # In threads

    @work(thread=True, group="index", exit_on_error=False)
    def _prepare(self) -> None:
        worker, problem = get_current_worker(), ""

        def tell(done: int, of: int) -> None:
            self.post_message(self.Read(done, of))

        with self._preparing:
            try:
                done = self.finding.prepare(tell, lambda: worker.is_cancelled)
            except FactcheckError as error:
                done, problem = True, str(error)
        if done and not worker.is_cancelled:
            self.post_message(self.Prepared(problem))

    @work(thread=True, group="asking", exclusive=True, exit_on_error=False)
    def look(self, asked: str) -> None:
        """Find what is asked, unless something else is asked meanwhile."""
        worker = get_current_worker()
        with self._asking:
            offers = [] if worker.is_cancelled else self.find(asked)
        if not worker.is_cancelled:
            self.post_message(self.Answer(asked, offers))

    # What they tell

    @on(Read)
    def _read_so_far(self, event: Read) -> None:
        if self.prepared or not event.of:
            return
        back = self.key("pane.back")
        words = f"Reading the sources, once: {event.done} of {event.of} · {back} stops"
        self.passages.say(words)

    @on(Prepared)
    def _may_ask(self, event: Prepared) -> None:
        self.prepared = True
        if event.problem:
            self.status_line.problem(event.problem)
        self.ask()

    @on(Answer)
    def _listed(self, event: Answer) -> None:
        """Let the keys act on the passages: the screen has listed them by now."""
        self._shown_for = event.asked
        if self.loaded:
            self.post_message(Loaded())

    # Filing

    def attempt(self, wish: Callable[[], Batch], *, words: str = "", nothing: str = "") -> Batch | None:
        """Do what is wished while nobody looks: the thread goes through the excerpts."""
        with self._asking:
            return super().attempt(wish, words=words, nothing=nothing)

    def action_file(self, stance: str) -> None:
        """File the passage under the cursor for the claim; one that is quoted already gets another stance."""
        offer, claim = self.passages.current, self.claim
        if offer is None:
            return
        if claim is None:
            self.status_line.problem("There is no claim to file it for")
            return
        quoted = self.quoted(offer.found, claim)
        if quoted is not None:
            nothing = f"{quoted.ref} is filed there already"
            batch = self.attempt(lambda: self.workspace.set_stance(quoted.id, Stance(stance)), nothing=nothing)
        else:
            words = f"{self.workspace.case.next_ref('excerpts')} {STANCE_NAMES[Stance(stance)].lower()} {claim.ref}"
            batch = self.attempt(
                lambda: self.finding.accept(claim.id, offer.found, Stance(stance)),
                words=f"{words}: {offer.source.ref}, {offer.found.place}",
            )
        if batch:
            self.show_case(claim.id)

    def quoted(self, found: Hit, claim: Claim) -> Excerpt | None:
        """Return the excerpt of a claim that quotes a passage, or a part of it."""
        for excerpt in self.workspace.case.excerpts_of(claim.id):
            if excerpt.source == found.source_id:
                known = self.library.anchoring.known(excerpt)
                parts = known.anchor.parts if known else ()
                if excerpt.start is not None and not parts:
                    parts = ((excerpt.start, excerpt.end or excerpt.start + len(excerpt.quote)),)
                if any(start < found.end and found.start < end for start, end in parts):
                    return excerpt
        return None

    # Reading

    def action_read(self) -> None:
        """Read the passage under the cursor in its source."""
        from factcheck.tui.screens.reader import ReaderScreen

        offer = self.passages.current
        if offer is None:
            return
        found = offer.found
        document = None
        with suppress(FactcheckError):
            document = self.library.document(found.source_id)
        if document is None:
            self.status_line.problem(f"The text of {offer.source.ref} is not here any more")
            return
        screen = ReaderScreen(self.workspace, self._keys, self.library, offer.source, document)
        screen.claim_id, screen.span = self.claim.id if self.claim else "", (found.start, found.end)
        self.app.push_screen(screen, lambda _: self._back_from(screen.goal))

    def _back_from(self, goal: Excerpt | None) -> None:
        if goal is not None:
            self.goal = goal
            self.leave()
        else:
            self.show_case()

    def leave(self) -> None:
        """Go back to where one was; what still looks stops."""
        if self.is_current:
            self.workers.cancel_node(self)
            self.dismiss(None)

    # What is missing

    def missing_words(self) -> Content:
        """Return which sources could not be looked into, and how their texts are brought."""
        absent = [source for source, why in self.finding.missing if why == self.finding.ABSENT]
        lines = [
            Content.assemble((f" {visible_line(source.ref)}: ", "bold"), visible_line(why))
            for source, why in self.finding.missing
            if why != self.finding.ABSENT
        ]
        if absent:
            refs = [visible_line(source.ref) for source in absent[:MISSING_NAMED]]
            more = f" and {len(absent) - MISSING_NAMED} more" if len(absent) > MISSING_NAMED else ""
            how = f"factcheck source attach {refs[0]} FILE"
            words = f" no text here: {' '.join(refs)}{more} · "
            lines.append(Content.assemble(words, (how, "bold"), f", or {self.key('case.sources')} on the workbench"))
        return Content("\n").join(lines)

    def nothing_words(self, otherwise: str) -> str:
        """Return why nothing is listed, and what to do; `otherwise` where there are texts."""
        if not self.workspace.case.sources:
            return (
                f"No sources yet. {self.key('pane.back')}, then {self.key('case.sources')}: the library adds "
                "documents; so does `factcheck source add FILE`."
            )
        if not self.finding.searchable:
            return (
                "No source has its text here, so there is nothing to look into. "
                f"{self.key('pane.back')}, then {self.key('case.sources')}: the library brings a source its text; "
                "so does `factcheck source attach S1 FILE`."
            )
        return otherwise
