"""What is marked in a claim: each kind by itself, and what silences it."""

from __future__ import annotations

import pytest

from factcheck.evidence import Text
from factcheck.evidence.claims.quotations import quotations
from factcheck.evidence.marks.assessment import ClaimAssessment
from factcheck.evidence.marks.corpus import Corpus, CorpusSource

HARBOUR = """
The harbour of Lund was rebuilt for $46 million, said Ines Arlov, the harbour master, on 24 April 2023. At least 238
ships were repaired in the new dock. Anna Berg, a niece of the mayor, led the works for 18 months.

Some of the divers were trained abroad. “We lost three boats in the storm, and nobody was hurt,” Arlov told reporters.
The inspectors are said to have been warned, but this is unconfirmed. The arbitrators found that the contract lacked a
legal basis. Berg, Holm and Lind were given 16, 15 and three days of leave. It is the largest dock in the county.
"""
SECOND = """
The ministry of Vemland dismissed its director of ports, Karl Holm, on 5 January 2022. Massimov, a guest, left. Ester
Falk, a guide at Old Lund Tours, described the plan as “a long way round the hill.”
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus([CorpusSource("S1", HARBOUR, title="The harbour of Lund"), CorpusSource("S2", SECOND)])


MARKED = [
    ("The harbour was rebuilt for €46 million.", "€46 million", "unmentioned", "in none of 2 sources"),
    ("At least 283 ships were repaired.", "283", "unmentioned", "in none of 2 sources"),
    ("Arlov spoke of the harbour on 14 April 2023.", "14 April 2023", "unmentioned", "in none of 2 sources"),
    ("The harbour of Malby was rebuilt.", "Malby", "unmentioned", "in none of 2 sources"),
    ("“We lost four boats in the storm,” Arlov said.", "four", "misquoted", "≠ three → four, ¶2"),
    ("Arlov said: “The sea was against all of us.”", "The sea was against all of us", "misquoted", "in none of"),
    ("“We lost three boats in the storm,” Lind told reporters.", "Lind", "misquoted", "gives these words to Arlov"),
    ("Anna Berg, a daughter of the mayor, led the works.", "daughter", "word", "niece, not daughter"),
    ("Anna Berg, a half-brother of the mayor, led the works.", "half-brother", "word", "niece, not half-brother"),
    ("All of the divers were trained abroad.", "All", "word", "Some, not All"),
    ("It is confirmed that the inspectors have been warned.", "confirmed", "word", "“said to have”, not confirmed"),
    ("The arbitrators found that the contract had a legal basis.", "had", "word", "lacked, not had"),
    ("It is the largest dock in the world.", "world", "word", "not world"),
    ("Berg, Holm and Lind were given 15, 16 and three days of leave.", "15, 16 and three days", "differs", "Berg 16"),
    ("The ministry of Vemland promoted its director of ports.", "promoted", "word", "dismissed, not promoted"),
]
SILENT = [
    "The harbour was rebuilt for 46 million dollars.",
    "More than 200 ships were repaired in the dock.",
    "Berg led the works for a year and a half.",
    "Arlov spoke in April 2023.",
    "Masimov was a guest of the ministry.",
    "Officials of Lund trained some divers.",
    "Arlov said: “we lost three boats in the storm.”",
    "“We lost three boats in the storm,” Ines Arlov said.",
    "Ester Falk described the plan as “a long way round the hill.”",
    "He wrote a book called “The Sea Of All Our Fathers”.",
    "The contract had no legal basis.",
    "Berg got 16 days of leave.",
    "By law Anna Berg, of the mayor, led the works.",
    "It is the largest dock in the county.",
]


@pytest.mark.parametrize(("claim", "text", "kind", "says"), MARKED)
def test_wrong_words_are_marked(corpus: Corpus, claim: str, text: str, kind: str, says: str) -> None:
    marks = corpus.assess(Text(claim)).marks
    found = [mark for mark in marks if mark.text == text]
    assert [(mark.kind.value, says in mark.says) for mark in found] == [(kind, True)], marks
    assert all(claim[mark.start : mark.end] == mark.text for mark in marks)


def test_another_unit_is_marked(corpus: Corpus) -> None:
    (mark,) = corpus.assess(Text("Berg led the works for 18 years.")).marks
    assert mark.text == "18 years"


@pytest.mark.parametrize("claim", SILENT)
def test_true_statements_are_not_marked(corpus: Corpus, claim: str) -> None:
    assert corpus.assess(Text(claim)).marks == ()


TRIAL = """
The trial of the harbour master began in May and was held in secret, without the public. All the relatives of the mayor
who had been accused stood in the plot. Lund is the country’s largest town, the mayor said, and has a harbour.
"""


@pytest.mark.parametrize(
    "claim",
    [
        "The trial of the harbour master was closed to the public.",
        "Relatives of the mayor took part in the plot.",
        "Lund is the largest town in Norway.",
    ],
)
def test_words_that_only_seem_to_be_opposed_are_not_marked(claim: str) -> None:
    source = CorpusSource("S1", f"{TRIAL}Norway is small.")
    assert [mark.line for mark in Corpus([source]).assess(Text(claim)).marks if mark.kind == "word"] == []


def test_a_line_names_two_marks_and_counts_the_others(corpus: Corpus) -> None:
    claim = "“We lost four boats in the storm,” said Karl Ottosson in Malby on 3 March 2021."
    assessment = corpus.assess(Text(claim))
    assert len(assessment.marks) > 2
    first, second, *others = assessment.marks
    assert assessment.line == f"{first.line} · {second.line} · +{len(others)}"
    assert first.line == "S1: ≠ three → four, ¶2"


def test_two_marks_in_no_source_are_named_together(corpus: Corpus) -> None:
    claim = Text("Arlov spoke of 77 divers on 14 April 2023.")
    assert corpus.assess(claim).line == "in none of 2 sources: 77, 14 April 2023"


def test_a_waived_mark_comes_no_more(corpus: Corpus) -> None:
    assessment = corpus.assess(Text("The harbour of Malby was rebuilt."))
    (mark,) = assessment.marks
    assert mark.name == "unmentioned Malby"
    waived = assessment.without({"unmentioned Malby": "a former name"})
    assert (waived.marks, [each.reason for each in waived.waived]) == ((), ["a former name"])


def test_texts_that_are_missing_are_counted() -> None:
    assert ClaimAssessment(looked_at=4, without_text=2).line == ""
    corpus = Corpus([CorpusSource("S1", HARBOUR)])
    found = corpus.assess(Text("The harbour of Malby was rebuilt."))
    assert found.line == "not in S1: Malby"


def test_many_unrelated_sources_do_not_silence() -> None:
    other = "The town of Malby has a mill. Its daughter towns are far."
    corpus = Corpus([CorpusSource("S1", HARBOUR), *(CorpusSource(f"S{n}", other) for n in range(3, 60))])
    claim = "The harbour of Malby was rebuilt for €46 million, said Ines Arlov, the harbour master."
    assert {mark.text for mark in corpus.assess(Text(claim)).marks} == {"€46 million", "Malby"}
    assert "niece" in corpus.assess(Text(MARKED[7][0])).line


def test_quotations_are_found_in_all_marks() -> None:
    text = 'He said “one two”, „drei vier“, «cinq six» and "seven eight", it’s 5" long.'
    assert [each.text for each in quotations(text)] == ["one two", "drei vier", "cinq six", "seven eight"]


def test_a_language_that_is_not_read_is_silent(corpus: Corpus) -> None:
    assert corpus.assess(Text("W Malby odbudowano port.", language="xx")).marks == ()


@pytest.mark.parametrize(
    ("claim", "absent"),
    [
        ("Divers swam 1.2 km there.", ""),
        ("Divers swam 1.3 km there.", "1.3 km"),
        ("They dived for 1.5 hours.", ""),
        ("They dived for 1.4 hours.", "1.4 hours"),
        ("They dive at 41–50 °F.", ""),
    ],
)
def test_a_figure_that_a_source_has_in_another_unit_is_not_absent(claim: str, absent: str) -> None:
    text = "The pier of Lund is 1,200 m long. The film takes 90 minutes. The water has 5–10 °C."
    marks = Corpus([CorpusSource("S1", text)]).assess(Text(claim)).marks
    assert "".join(mark.text for mark in marks) == absent
