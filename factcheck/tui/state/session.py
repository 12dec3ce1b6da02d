"""An open case with settings and keys, and the results that all screens share: comparisons and opinions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.screen import Screen

from factcheck.case.case import Case
from factcheck.case.records import Claim, Excerpt, Source
from factcheck.evidence import parts
from factcheck.settings import Settings
from factcheck.tui import keymap
from factcheck.tui.keys import DEFAULTS, VERDICTS
from factcheck.tui.render.styles import plain
from factcheck.tui.state.colleagues import Colleagues
from factcheck.tui.state.entries_place import EntriesPlace
from factcheck.tui.state.round import Round
from factcheck.workspace.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.evidence.assessment import Assessment
    from factcheck.evidence.judges import Judge, Opinion
    from factcheck.workspace.search import Hit

_DIGITS = {binding.id for binding in VERDICTS}

KEPT = 1_000
"""Number of cached results; the cache is cleared when it is full."""

ComparisonKey: TypeAlias = tuple[str, str, str, str, str, str, str]


class Comparisons:
    """Cache of the assessments of excerpts; they depend on texts and dates only."""

    def __init__(self) -> None:
        """Start empty."""
        self._found: dict[ComparisonKey, Assessment] = {}
        self._values: dict[tuple[Claim, tuple[Excerpt, ...]], tuple[str, ...]] = {}

    def known(self, claim: Claim, excerpt: Excerpt, source: Source) -> Assessment | None:
        """Return the cached assessment of an excerpt for a claim, or None."""
        return self._found.get(_comparison_key(claim, excerpt, source))

    def find(self, claim: Claim, excerpt: Excerpt, source: Source) -> Assessment:
        """Assess an excerpt for a claim, and cache the result."""
        if len(self._found) >= KEPT:
            self._found.clear()
        text = parts.claim_text(claim, plain(claim.text))
        found = parts.assess_passage(text, source, plain(excerpt.quote), excerpt.prefix)
        self._found[_comparison_key(claim, excerpt, source)] = found
        return found

    def known_values(self, claim: Claim, excerpts: Iterable[Excerpt]) -> tuple[str, ...] | None:
        """Return the cached values of the figures on which the sources disagree, or None."""
        return self._values.get((claim, tuple(excerpts)))

    def find_values(self, case: Case, claim: Claim, excerpts: Sequence[Excerpt]) -> tuple[str, ...]:
        """Compute these values from the excerpts of a claim, and cache them."""
        if len(self._values) >= KEPT:
            self._values.clear()
        values = parts.disagreements(parts.figure_values(case, claim, len(excerpts)))
        found = tuple(str(each) for each in values if len(each.values) > 1)
        self._values[claim, tuple(excerpts)] = found
        return found


def _comparison_key(claim: Claim, excerpt: Excerpt, source: Source) -> ComparisonKey:
    of_source = source.title, source.published, source.language
    return claim.text, claim.date, excerpt.quote, excerpt.prefix, *of_source


OpinionKey: TypeAlias = tuple[str, str, str, int, str]


class OpinionCache:
    """The opinions of judges by claim and passage; another text has none."""

    def __init__(self) -> None:
        """Begin without opinions."""
        self._opinions: dict[OpinionKey, dict[str, Opinion]] = {}

    def keep(self, claim: Claim, passage: Hit, judge: Judge, opinion: Opinion) -> None:
        """Keep the opinion of a judge on a passage."""
        self._opinions.setdefault(_opinion_key(claim, passage), {})[judge.name] = opinion

    def of(self, claim: Claim, passage: Hit, judges: Sequence[Judge]) -> tuple[Opinion, ...]:
        """Return the opinions on a passage, in the order of the judges."""
        opinions = self._opinions.get(_opinion_key(claim, passage), {})
        return tuple(opinions[judge.name] for judge in judges if judge.name in opinions)

    def without(self, claim: Claim, passages: Sequence[Hit], judge: Judge) -> list[Hit]:
        """Return the passages on which a judge has given no opinion yet."""
        return [
            passage for passage in passages if judge.name not in self._opinions.get(_opinion_key(claim, passage), {})
        ]


def _opinion_key(claim: Claim, passage: Hit) -> OpinionKey:
    return claim.text, claim.date, passage.source_id, passage.start, passage.text


class Session:
    """What every screen works with."""

    def __init__(self, workspace: Workspace, settings: Settings, keys: Mapping[str, str]) -> None:
        """Work in `workspace`; `keys` are the user's keys by id, in place of the defaults."""
        self.workspace = workspace
        self.settings = settings
        self.round = Round()
        self.colleagues = Colleagues()
        self.entries = EntriesPlace()
        self.opinions = OpinionCache()
        self.judges: Sequence[Judge] | None = None
        """The judges that the settings name; None until they are first needed."""
        self.keymap: Mapping[str, str] = {**DEFAULTS, **keys}
        self.attach_guide: Callable[[Screen[Any]], object] | None = None
        """Shows the step of the tour on a screen, where there is a tour."""

    def key(self, name: str) -> str:
        """Return the key with the id `name` as people write it."""
        return keymap.shown(self.keymap[name])

    def enables(self, name: str) -> bool:
        """Tell whether the key with the id `name` can do anything in this case: a digit needs a label of the scale."""
        return name not in _DIGITS or any(label.key == name[-1] for label in self.workspace.case.scale.labels)
