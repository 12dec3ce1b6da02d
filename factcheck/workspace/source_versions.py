"""The versions of a source's text, and the one that an excerpt was quoted from."""

from __future__ import annotations

from factcheck.case.case import Case
from factcheck.case.records import Excerpt
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
