"""The workbench of a case that a team shares: it sends, shows what others did, and says who is where.

All talk with the server is a thread's (`Follower`). Here, on the thread of the screen, what came is brought into the
case, at the cost of a change of one's own, and shown without moving what one reads. While another screen or a form
covers the workbench nothing comes in: what is being written there is made on what was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice

from textual.content import Content

from factcheck.case.changes import Change
from factcheck.case.describe import claim_of
from factcheck.errors import FactcheckError
from factcheck.tui.controllers.changes import Changes
from factcheck.tui.controllers.host import Host
from factcheck.tui.controllers.team_messages import TeamMessages
from factcheck.tui.render.styles import MUTED
from factcheck.tui.state.sharing import Sharing
from factcheck.tui.widgets.header import Header
from factcheck.workspace.team.exchange import DocumentsShared, Received, documents_of
from factcheck.workspace.team.follower import Follower
from factcheck.workspace.team.link import TeamLink
from factcheck.workspace.team.news import Away, Back, Moment, News, Trouble, Whereabouts
from factcheck.workspace.team.outgoing import CHECKER, EDITOR

TICK = 0.5
"""Seconds from one look at what is to be sent, and where one is, to the next."""
WAIT = 5.0
"""Seconds after which a case that is read-only, or that could not take what came, is looked at again."""
LARGE, FRAME = 500, 0.15
"""Claims from which on a merge is announced before it is made, and seconds in which that is drawn."""
_JUDGES = (CHECKER, EDITOR)
"""The roles whose claims the server gives out."""
OFFERED = 50
"""Claims from which the server chooses the next one."""
FAREWELL = 0.3
"""Seconds that the end of the program waits for what was decided last to be sent."""


class TeamWork:
    """Keeps the case of a screen up with the server that it is shared by; does nothing for any other case."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        *,
        listed: Callable[[], Sequence[str]],
        show: Callable[[Sequence[Change], set[str | None]], object],
        show_people: Callable[[], object],
        documents_came: Callable[[], object],
        header: Callable[[], Header],
    ) -> None:
        """Work for `host`, whose journal `changes` folds.

        `listed` returns the ids of the listed claims; `show` shows what others changed, and the ids of the claims that
        it is about, without moving anything; `show_people` shows who is where. `documents_came` is called when
        documents arrived. How much is shared is shown in `header`.
        """
        self._host = host
        self._changes = changes
        self._listed = listed
        self._show = show
        self._show_people = show_people
        self._documents_came = documents_came
        self._header = header
        self._link: TeamLink | None = None
        self._follower: Follower | None = None
        self._is_away = self._is_on_its_way = False
        self._given: tuple[object, int, bool] | None = None
        self._at: tuple[str, int] | None = None
        self._messages = TeamMessages(host)

    # Beginning and end

    def start(self) -> None:
        """Begin to follow, if the case is shared by a server and can be changed."""
        workspace = self._host.workspace
        if workspace.read_only:
            self._host.set_timer(WAIT, self.start)  # until it is given over
            return
        try:
            link = TeamLink.of(workspace)
        except FactcheckError as error:
            self._host.status_line.problem(str(error))
            return
        if link is None:
            return
        self._link = link
        self._follower = Follower(link.session, self._deliver, link.write_notes)
        workspace.watchers.append(lambda _changes: self._give())
        self._give()
        self._look()
        self._follower.start()
        self._host.set_interval(TICK, self._look)

    def stop(self) -> None:
        """End. What was decided last is sent, if that takes no time."""
        if self._follower is not None and self._link is not None:
            self._follower.stop(0.0 if self._is_away else FAREWELL)
            with suppress(FactcheckError):
                self._link.write_notes()

    # What goes to the server

    def _look(self) -> None:
        """Give what is to be sent, and where one is, where that is not what it was."""
        if self._link is None or self._follower is None:
            return
        if self._given != self._state():
            self._give()
        claim = self._host.claim.id if self._host.claim else ""
        at = claim, self._host.workspace.record.history.count
        if at != self._at:
            self._at = at
            self._follower.be_at(self._whereabouts(claim))
        self._notice_people()

    def _notice_people(self) -> None:
        if self._host.session.colleagues.look():
            self._show_people()

    def _state(self) -> tuple[object, int, bool]:
        """Return what differs once something is to be given: another case, more changes, another screen in front."""
        history = self._host.workspace.record.history
        return history, history.count, self._host.is_active

    def _give(self) -> None:
        """Give what is to be sent, unless the server is away or has not answered yet to what was given: then later.

        So a key costs the same with 100,000 changes that are not shared as with none.
        """
        link, follower, workspace = self._link, self._follower, self._host.workspace
        if link is None or follower is None:
            return
        if not self._is_away and not self._is_on_its_way:
            self._given, prepared = self._state(), link.prepare()
            self._is_on_its_way = bool(prepared.changes)
            follower.give(prepared)
            if link.data.documents:
                follower.documents = workspace.texts, documents_of(workspace.record)
        self._tell_sharing()

    def _whereabouts(self, claim: str) -> Whereabouts:
        workspace, listed = self._host.workspace, self._listed()
        if self._link is None or self._link.data.role not in _JUDGES:
            return Whereabouts(claim)
        checked = workspace.case.index.checked_by(workspace.checker)
        place = listed.index(claim) if claim in listed else -1
        around = (listed[(place + step) % len(listed)] for step in range(1, len(listed) + 1))
        is_put_off = self._host.session.round.is_put_off
        ahead = (each for each in around if each not in checked and not is_put_off(each) and each != claim)
        return Whereabouts(claim, bool(claim) and claim not in checked, tuple(islice(ahead, OFFERED)))

    def _tell_sharing(self) -> None:
        if self._link is not None:
            self._header().show_sharing(Sharing(self._link.unshared(), self._is_away, self._link.held))

    # What comes from the server

    def _deliver(self, news: News) -> None:
        """Hand news from the thread to the screen; it may be gone."""
        with suppress(RuntimeError):
            self._host.call_later(self._receive, news)

    def _receive(self, news: News) -> None:
        if isinstance(news, Received):
            self._is_on_its_way = False
            self._take(news)
        elif isinstance(news, DocumentsShared):
            self._documents_came()
        elif isinstance(news, Moment):
            self._host.session.colleagues.follow(news)
            self._notice_people()
        elif isinstance(news, Trouble):
            self._messages.complain(news.why)
        elif isinstance(news, Away):
            self._be_away(news)
        elif isinstance(news, Back):
            self._is_away = False
            self._messages.forget_complaint()
            self._give()

    def _take(self, received: Received) -> None:
        """Bring what came into the case and show it; behind another screen only note what was sent."""
        link, host = self._link, self._host
        if link is None:
            return
        if host.is_active and len(host.workspace.record.claims) >= LARGE and link.needs_merge(received):
            self._messages.say_now(Content.styled(" Merging what others changed …", MUTED))
            host.set_timer(FRAME, partial(self._bring_in, link, received))
        else:
            self._bring_in(link, received)

    def _bring_in(self, link: TeamLink, received: Received) -> None:
        if not self._host.is_active:
            link.note_sent(received)
            self._tell_sharing()
            return
        try:
            result = link.take(received)
        except FactcheckError as error:
            self._messages.complain(str(error))
            self._host.set_timer(WAIT, self._give)
            return
        self._give()
        if result.taken:
            self._changes.fold_when_idle()
            self._show(result.taken, {claim_of(self._host.workspace.case, change) for change in result.taken})
            self._messages.tell_changes(result.taken)
        for remark in result.remarks:
            self._messages.warn(remark)

    def _be_away(self, news: Away) -> None:
        self._is_away, self._is_on_its_way = True, False
        self._tell_sharing()
        if news.is_offline:
            self._messages.complain(f"Saved here, and shared when the server is back · {news.why}")
        else:
            self._messages.complain(news.why)
