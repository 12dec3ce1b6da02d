"""How the excerpts of a case compare with the texts of its sources, checked once and kept until something changes.

A result depends on the quote, its recorded position, and the hash of the source; for a quote that is not in its own
source also on the other sources that have a text, drafts aside. The own source is checked first: if it has the quote
with nothing but another case of letters, or nearly word for word, that is "altered", even if another source has it
exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple, TypeAlias

from factcheck.case.changes import Batch
from factcheck.case.describe import describe as describe_changes
from factcheck.case.document import Document
from factcheck.case.records import Excerpt
from factcheck.errors import UnreadableError
from factcheck.quotes import Anchor, AnchorLookup, QuoteCheck, State
from factcheck.text import visible_line
from factcheck.workspace import late_parts
from factcheck.workspace.open_case import OpenCase

Key: TypeAlias = tuple[str, str, str, int | None, str, str, str]
Texts: TypeAlias = tuple[tuple[str, str], ...]
"""Ids of sources, each with the hash of its bytes."""

_TELLING = 3
"""Words of the shortest quote that tells one source from another."""


class _Kept(NamedTuple):
    key: Key
    others: Texts
    check: QuoteCheck


class QuoteChecker:
    """Compares the excerpts of a case with its sources. One thread at a time may check; any thread may ask `known`."""

    def __init__(self, open_case: OpenCase) -> None:
        """Begin without results for the excerpts of `open_case`."""
        self._open_case = open_case
        self._kept: dict[str, _Kept] = {}

    @property
    def has_texts(self) -> bool:
        """Whether there may be texts beside the case at all."""
        return self._open_case.texts.directory.exists()

    def known(self, excerpt: Excerpt) -> QuoteCheck | None:
        """Return how an excerpt stood when it was last looked for, unless it or its source is another one now."""
        kept = self._kept.get(excerpt.id)
        return kept.check if kept and kept.key == self._key(excerpt) else None

    def forget_texts(self) -> None:
        """Forget the results: a text was read anew."""
        self._kept.clear()

    def known_of(self, excerpt_id: str) -> Anchor | None:
        """Return the known anchor of an excerpt by its id; fast enough for a key press."""
        excerpt = self._open_case.case.excerpts.get(excerpt_id) if excerpt_id in self._kept else None
        check = self.known(excerpt) if excerpt else None
        return check.anchor if check else None

    def lookup(self) -> AnchorLookup:
        """Return a function that gives the anchor of an excerpt by its id; None for all where there are no texts.

        All excerpts of the case are checked when it is first called, so that each text is read once.
        """

        @cache
        def anchors() -> dict[str, Anchor]:
            checks = self.checks(list(self._open_case.case.excerpts)) if self.has_texts else ()
            return {excerpt.id: check.anchor for excerpt, check in checks}

        return lambda excerpt_id: anchors().get(excerpt_id)

    def in_own_source(self, excerpt: Excerpt) -> QuoteCheck:
        """Return how an excerpt compares with its own source; the others, which take longer, are not searched."""
        return self.known(excerpt) or self._look(excerpt)

    def check(self, excerpt: Excerpt) -> QuoteCheck:
        """Return how an excerpt compares with its source, and in which other source its quote is found."""
        return next(found for _, found in self.checks([excerpt.id]))

    def anchor(self, excerpt_id: str) -> Anchor:
        """Return where an excerpt stands in its source, or else in which other source of the case.

        The anchor of a text that cannot be read is "no text", with the reason as its warning.
        """
        return self.check(self._open_case.case.excerpts[excerpt_id]).anchor

    def anchors(self, excerpt_ids: Iterable[str] | None = None) -> Iterator[tuple[str, Anchor]]:
        """Yield the ids of excerpts, of all by default, with their anchors, source by source."""
        wanted = list(self._open_case.case.excerpts) if excerpt_ids is None else list(excerpt_ids)
        return ((excerpt.id, check.anchor) for excerpt, check in self.checks(wanted))

    def checks(self, excerpt_ids: Iterable[str]) -> Iterator[tuple[Excerpt, QuoteCheck]]:
        """Yield how excerpts compare with their sources, one source after the other, so that each text is read once.

        Removed excerpts are left out. Quotes that their own source does not have are searched in the others at the end.
        """
        case = self._open_case.case
        found = (case.excerpts.get(key) for key in excerpt_ids)
        here = [excerpt for excerpt in found if excerpt is not None and excerpt.source in case.sources]
        others = cache(self._others)  # looks at the directory of the texts, once and only if an excerpt strays
        strayed = []
        for excerpt in sorted(here, key=lambda excerpt: excerpt.source):
            check = self._still(excerpt, others) or self._look(excerpt)
            if late_parts.may_be_elsewhere(excerpt, check) and not self._sought(excerpt, others()):
                strayed.append(excerpt)
            else:
                yield excerpt, check
        if strayed:
            yield from self._seek(strayed, others())

    def describe_change(self, changes: Batch) -> str:
        """Return what was done to an excerpt, and how it compares with its source: "E2 added · ≠ altered: 5 → 6"."""
        state = self.describe_state(changes[0].key) if changes else ""
        return " · ".join(filter(None, (describe_changes(self._open_case.case, changes), state)))

    def describe_state(self, excerpt_id: str) -> str:
        """Return how an excerpt compares with its own source: "≠ altered: 5 → 6"; empty if its text is absent."""
        case = self._open_case.case
        excerpt = case.excerpts.get(excerpt_id)
        check = self.in_own_source(excerpt) if excerpt is not None and self.has_texts else None
        if check is None or check.anchor.state is State.NO_TEXT:
            return ""
        return visible_line(late_parts.state_words(check, lambda source_id: case.sources[source_id].ref))

    def sources_with(self, quote: str) -> list[str]:
        """Return the ids of the sources whose text has a quote word for word, apart from typography.

        None are returned for fewer than three words, which many texts have. Reads all texts: call it in a thread.
        """
        if len(quote.split()) < _TELLING:
            return []
        found = []
        for source_id, name in self._texts():
            document = self._readable(name)
            anchor = late_parts.find_faithful(quote.strip(), document.text) if document is not None else None
            if anchor is not None and anchor.state in {State.EXACT, State.TYPOGRAPHIC}:
                found.append(source_id)
        return found

    def _look(self, excerpt: Excerpt) -> QuoteCheck:
        """Compare an excerpt with its own source."""
        source = self._open_case.case.sources[excerpt.source]
        try:
            document = self._open_case.texts.document(source.sha256)
        except UnreadableError as error:
            return self._keep(excerpt, (), QuoteCheck(Anchor(State.NO_TEXT, warning=str(error))))
        if document is None:
            return self._keep(excerpt, (), QuoteCheck(Anchor(State.NO_TEXT)))
        found = late_parts.anchor_in(excerpt, source, document)
        if found.start is not None and document.is_outside(found.start):
            found = replace(found, outside=True)
        told = late_parts.compared(excerpt.quote, document.text, found)
        return self._keep(excerpt, (), told if found.state.is_faithful else self._in_earlier(excerpt, told) or told)

    def _in_earlier(self, excerpt: Excerpt, now: QuoteCheck) -> QuoteCheck | None:
        """Return how an excerpt compares with the version that it was quoted from, and what the text says `now`."""
        version = late_parts.quoted_version(self._open_case.case, excerpt)
        document = self._readable(version.sha256) if version else None
        if version is None or document is None:
            return None
        then = late_parts.anchor_in(excerpt, self._open_case.case.sources[excerpt.source], document)
        if not then.state.is_faithful:
            return None
        warning = "; ".join(
            filter(None, (f"in {late_parts.version_name(version)}; {late_parts.said_since(now)}", then.warning))
        )
        earlier = replace(then, parts=(), version=version.sha256, warning=warning)
        return QuoteCheck(earlier, then.passage(document.text))

    def _seek(self, strayed: Sequence[Excerpt], others: Texts) -> Iterator[tuple[Excerpt, QuoteCheck]]:
        """Look for quotes in the other sources of the case: word for word, but for typography, or elided."""
        left = {excerpt.id: excerpt for excerpt in strayed}
        for source_id, name in others:
            if not left:
                break
            source, document = self._open_case.case.sources.get(source_id), self._readable(name)
            if source is None or document is None:
                continue
            language = late_parts.language_of(source, document)
            for excerpt in [found for found in left.values() if found.source != source_id]:
                found = late_parts.find_faithful(excerpt.quote, document.text, language)
                if found is not None:
                    del left[excerpt.id]
                    there = replace(found, state=State.ELSEWHERE, source=source_id)
                    yield excerpt, self._keep(excerpt, others, late_parts.compared(excerpt.quote, document.text, there))
        for excerpt in left.values():
            yield excerpt, self._keep(excerpt, others, self._kept[excerpt.id].check)

    def _still(self, excerpt: Excerpt, others: Callable[[], Texts]) -> QuoteCheck | None:
        """Return the known result for an excerpt, unless something that it depends on has changed."""
        kept = self._kept.get(excerpt.id)
        if kept is None or kept.key != self._key(excerpt):
            return None
        state = kept.check.anchor.state
        if state is State.NO_TEXT or (state is State.ELSEWHERE and not self._sought(excerpt, others())):
            return None
        return kept.check

    def _sought(self, excerpt: Excerpt, others: Texts) -> bool:
        """Return whether an excerpt was searched in all of the other sources."""
        return self._kept[excerpt.id].others == others

    def _keep(self, excerpt: Excerpt, others: Texts, check: QuoteCheck) -> QuoteCheck:
        self._kept[excerpt.id] = _Kept(self._key(excerpt), others, check)
        return check

    def _key(self, excerpt: Excerpt) -> Key:
        source = self._open_case.case.sources.get(excerpt.source)
        sha256 = source.sha256 if source else ""
        return excerpt.quote, excerpt.prefix, excerpt.suffix, excerpt.start, excerpt.source, sha256, excerpt.version

    def _others(self) -> Texts:
        """Return the sources in which a quote that its own does not have is searched; a draft is no evidence."""
        case = self._open_case.case
        return tuple((key, name) for key, name in self._texts() if not case.is_draft(key))

    def _texts(self) -> Texts:
        """Return the sources that have a text."""
        if not self.has_texts:
            return ()
        case, here = self._open_case.case, self._open_case.texts.hashes()
        hashes = [(key, source.sha256) for key in list(case.sources) if (source := case.sources.get(key))]
        return tuple((key, name) for key, name in hashes if name in here)

    def _readable(self, name: str) -> Document | None:
        try:
            return self._open_case.texts.document(name)
        except UnreadableError:
            return None
