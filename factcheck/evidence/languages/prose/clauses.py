"""The clauses of a compound sentence in a language with a data file, each as a sentence, where the cut is certain.

A sentence is cut at ";", and at a comma with "and", "but" and the like before a clause that begins with its subject, if
there is a finite verb on both sides. It is not cut in a condition, behind a colon, or within quotation marks.
"""

from __future__ import annotations

import re

from factcheck.evidence.languages.english.clauses import Clause, as_sentence
from factcheck.evidence.languages.prose.words import ProseData, by_language

_OPENS, _CLOSES = "“«„(", "”»)"
_LEAST_WORDS = 3
_VERB_WITHIN = 7
"""Words of a clause among which its verb must be: its subject is short."""


class JoinedClauses:
    """Cuts the sentences of one language."""

    def __init__(self, data: ProseData) -> None:
        """Read conjunctions and finite verbs from `data`."""
        self._cut = re.compile(rf"\s?;\s+(?=\w)|,\s+(?i:{data.pattern('clauses', 'joining')})\s+(?=\w)")
        self._finite = re.compile(rf"(?:{data.pattern('clauses', 'finite')})")
        self._not_finite = re.compile(rf"(?:{data.pattern('clauses', 'not_finite')})")
        self._condition = re.compile(rf"(?i)\b(?:{data.pattern('clauses', 'conditions')})\b")

    def find(self, sentence: str) -> list[Clause]:
        """Return the clauses of a sentence on one line, if it has several; else nothing."""
        spans, begin = list[tuple[int, int]](), 0
        for match in self._cut.finditer(sentence):
            if self._may_cut(sentence, begin, match):
                spans.append((begin, match.start()))
                begin = match.end()
        if not spans:
            return []
        return [
            Clause(start, end, as_sentence(sentence[start:end].strip().rstrip(",;")))
            for start, end in [*spans, (begin, len(sentence))]
        ]

    def _may_cut(self, sentence: str, begin: int, match: re.Match[str]) -> bool:
        before, left, right = sentence[: match.start()], sentence[begin : match.start()], sentence[match.end() :]
        balanced = sum(map(before.count, _OPENS)) == sum(map(before.count, _CLOSES)) and before.count('"') % 2 == 0
        if not balanced or ":" in before or self._condition.search(left):
            return False
        verbs = self._verbs(right.split(",")[0])
        begins_with_subject = bool(verbs) and 0 < verbs[0] <= _VERB_WITHIN
        return begins_with_subject and bool(self._verbs(left)) and len(left.split()) >= _LEAST_WORDS

    def _verbs(self, words: str) -> list[int]:
        """Return the places of the finite verbs among some words."""
        return [
            place
            for place, word in enumerate(re.findall(r"[\w’'-]+", words))
            if self._finite.fullmatch(word) and not self._not_finite.fullmatch(word)
        ]


clauses_in = by_language(JoinedClauses)
"""Return what cuts sentences in the language with an ISO 639-1 code, None if it has no data file."""
