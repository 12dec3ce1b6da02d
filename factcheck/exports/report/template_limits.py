"""Counts what a template does, so that one that does not end is stopped.

Jinja2 has no such count. So the tokens of a template are read over before they are parsed, and after every piece of
text and every beginning of a loop or macro a call stands that counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream


class Meter:
    """Steps and characters that a template may use up."""

    def __init__(self, steps: int, written: int) -> None:
        """Begin with as much as may be used."""
        self._whole = self._steps, self._written = steps, written

    def fill(self) -> None:
        """Begin anew."""
        self._steps, self._written = self._whole

    def step(self, characters: int) -> str:
        """Count a step that writes so many characters. Raises SecurityError when there were too many."""
        self._steps -= 1
        self._written -= characters
        if self._steps < 0 or self._written < 0:
            raise SecurityError(f"the template does not end: too many {'steps' if self._steps < 0 else 'characters'}")
        return ""

    def written(self, text: str) -> str:
        """Count a text that is written, and return it."""
        self.step(len(text))
        return text


class Counting(Extension):
    """Makes a template count, and refuses what cannot be counted or leads out of it."""

    NAME: ClassVar[str] = "step "
    """The name of the function that counts: none that a template could write."""

    _COUNTED: ClassVar[set[str]] = {"for", "macro", "call"}
    _REFUSED: ClassVar[set[str]] = {"include", "import", "from", "extends"}

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with the calls that count among them."""
        begun, opening = "", False
        for token in stream:
            if opening:
                begun = token.value
                if begun in self._REFUSED:
                    raise TemplateSyntaxError(f"{begun}: a template stands alone", token.lineno)
            if token.type == "tilde":
                raise TemplateSyntaxError("~ is not there: put {{ a }}{{ b }} side by side", token.lineno)
            opening = token.type == "block_begin"
            yield token
            if token.type == "data":
                yield from self._call(token.lineno, len(token.value))
            elif token.type == "block_end" and begun in self._COUNTED:
                yield from self._call(token.lineno, 0)

    def _call(self, line: int, characters: int) -> Iterator[Token]:
        yield Token(line, "variable_begin", "{{")
        yield Token(line, "name", self.NAME)
        yield Token(line, "lparen", "(")
        yield Token(line, "integer", characters)  # type: ignore[arg-type]
        yield Token(line, "rparen", ")")
        yield Token(line, "variable_end", "}}")
