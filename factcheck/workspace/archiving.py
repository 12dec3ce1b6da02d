"""Copies of the sources in a web archive: asked for with consent, and stored with the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from factcheck.case.records import Source
from factcheck.documents.web.agreed_hosts import has_agreed, remember_agreement
from factcheck.documents.web.archive import LIMITS, ArchivedCopy, find_copy, host_of
from factcheck.errors import InvalidError
from factcheck.text import counted, visible_line
from factcheck.workspace.open_case import Named, OpenCase

_PURPOSE = "archive"
_DAY = 10  # characters of a date in ISO 8601


class SourceArchive:
    """A web archive that is asked for copies of sources, or to save them."""

    def __init__(self, open_case: OpenCase, services: Mapping[str, str], *, save: bool = False) -> None:
        """Ask the service that the settings name to find a copy, or to `save` one.

        Raises InvalidError if they name none, UnreadableError if its address is invalid.
        """
        name = "save" if save else "find"
        self._open_case = open_case
        self._service = services.get(name, "").strip()
        if not self._service:
            raise InvalidError(f"the settings name no web archive; [archive] {name} takes its address")
        self.host = host_of(self._service)
        """Where the addresses of the sources are sent."""

    def without_copy(self) -> list[Source]:
        """Return the sources with a web address that have no archived copy, in the order of the case."""
        sources = self._open_case.case.sources.values()
        return [source for source in sources if _is_web(source.url) and not source.archived]

    def named(self, names: Iterable[Named]) -> list[Source]:
        """Return the sources that are named. Raises UnknownError, InvalidError for one without a web address."""
        case = self._open_case.case
        found = [case.sources[self._open_case.key("sources", name)] for name in names]
        for source in found:
            if not _is_web(source.url):
                raise InvalidError(
                    f"{source.ref} has no web address; `factcheck source edit {source.ref} --url` gives it one"
                )
        return list({source.id: source for source in found}.values())

    def consent(self, sources: Iterable[Source]) -> str:
        """Return what a person must agree to before anything is sent; empty if they did."""
        if has_agreed(self.host, _PURPOSE):
            return ""
        count = sum(1 for _ in sources)
        return f"The web address{'es' * (count != 1)} of {counted(count, 'source')} will be sent to {self.host}."

    def agree(self) -> None:
        """Record that a person agreed to send addresses to the host. Raises NotSavedError."""
        if not has_agreed(self.host, _PURPOSE):
            remember_agreement(self.host, _PURPOSE)

    def ask(self, source: Source, cancelled: Callable[[], bool] = lambda: False) -> ArchivedCopy | None:
        """Return the copy of a source that is closest to the time at which it was accessed; None if there is none.

        May be called in a thread. Raises UnreadableError, InvalidError if nobody agreed.
        """
        if not has_agreed(self.host, _PURPOSE):
            raise InvalidError(f"you have not agreed to send the addresses of sources to {self.host}; nothing is sent")
        return find_copy(self._service, source.url, _time(source.accessed), LIMITS, cancelled)


def archived_words(source: Source) -> str:
    """Return when the archived copy of a source was taken, and where it is: "2026-11-20, https://…"; "" if none."""
    return ", ".join(filter(None, (source.archived_at[:_DAY], source.archived))) if source.archived else ""


def copy_words(source: Source, copy: ArchivedCopy | None) -> str:
    """Return what an archive said of a source."""
    if copy is None:
        return f"{source.ref}: the archive has no copy of {visible_line(source.url)}"
    return f"{source.ref}: archived on {copy.at[:_DAY]} at {visible_line(copy.url)}{_distance(source, copy)}"


def _distance(source: Source, copy: ArchivedCopy) -> str:
    """Return how far a copy is from the time at which its source was accessed, if that is known and not the day."""
    accessed, taken = _time(source.accessed), _time(copy.at)
    if accessed is None or taken is None or not (days := abs((taken - accessed).days)):
        return ""
    return f", {counted(days, 'day')} {'after' if taken > accessed else 'before'} it was accessed"


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _time(value: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time if time.tzinfo else None
