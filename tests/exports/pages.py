"""Parse a page with a parser of its own: elements with their attributes and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "input", "rect"}


@dataclass
class Element:
    """An element of a page."""

    name: str
    attributes: dict[str, str]
    content: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    def all(self, name: str = "", kind: str = "") -> Iterator[Element]:
        """Yield the elements within it, of this name and this class if given, in the order of the page."""
        for part in self.content:
            if isinstance(part, Element):
                if name in {"", part.name} and (not kind or kind in part.attributes.get("class", "").split()):
                    yield part
                yield from part.all(name, kind)

    def texts(self, name: str = "", kind: str = "") -> list[str]:
        """Return the texts of these elements."""
        return [found.text for found in self.all(name, kind)]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute of {tag} stands twice"
        found = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(found)
        if tag not in EMPTY:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in EMPTY
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def read(page: str) -> Element:
    """Return a page, which must be of closed elements and text and nothing else."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert len(parser.open) == 1
    assert parser.others == ["doctype html"]
    return parser.open[0]
