"""Words of closed classes in seven languages: what stands for another is marked, what agrees is not."""

from __future__ import annotations

import pytest

from factcheck.evidence import Text
from factcheck.evidence.languages.lexicon import WITH_DATA
from factcheck.evidence.languages.word_classes import word_classes
from factcheck.evidence.marks import Mark, MarkKind
from factcheck.evidence.marks.corpus import Corpus, CorpusSource

SOURCES = {
    "de": "Der Neffe des Präsidenten leitete den Fonds in Malby. Die meisten Abgeordneten stimmten im Mai für das "
    "Gesetz über Wasser. Das Gericht in Lund hat den Direktor der Werft freigesprochen. Der Direktor soll "
    "angeblich Geld der Werft nach Zypern überwiesen haben.",
    "fr": "Le neveu du fondateur dirigeait le fonds de Malby. La plupart des députés ont voté la loi sur la pêche en "
    "mai. Le tribunal de Lund a acquitté le patron du chantier naval. Le patron aurait transféré l'argent du "
    "chantier naval à Chypre.",
    "es": "El sobrino del fundador dirigía el fondo de Malby. La mayoría de los diputados votó la ley de pesca en "
    "mayo. El tribunal de Lund absolvió al dueño del astillero. El dueño presuntamente transfirió dinero del "
    "astillero a Chipre.",
    "ru": "Племянник основателя возглавлял фонд в Мальби. Большинство депутатов голосовали за закон о рыболовстве. "
    "Суд в Лунде оправдал владельца верфи. Владелец верфи якобы перевел деньги на Кипр.",
    "kk": "Құрылтайшының жиені Мальби қорын басқарды. Депутаттардың көпшілігі балық заңы үшін дауыс берді. Лунд соты "
    "зауыт иесі ақталды деп шешті. Зауыт иесі ақшаны Кипрге аударған болуы мүмкін.",
    "tr": "Kurucunun yeğeni Malby fonunu yönetti. Milletvekillerinin çoğu balıkçılık yasasına oy verdi. Lund "
    "mahkemesinde tersane sahibi beraat etti. Tersane sahibi parayı Kıbrıs bankasına aktardığı iddia edildi.",
    "ar": "كان حفيد المؤسس يدير صندوق مالبي. صوت معظم النواب لصالح قانون الصيد. برئ مالك المصنع أمام محكمة لوند. زعم "
    "أن مالك المصنع نقل المال إلى قبرص.",
}
WRONG = [
    ("de", "Sohn", "Der Sohn des Präsidenten leitete den Fonds in Malby."),
    ("de", "Alle", "Alle Abgeordneten stimmten im Mai für das Gesetz über Wasser."),
    ("de", "verurteilt", "Das Gericht in Lund hat den Direktor der Werft verurteilt."),
    ("de", "nachgewiesen", "Es ist nachgewiesen, dass der Direktor Geld der Werft nach Zypern überwiesen hat."),
    ("fr", "fils", "Le fils du fondateur dirigeait le fonds de Malby."),
    ("fr", "Tous", "Tous les députés ont voté la loi sur la pêche en mai."),
    ("fr", "condamné", "Le tribunal de Lund a condamné le patron du chantier naval."),
    ("fr", "prouvé", "Il est prouvé que le patron a transféré l'argent du chantier naval à Chypre."),
    ("es", "hijo", "El hijo del fundador dirigía el fondo de Malby."),
    ("es", "Todos", "Todos los diputados votaron la ley de pesca en mayo."),
    ("es", "condenó", "El tribunal de Lund condenó al dueño del astillero."),
    ("es", "probado", "Está probado que el dueño transfirió dinero del astillero a Chipre."),
    ("ru", "Сын", "Сын основателя возглавлял фонд в Мальби."),
    ("ru", "Все", "Все депутаты голосовали за закон о рыболовстве."),
    ("ru", "осудил", "Суд в Лунде осудил владельца верфи."),
    ("ru", "Доказано", "Доказано, что владелец верфи перевел деньги на Кипр."),
    ("kk", "ұлы", "Құрылтайшының ұлы Мальби қорын басқарды."),
    ("kk", "сотталды", "Лунд соты зауыт иесі сотталды деп шешті."),
    ("tr", "oğlu", "Kurucunun oğlu Malby fonunu yönetti."),
    ("tr", "mahkum", "Lund mahkemesinde tersane sahibi mahkum oldu."),
    ("ar", "ابن", "كان ابن المؤسس يدير صندوق مالبي."),
    ("ar", "جميع", "صوت جميع النواب لصالح قانون الصيد."),
    ("ar", "أدين", "أدين مالك المصنع أمام محكمة لوند."),
]
TRUE = [
    ("de", "Der Neffe des Präsidenten leitete den Fonds in Malby."),
    ("de", "Die Mehrheit der Abgeordneten stimmte im Mai für das Gesetz über Wasser."),
    ("de", "Das Gericht in Lund hat den Direktor der Werft nicht verurteilt."),
    ("de", "Der Direktor soll Geld der Werft nach Zypern überwiesen haben."),
    ("fr", "Le neveu du fondateur dirigeait le fonds."),
    ("fr", "La majorité des députés ont voté la loi sur la pêche."),
    ("fr", "Le patron du chantier naval a été acquitté par le tribunal de Lund."),
    ("es", "El sobrino del fundador dirigía el fondo."),
    ("es", "El tribunal no condenó al dueño del astillero."),
    ("ru", "Племянником основателя возглавлялся фонд в Мальби."),
    ("ru", "Суд в Лунде не осудил владельца верфи."),
    ("ru", "Брат мэра живет в Лунде."),
    ("kk", "Құрылтайшының жиені қорды басқарды."),
    ("tr", "Kurucunun yeğeni fonu yönetti."),
    ("tr", "Tersane sahibi mahkum değil."),
    ("ar", "كان حفيد المؤسس يدير الصندوق."),
]


def word_marks(language: str, claim: str) -> list[Mark]:
    corpus = Corpus([CorpusSource("S1", SOURCES[language], language)])
    return [mark for mark in corpus.assess(Text(claim, language=language)).marks if mark.kind is MarkKind.WORD]


@pytest.mark.parametrize(("language", "wrong", "claim"), WRONG)
def test_a_word_that_stands_for_another_is_marked(language: str, wrong: str, claim: str) -> None:
    marks = word_marks(language, claim)
    assert [mark.text for mark in marks] == [wrong]
    assert marks[0].source == "S1"


@pytest.mark.parametrize(("language", "claim"), TRUE)
def test_a_word_that_agrees_is_not_marked(language: str, claim: str) -> None:
    assert not word_marks(language, claim)


def test_every_language_but_english_has_a_file() -> None:
    assert {code for code in WITH_DATA if word_classes(code)} == {*WITH_DATA} - {"en"}


def test_a_source_in_another_language_is_not_compared() -> None:
    corpus = Corpus([CorpusSource("S1", SOURCES["fr"], "fr")])
    claim = Text("Der Sohn des Gründers leitete den Fonds in Malby.", language="de")
    assert not [mark for mark in corpus.assess(claim).marks if mark.kind is MarkKind.WORD]
