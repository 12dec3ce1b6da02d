"""What was chosen among the sentences of a text that are proposed as claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from factcheck.case.changes import Batch
from factcheck.workspace.extraction import Extraction


class ProposalState(StrEnum):
    """The state of a proposed claim, and its symbol."""

    OPEN = "[ ]"
    TICKED = "[✓]"
    DROPPED = " – "
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposed claim by its number; `ref` is the claim that already has this text."""

    number: int
    text: str
    about: str
    state: ProposalState
    ref: str = ""


class ProposalChoices:
    """The proposals of one text by number, from 1: which are ticked, dropped, edited, or claims already."""

    def __init__(self, extraction: Extraction) -> None:
        """Begin with none chosen."""
        self.extraction = extraction
        self.best_first = False
        self.ticked: set[int] = set()
        self._dropped: set[int] = set()
        self._edited: dict[int, Mapping[str, Any]] = {}
        self._saying: dict[int, bool] = {}
        """Of which proposals the saying is to be checked, or what was said, where that was chosen."""
        self._named: set[int] = set()
        """The proposals in which the name that is suggested for "he" is taken."""
        self.existing: dict[int, str] = {}
        """The proposals that are claims already, with the claim's ref."""
        self.update()

    def update(self) -> None:
        """Look again which proposals are claims of the case; these are not ticked any more."""
        self.existing = self.extraction.already()
        self.ticked -= self.existing.keys()

    def rows(self) -> Iterator[ProposalRow]:
        """Yield the proposals in the order of the text, or the most worth checking first."""
        numbered = list(enumerate(self.extraction.proposals, 1))
        if self.best_first:
            numbered.sort(key=lambda each: -each[1].score)
        for number, proposal in numbered:
            fields = self.fields(number)
            note = "a claim already" if number in self.existing else "edited" if number in self._edited else ""
            part = f"part of {proposal.part_of}" if proposal.part_of else ""
            told = (note, part, fields["speaker"], proposal.why, *proposal.context)
            about = " · ".join(words for words in told if words)
            yield ProposalRow(number, fields["text"], about, self._state(number), self.existing.get(number, ""))

    def _state(self, number: int) -> ProposalState:
        if number in self.existing:
            return ProposalState.CLAIM
        if number in self.ticked:
            return ProposalState.TICKED
        return ProposalState.DROPPED if number in self._dropped else ProposalState.OPEN

    def fields(self, number: int) -> dict[str, Any]:
        """Return the fields of the claim that a proposal would become."""
        fields = self.extraction.fields(number, saying=self._saying.get(number), named=number in self._named)
        return {**fields, **self._edited.get(number, {})}

    def toggle_saying(self, number: int) -> bool:
        """Check what was said, or that it was said; return False if the sentence reports nothing."""
        proposal = self.extraction.proposals[number - 1]
        self._saying[number] = not self._saying.get(number, proposal.doubted)
        self._edited.pop(number, None)
        return proposal.said != proposal.saying

    def toggle_name(self, number: int) -> bool:
        """Take the name that is suggested for "he", or "he" again; return False if none is suggested."""
        self._named ^= {number}
        self._edited.pop(number, None)
        return bool(self.extraction.proposals[number - 1].resolved)

    def toggle_ticked(self, number: int) -> None:
        """Tick a proposal, or untick it."""
        self._dropped.discard(number)
        self.ticked ^= {number}

    def toggle_dropped(self, number: int) -> None:
        """Drop a proposal, or bring it back."""
        self.ticked.discard(number)
        self._dropped ^= {number}

    def toggle_all(self) -> None:
        """Tick all sentences that are neither dropped nor claims; untick them if they are ticked."""
        left = set(self.extraction.whole_numbers) - self.existing.keys() - self._dropped
        self.ticked = set() if self.ticked >= left else left

    def edit(self, number: int, values: Mapping[str, Any]) -> None:
        """Change the fields of a proposal, and tick it."""
        self._edited[number] = values
        self.ticked.add(number)
        self._dropped.discard(number)

    def add_ticked(self) -> Batch:
        """Add the ticked proposals as claims, in one change set. Raises InvalidError, ReadOnlyError, NotSavedError."""
        chosen = {
            number: self.fields(number)
            for number in self.ticked
            if number in {*self._saying, *self._edited, *self._named}
        }
        return self.extraction.take(self.ticked, chosen)
