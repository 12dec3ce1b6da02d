"""Looking for passages in the sources: the index is brought up to date in a thread, and so are questions answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock

from textual.binding import ActiveBinding
from textual.content import Content
from textual.worker import get_current_worker

from factcheck.case.records import Claim, Excerpt, Stance
from factcheck.errors import FactcheckError
from factcheck.text import visible_line
from factcheck.tui.case_screens import Destination
from factcheck.tui.controllers.addresses import Addresses
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.hit_filing import HitFiling
from factcheck.tui.controllers.host import Command, Host
from factcheck.tui.controllers.source_reading import SourceReading
from factcheck.tui.keys import ADDRESS, PANES, READ, STANCES, SUGGESTIONS
from factcheck.tui.runtime.key_queue import Loaded
from factcheck.tui.widgets.result_lists import PassageItem, PassageList
from factcheck.workspace.search import EvidenceSearch, Hit

MISSING_NAMED = 12
"""Sources without a text that are named; more are counted."""

_ON_PASSAGES = {binding.id for binding in (*STANCES, *SUGGESTIONS, READ, ADDRESS)}
_TO_PASSAGES = {"submit", "to_hits", *(binding.action for binding in PANES)}
"""Keys and actions that act on the listed passages, or go to them."""


class PassageSearch:
    """Finds passages for a screen, in threads; files them for a claim, and reads them in their sources."""

    _preparing = Lock()

    def __init__(
        self,
        host: Host,
        passages: PassageList,
        find: Callable[[str], list[PassageItem]],
        ask: Callable[[], object],
        show: Callable[[str, list[PassageItem]], object],
        leave: Callable[[Destination], object],
    ) -> None:
        """List passages in `passages`.

        `find` returns what is found for a query, in a thread; `ask` asks for what the screen wants now; `show` shows
        the passages for a query; `leave` leaves the screen.
        """
        self._host = host
        self._passages = passages
        self._find = find
        self._ask = ask
        self._show = show
        self._shown_query: str | None = None
        self.lock = Lock()
        self.is_ready = False
        self.changes = Changes(host, lock=self.lock)
        self._addresses = Addresses(host)
        self._filing = HitFiling(host, self.changes)
        self._reading = SourceReading(host, self.changes, lambda excerpt: leave(Destination(excerpt=excerpt)))

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by key id."""
        stances = {f"excerpt.{stance}": partial(self.file, stance) for stance in Stance}
        return {**self.changes.commands, **stances, "excerpt.read": self.read, "source.open": self._open_address}

    @property
    def evidence(self) -> EvidenceSearch:
        """What finds passages."""
        return self._host.workspace.search

    def prepare(self) -> None:
        """Bring the index up to date, then ask."""
        self._passages.hint = "Reading the sources …"
        self._host.run_worker(self._prepare, thread=True, group="index", exit_on_error=False)

    def ask(self, query: str) -> None:
        """Find the passages for `query`, unless another query comes meanwhile."""
        work = partial(self._answer, query)
        self._host.run_worker(work, thread=True, group="asking", exclusive=True, exit_on_error=False)

    def shows(self, query: str) -> bool:
        """Tell whether the passages for `query` are listed; for an empty one there are none."""
        return query in {"", self._shown_query}

    def takes(self, active: ActiveBinding | None) -> bool:
        """Return whether a key can act before they are: it can unless it acts on passages."""
        if active is None:
            return True
        of_passages = active.binding.id in _ON_PASSAGES or active.binding.action in _TO_PASSAGES
        return not of_passages and active.node is not self._passages

    # In threads

    def _prepare(self) -> None:
        worker, problem = get_current_worker(), ""

        def show_progress(done: int, total: int) -> None:
            self._passages.call_later(self._show_progress, done, total)

        with self._preparing:
            try:
                is_done = self.evidence.prepare(show_progress, lambda: worker.is_cancelled)
            except FactcheckError as error:
                is_done, problem = True, str(error)
        if is_done and not worker.is_cancelled:
            self._passages.call_later(self._prepared, problem)

    def _answer(self, query: str) -> None:
        worker = get_current_worker()
        with self.lock:
            offers = [] if worker.is_cancelled else self._find(query)
        if not worker.is_cancelled:
            self._passages.call_later(self._answered, query, offers)

    # Back from the threads

    def _show_progress(self, done: int, total: int) -> None:
        if total and not self.is_ready:
            back = self._host.key("pane.back")
            self._passages.say(f"Reading the sources, once: {done} of {total} · {back} stops")

    def _prepared(self, problem: str) -> None:
        self.is_ready = True
        if problem:
            self._host.status_line.problem(problem)
        self._ask()

    def _answered(self, query: str, offers: list[PassageItem]) -> None:
        self._show(query, offers)
        self._shown_query = query
        self._host.post_message(Loaded())

    # Filing and reading

    def file(self, stance: Stance) -> None:
        """File the selected passage for the claim; one that is quoted already gets another stance."""
        offer, claim = self._passages.current, self._host.claim
        if offer is None:
            return
        if claim is None:
            self._host.status_line.problem("There is no claim to file it for")
            return
        workspace, excerpt = self._host.workspace, self.excerpt_of(offer.found, claim)
        if excerpt is None:
            self._filing.file(claim, offer.found, stance)
            return
        nothing = f"{excerpt.ref} already has this stance"
        if self.changes.attempt(lambda: workspace.set_stance(excerpt.id, stance), nothing=nothing):
            self._host.show_case(claim.id)

    def excerpt_of(self, passage: Hit, claim: Claim) -> Excerpt | None:
        """Return the excerpt of a claim that quotes a passage, or a part of it."""
        for excerpt in self._host.workspace.case.excerpts_of(claim.id):
            if excerpt.source == passage.source_id:
                known = self._host.workspace.quote_checks.known(excerpt)
                parts = known.anchor.parts if known else ()
                if excerpt.start is not None and not parts:
                    parts = ((excerpt.start, excerpt.end or excerpt.start + len(excerpt.quote)),)
                if any(start < passage.end and passage.start < end for start, end in parts):
                    return excerpt
        return None

    def read(self) -> None:
        """Read the selected passage in its source."""
        offer = self._passages.current
        if offer is not None:
            self._reading.read(offer.source, passage=(offer.found.start, offer.found.end))

    def _open_address(self) -> None:
        """Open the address of the source of the selected passage."""
        offer = self._passages.current
        self._addresses.open(offer.source if offer else None)

    # What is missing

    def missing_words(self) -> Content:
        """Return which sources could not be searched, and how their texts are attached."""
        missing = self.evidence.missing
        absent = [source for source, why in missing if why == self.evidence.ABSENT]
        lines = [
            Content.assemble((f" {visible_line(source.ref)}: ", "bold"), visible_line(why))
            for source, why in missing
            if why != self.evidence.ABSENT
        ]
        if absent:
            refs = [visible_line(source.ref) for source in absent[:MISSING_NAMED]]
            more = f" and {len(absent) - MISSING_NAMED} more" if len(absent) > MISSING_NAMED else ""
            how = f"factcheck source attach {refs[0]} FILE"
            library = self._host.key("case.sources")
            lines.append(
                Content.assemble(
                    f" no text here: {' '.join(refs)}{more} · ", (how, "bold"), f", or {library} on the workbench"
                )
            )
        return Content("\n").join(lines)

    def nothing_words(self, otherwise: str) -> str:
        """Return why nothing is listed, and what to do; `otherwise` where there are texts."""
        back, library = self._host.key("pane.back"), self._host.key("case.sources")
        if not self._host.workspace.case.sources:
            return (
                f"No sources yet. {back}, then {library}: the library adds documents; so does "
                "`factcheck source add FILE`."
            )
        if not self.evidence.searchable:
            return (
                f"No source has its text here, so there is nothing to search. {back}, then {library}: the library "
                "attaches the text of a source; so does `factcheck source attach S1 FILE`."
            )
        return otherwise
