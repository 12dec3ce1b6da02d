"""What reading web pages apart costs, beside trafilatura with metadata here: `python -m tests.benchmarks.documents`.

The pages are made here: articles of several lengths in two languages, with navigation, captions, tables and comments
around them, as news sites have them.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from typing import NamedTuple

from trafilatura import bare_extraction

from factcheck.documents.sandbox.fork_server import SERVERS
from factcheck.documents.sandbox.parent import read_in_sandbox

PAGES = 130
MOST = 1.5
"""How many times as long as trafilatura a page may take."""
_WORDS = {
    "en": "the council said on Monday that spending rose by nearly twelve percent over three years while fewer people "
    "used buses in the northern districts where new lines had been promised before the election of the mayor",
    "de": "der Stadtrat teilte am Montag mit dass die Ausgaben in drei Jahren um fast zwölf Prozent gestiegen sind "
    "während weniger Menschen Busse nutzten obwohl in den nördlichen Bezirken neue Linien versprochen worden waren",
}


class Cost(NamedTuple):
    """Seconds of processor time a page: in forks, the start of their parent included, and of trafilatura here."""

    apart: float
    trafilatura: float

    @property
    def ratio(self) -> float:
        """How many times as long reading apart takes."""
        return self.apart / self.trafilatura


def pages(count: int = PAGES, seed: int = 15) -> Iterator[bytes]:
    """Yield pages, the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        yield _page(number, chance).encode()


def measure(count: int = PAGES, repeats: int = 1) -> Cost:
    """Return what the pages cost in processor time; of several repeats the quickest is taken."""
    made = list(pages(count))
    _extract(made[0])
    both = [(_apart(made), _here(made)) for _ in range(repeats)]
    return Cost(min(apart for apart, _ in both) / count, min(here for _, here in both) / count)


def _apart(made: list[bytes]) -> float:
    """Return the seconds for pages that are read apart: of this process, and of those that it starts."""
    SERVERS.close()
    began = time.process_time() + _children()
    for page in made:
        read_in_sandbox(page, "page.html")
    SERVERS.close()
    return time.process_time() + _children() - began


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _here(made: list[bytes]) -> float:
    began = time.process_time()
    for page in made:
        _extract(page)
    return time.process_time() - began


def _extract(page: bytes) -> object:
    return bare_extraction(page, with_metadata=True, include_comments=False)


def _page(number: int, chance: random.Random) -> str:
    language = chance.choice(list(_WORDS))
    title = _sentence(language, chance, 8)
    links = "".join(f"<li><a href='/{at}'>{_sentence(language, chance, 3)}</a></li>" for at in range(80))
    paragraphs = "".join(_block(language, chance) for _ in range(chance.randint(20, 120)))
    comments = "".join(f"<div class=comment><p>{_sentence(language, chance, 20)}</p></div>" for _ in range(10))
    return f"""<!doctype html><html lang={language}><head><meta charset=utf-8><title>{title} | The Gazette</title>
<meta property=og:title content="{title}"><meta name=author content="Ada Brown">
<meta property=article:published_time content="2026-0{number % 9 + 1}-12T08:00:00Z">
<script>{"var a = 1;" * 4000}</script><style>{"p {{ color: red }}" * 100}</style></head>
<body><nav><ul>{links}</ul></nav><article><h1>{title}</h1><p class=standfirst>{_sentence(language, chance, 25)}</p>
{paragraphs}</article><section id=comments>{comments}</section><aside><ul>{links}</ul></aside>
<footer><ul>{links}</ul></footer></body></html>"""


def _block(language: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.05:
        return f"<figure><img src=a.jpg><figcaption>{_sentence(language, chance, 12)}</figcaption></figure>"
    if kind < 0.1:
        rows = "".join(f"<tr><td>{chance.randint(1, 999)}</td><td>{chance.randint(1, 999)}</td></tr>" for _ in range(8))
        return f"<table>{rows}</table>"
    sentences = " ".join(_sentence(language, chance, chance.randint(8, 25)) for _ in range(chance.randint(2, 6)))
    return f"<p>{sentences} <a href='/more'>{_sentence(language, chance, 3)}</a></p>"


def _sentence(language: str, chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS[language].split()) for _ in range(words)).capitalize() + "."


def main() -> None:
    """Print what a page costs, and how that compares."""
    cost = measure(repeats=3)
    print(f"{PAGES} pages: {cost.apart:.4f} s apart, {cost.trafilatura:.4f} s trafilatura; ratio {cost.ratio:.2f}")


if __name__ == "__main__":
    main()
