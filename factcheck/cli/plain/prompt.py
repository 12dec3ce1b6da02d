"""The prompt of `factcheck --plain`: read a claim, decide, say why, go on; a line for each command.

The letters are those of the screens. Every change is saved before its message is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from factcheck.case.describe import describe
from factcheck.case.records import Claim, Stance, confidence_step, verdict_key
from factcheck.case.statistics import progress
from factcheck.cli.context import Setup
from factcheck.cli.plain.lines import claim_lines, help_lines, label_line, passage_lines
from factcheck.errors import FactcheckError, InvalidError, UnknownError
from factcheck.text import visible_line

if TYPE_CHECKING:
    from factcheck.case.changes import Batch
    from factcheck.workspace.search import Suggestion
    from factcheck.workspace.workspace import Workspace

COMMANDS = {
    "1 to 9": "give the claim this label, save, and go to the next unchecked claim",
    "0": "withdraw your verdict",
    "r REASON": "say why; straight after a verdict it is about the claim just decided",
    "+ and -": "raise or lower your confidence",
    "enter": "go to the next unchecked claim",
    "n and p": "go to the next or the previous claim",
    "C12": "go to this claim",
    "v": "read the claim again",
    "f": "find passages in the sources",
    "s 1, x 1, c 1": "add passage 1 as supporting, contradicting or context",
    "/ FILTER": "list only the claims that match a filter; / alone lists all",
    "!": "flag the claim, or remove the flag",
    "N WORDS": "write a note on the claim",
    "u": "undo your last change",
    "redo": "redo what you undid",
    "? or help": "list the commands",
    "q": "quit; everything is saved",
}
"""The commands, as help lists them."""

_STANCES = {"s": Stance.SUPPORTS, "x": Stance.CONTRADICTS, "c": Stance.CONTEXT}


def work(setup: Setup) -> None:
    """Work on the case until `q` or the end of the input. Raises UnreadableError, ReadOnlyError."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")
    settings = setup.settings()
    with setup.writing() as workspace:
        if workspace.lost:
            say(workspace.lost)
        Prompt(workspace, advance=settings.advance).run()


def say(line: str) -> None:
    """Print one line, with control characters made visible."""
    click.echo(visible_line(line))


