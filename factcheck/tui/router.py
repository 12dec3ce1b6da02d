"""Opening screens: a screen posts a message that names another one, and the app opens it.

So no screen imports another, and a screen is loaded when it is first opened. The fields of a message are the
arguments of the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pkgutil import resolve_name
from typing import Any, ClassVar, Generic, TypeVar, dataclass_transform

from textual.message import Message
from textual.screen import Screen

from factcheck.evidence.parts import IMPORTING

R = TypeVar("R")


def load_screen(place: str) -> Callable[..., Screen[Any]]:
    """Return what makes a screen, its class or a function: "module:name" below `screens`. It is imported now."""
    with IMPORTING:
        make: Callable[..., Screen[Any]] = resolve_name(f"factcheck.tui.screens.{place}")
    return make


@dataclass_transform(eq_default=False, field_specifiers=(field,))
class MessageWithFields(Message):
    """A message with an initializer of its fields.

    `dataclass` alone also writes comparisons and more, for some thirty of them: a tenth of the time until the first
    picture.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        """Write the initializer."""
        super().__init_subclass__(**options)
        dataclass(eq=False, repr=False, match_args=False)(cls)


class Open(MessageWithFields, Generic[R]):
    """Asks the app to open a screen; `then` is called with what the screen returns."""

    screen: ClassVar[str] = ""
    """What makes the screen, its class or a function: "module:name"."""

    then: Callable[[R | None], object] | None = field(default=None, kw_only=True)

    def __init_subclass__(cls, *, screen: str = "", **options: Any) -> None:
        """Name the screen in the line of the class: `class OpenHelp(Open[None], screen="help:HelpScreen")`."""
        super().__init_subclass__(**options)
        cls.screen = screen

    def returned(self, result: R | None) -> None:
        """Hand over what the screen returned."""
        if self.then is not None:
            self.then(result)

    def build(self) -> Screen[R]:
        """Return the screen, with the fields of this message as its arguments."""
        arguments = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "then"}
        return load_screen(self.screen)(**arguments)
