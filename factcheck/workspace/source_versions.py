"""The versions of a source's text, the one that an excerpt was quoted from, and what a new one no longer says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.case import edits
from factcheck.case.case import Case
from factcheck.case.changes import Edit
from factcheck.case.records import Excerpt
from factcheck.evidence import parts
from factcheck.workspace.results import Version

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = 10  # characters of a date in ISO 8601


def versions_of(case: Case, source_id: str) -> list[Version]:
    """Return the documents that a source has had, oldest first; one that came back is listed again."""
    found: list[Version] = []
    for change in case.history.changes_of([f"sources/{source_id}"]):
        before, after = ((side or {}).get("sha256") for side in (change.before, change.after))
        if before and not found:
            found.append(Version(str(before), ""))
        if after and (not found or found[-1].sha256 != after):
            found.append(Version(str(after), change.at))
    now = case.sources[source_id].sha256
    return found or ([Version(now, "")] if now else [])


def quoted_version(case: Case, excerpt: Excerpt) -> Version | None:
    """Return the earlier version that an excerpt was quoted from; None if that is the present one, or not known.

    An excerpt names its version once its source has another text. One of an older case does not: it was quoted from
    the version that the source had when the excerpt was filed.
    """
    versions = versions_of(case, excerpt.source)
    if excerpt.version:
        found = next((each for each in reversed(versions) if each.sha256 == excerpt.version), None)
        return found or Version(excerpt.version, "")
    earlier = [each for each in versions if each.since <= excerpt.at] if excerpt.at else []
    return earlier[-1] if earlier and earlier[-1].sha256 != case.sources[excerpt.source].sha256 else None


def version_name(version: Version) -> str:
    """Return how a version is called: "the version of 20 Nov 2026"; by its hash if its date is not known."""
    year, _, rest = version.since[:_DAY].partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= len(_MONTHS)):
        return f"the earlier version {version.sha256[:12]}"
    return f"the version of {int(day)} {_MONTHS[int(month) - 1]} {year}"


def count_quoted(case: Case, source_id: str, text: str) -> tuple[int, int]:
    """Return how many excerpts a source has, and how many of them are found in `text`."""
    excerpts = [case.excerpts[key] for key in case.quoting(source_id)]
    return len(excerpts), sum(_is_quoted(excerpt, text) for excerpt in excerpts)


def excerpts_gone(case: Case, source_id: str, old: str, new: str) -> Iterator[Excerpt]:
    """Yield the excerpts of a source that are found in its old text and not in the new one, by their refs."""
    excerpts = [case.excerpts[key] for key in case.quoting(source_id)]
    for excerpt in sorted(excerpts, key=lambda excerpt: (len(excerpt.ref), excerpt.ref)):
        if _is_quoted(excerpt, old) and not _is_quoted(excerpt, new):
            yield excerpt


def pin_edits(case: Case, gone: Iterable[Excerpt]) -> Iterator[Edit]:
    """Yield the edits by which excerpts name the present version of their source as the one they are quoted from."""
    for excerpt in gone:
        if not excerpt.version:
            yield from edits.edit(case, "excerpts", excerpt.id, version=case.sources[excerpt.source].sha256)


def _is_quoted(excerpt: Excerpt, text: str) -> bool:
    """Return whether the quote of an excerpt is found in a text."""
    return parts.anchor(
        excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix, start=excerpt.start
    ).state.is_faithful
