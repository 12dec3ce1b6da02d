"""Who wrote a draft and when, as its first lines say it."""

from __future__ import annotations

import pytest

from factcheck.evidence.claims.bylines import Byline, read_byline
from factcheck.evidence.claims.units import units

PROSE = {"en": "The bridge fell.", "de": "Die Brücke fiel.", "fr": "Le pont est tombé.", "es": "El puente cayó."}


@pytest.mark.parametrize(
    ("code", "lines", "byline"),
    [
        ("en", "By Nora Vale, 3 March 2025", Byline("Nora Vale", "2025-03-03")),
        ("en", "By Nora Vale and Jon Moss for The Island Post", Byline("Nora Vale and Jon Moss", "")),
        ("en", "By Nora Vale | Lund\n\nPublished 3 March 2025", Byline("Nora Vale", "2025-03-03")),
        ("en", "From London", Byline()),
        ("en", "By accident they met", Byline()),
        ("de", "Von Lena Hauser\n\n4. März 2025", Byline("Lena Hauser", "2025-03-04")),
        ("fr", "Par Claire Morel\n\nPublié le 4 mai 2021", Byline("Claire Morel", "2021-05-04")),
        ("es", "Por Pablo Ruiz\n\n4 de mayo de 2021", Byline("Pablo Ruiz", "2021-05-04")),
        ("ru", "Автор: Анна Иванова\n\n4 мая 2021", Byline("Анна Иванова", "2021-05-04")),
        ("en", "A headline", Byline()),
    ],
)
def test_the_lines_above_the_text_are_read(code: str, lines: str, byline: Byline) -> None:
    text = f"A bridge falls\n\n{lines}\n\n{PROSE.get(code, 'Мост упал.')} By Jon Moss, 5 May 2020."
    assert read_byline(text, units(text, code), code) == byline


def test_two_dates_are_no_date() -> None:
    text = "A bridge falls\n\nPublished 3 March 2025, updated 4 March 2025\n\nThe bridge fell."
    assert read_byline(text, units(text)).published == ""