class Prompt:
    """The claims of a filter, the one that is being read, and the commands about it."""

    def __init__(self, workspace: Workspace, *, advance: bool = True) -> None:
        """Begin at the first unchecked claim; with `advance` a verdict goes on to the next one."""
        self._workspace = workspace
        self._advance = advance
        self._listed = [claim.id for claim in workspace.claims()]
        self._place = 0
        self._decided = ""
        self._found: Sequence[Suggestion] = ()
        self._commands: dict[str, Callable[[str], object]] = {
            **{str(digit): self._decide(str(digit)) for digit in range(1, 10)},
            **{letter: self._add(stance) for letter, stance in _STANCES.items()},
            **{"0": self._withdraw, "r": self._reason, "+": self._more_sure, "-": self._less_sure},
            **{"": self._unchecked, "n": lambda _: self._go(1), "p": lambda _: self._go(-1), "v": self._read},
            **{"f": self._find, "/": self._filter, "!": self._flag, "N": self._note, "u": self._undo},
            **{"redo": self._redo, "?": self._help, "help": self._help},
        }

    def run(self) -> None:
        """Read lines and carry them out until `q` or the end of the input."""
        case, checker = self._workspace.case, self._workspace.checker
        say(f"{case.title}: {progress(case, checker)}. ? lists the commands.")
        self._unchecked("", first=True)
        with suppress(EOFError):
            while (line := input("> ").strip()) not in {"q", "quit"}:
                self._carry_out(line)
            return
        click.echo()

    def _carry_out(self, line: str) -> None:
        """Carry out one line; what is wrong with it is said."""
        word, _, rest = line.partition(" ")
        if word[:1] in {"/", "!", "+", "-"} and len(word) > 1:
            word, rest = word[0], line[1:]
        try:
            if word in self._commands:
                self._commands[word](rest.strip())
            else:
                self._go_to(line)
        except FactcheckError as error:
            say(str(error))

    # Moving

    @property
    def _claim(self) -> Claim:
        """The claim that is being read. Raises UnknownError if there is none."""
        claims = self._workspace.case.claims
        found = claims.get(self._listed[self._place]) if self._place < len(self._listed) else None
        if found is None:
            raise UnknownError("no claim here; / lists all claims, and `factcheck claim add` adds one")
        return found

    def _read(self, _rest: str = "") -> None:
        for line in claim_lines(self._workspace, self._claim, self._place + 1, len(self._listed)):
            say(line)
        say(label_line(self._workspace.case))

    def _move_to(self, place: int) -> None:
        self._place, self._found = place, ()
        self._read()

    def _go(self, step: int) -> None:
        self._decided = ""
        if not 0 <= self._place + step < len(self._listed):
            raise InvalidError("this is the last claim" if step > 0 else "this is the first claim")
        self._move_to(self._place + step)

    def _go_to(self, name: str) -> None:
        try:
            claim = self._workspace.case.claim(name)
        except FactcheckError:
            raise UnknownError(f"no command or claim {name!r}; ? lists the commands") from None
        self._decided = ""
        if claim.id not in self._listed:
            self._listed = [each.id for each in self._workspace.claims()]
        self._move_to(self._listed.index(claim.id))

    def _unchecked(self, _rest: str = "", *, first: bool = False) -> None:
        """Go to the next unchecked claim after this one, from the start again after the last."""
        start = self._place if first else self._place + 1
        order = [*range(start, len(self._listed)), *range(min(start, len(self._listed)))]
        checked = self._workspace.case.index.checked_by(self._workspace.checker)
        place = next((place for place in order if self._listed[place] not in checked), None)
        if place is not None:
            self._move_to(place)
        elif first and self._listed:
            self._move_to(0)
        else:
            say("no unchecked claim in this list" if self._listed else "no claims; `factcheck claim add` adds one")

    def _filter(self, words: str) -> None:
        listed = [claim.id for claim in self._workspace.claims(words)]
        total = len(self._workspace.case.claims)
        say(f"{len(listed)} of {total} claims" if words else f"all {total} claims")
        if listed:
            self._listed, self._decided = listed, ""
            self._move_to(0)

    # Changing

    def _saved(self, changes: Batch, nothing: str) -> None:
        said = describe(self._workspace.case, changes)
        say(f"saved: {said}; u undoes it" if said else nothing)

    def _decide(self, digit: str) -> Callable[[str], None]:
        def decide(reason: str) -> None:
            claim, case = self._claim, self._workspace.case
            label = next((label for label in case.scale.labels if label.key == digit), None)
            if label is None:
                raise UnknownError(f"no label {digit}; {label_line(case)}")
            self._saved(self._workspace.decide(claim, label.id, rationale=reason or None), f"{label.name} already")
            self._decided = claim.id
            if self._advance:
                self._unchecked()

        return decide

    @property
    def _about(self) -> Claim:
        """The claim that a reason or a confidence is about: until another is gone to, the one just decided."""
        return self._workspace.case.claims.get(self._decided) or self._claim

    def _withdraw(self, _rest: str) -> None:
        self._saved(self._workspace.withdraw(self._claim), "You have no verdict on this claim")

    def _reason(self, words: str) -> None:
        claim = self._about
        words = words or input(f"reason for {claim.ref}: ").strip()
        own = self._workspace.case.verdicts.get(verdict_key(claim.id, self._workspace.checker))
        condition = own.condition if own else ""
        self._saved(self._workspace.set_rationale(claim, words, condition), "the reason is unchanged")

    def _more_sure(self, _rest: str) -> None:
        self._step(1)

    def _less_sure(self, _rest: str) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        claim = self._about
        own = self._workspace.case.verdicts.get(verdict_key(claim.id, self._workspace.checker))
        wanted = confidence_step(own.confidence if own else None, step)
        self._saved(self._workspace.set_confidence(claim, wanted), f"the confidence is {wanted} already")

    def _find(self, _rest: str) -> None:
        self._found = [each for each in self._workspace.suggest(self._claim) if not each.dismissed]
        for line in passage_lines(self._workspace.case, self._found):
            say(line)

    def _add(self, stance: Stance) -> Callable[[str], None]:
        def add(number: str) -> None:
            if not number.isascii() or not number.isdigit() or not 0 < int(number[:9]) <= len(self._found):
                raise UnknownError(
                    f"no passage {number or 'without a number'}; f lists the passages with their numbers"
                )
            passage = self._found[int(number) - 1]
            self._saved(self._workspace.search.accept(self._claim.id, passage, stance), "added already")

        return add

    def _flag(self, _rest: str) -> None:
        self._saved(self._workspace.flag(self._claim, not self._claim.flagged), "unchanged")

    def _note(self, words: str) -> None:
        self._saved(self._workspace.entries.add(self._claim, words), "unchanged")

    def _undo(self, _rest: str) -> None:
        changes = self._workspace.undo()
        say(f"undone: {describe(self._workspace.case, changes)}; redo does it again" if changes else "nothing to undo")

    def _redo(self, _rest: str) -> None:
        changes = self._workspace.redo()
        say(f"done again: {describe(self._workspace.case, changes)}" if changes else "nothing to redo")

    def _help(self, _rest: str) -> None:
        lines: Iterable[str] = help_lines(COMMANDS, self._workspace.case)
        for line in lines:
            say(line)
