"""What stands just outside a quote and turns its sense gives it a warning; its state stays what it is."""

from __future__ import annotations

import pytest

from factcheck.quotes import State
from factcheck.quotes.anchor import anchor

TURNED = [
    ("It is not true that the mayor took bribes.", "the mayor took bribes", "en", "not"),
    ("It is not true, he said, that the mayor took bribes.", "the mayor took bribes", "en", "not"),
    ("The ministry denied that troops had fired on the crowd.", "troops had fired on the crowd", "en", "denied"),
    ("Up to 300 people were hurt in the crash.", "300 people were hurt in the crash", "en", "Up to"),
    ("Nearly half of the voters stayed home.", "half of the voters stayed home", "en", "Nearly"),
    ("The panel was asked whether the dam is safe.", "the dam is safe", "en", "whether"),
    ("“The dam is safe,” the engineer denied saying.", "The dam is safe", "en", "denied"),
    ("The dam is safe unless it rains.", "The dam is safe", "en", "unless"),
    ("The rumour that the bank is bankrupt is false.", "the bank is bankrupt", "en", "false"),
    ("No one, the mayor said, was hurt.", "was hurt", "en", "No"),
    ("Niemand glaubt, dass der Damm sicher ist.", "der Damm sicher ist", "de", "Niemand"),
    ("Der Vertrag gilt für alle Mieter nicht.", "Der Vertrag gilt für alle Mieter", "de", "nicht"),
    ("Il n’est pas vrai que le pont est sûr.", "le pont est sûr", "fr", "pas"),
    ("Nadie cree que la presa es segura.", "la presa es segura", "es", "Nadie"),
    ("Министр отрицает, что деньги были выплачены.", "деньги были выплачены", "ru", "отрицает"),
    ("Baraj güvenli değil.", "Baraj güvenli", "tr", "değil"),
    ("Бөгет қауіпсіз емес.", "Бөгет қауіпсіз", "kk", "емес"),
    ("ليس صحيحا أن السد آمن.", "السد آمن", "ar", "ليس"),
]
KEPT = [
    ("There is no doubt that the river is poisoned.", "the river is poisoned", "en"),
    ("He never doubted that the dam is safe.", "the dam is safe", "en"),
    ("The engineer, who is not from here, says the dam is safe.", "says the dam is safe", "en"),
    ("Those who did not vote said the dam is safe.", "the dam is safe", "en"),
    ("The council said the dam is safe and it was not built in 1990.", "the dam is safe", "en"),
    ("The plan was approved by the council? Not at all.", "The plan was approved by the council", "en"),
    ("Nobody came. The dam is safe.", "The dam is safe", "en"),
    ("At least 238 people died.", "238 people died", "en"),
    ("Die Brücke ist sicher, aber sie wurde nicht geprüft.", "Die Brücke ist sicher", "de"),
]


@pytest.mark.parametrize(("text", "quote", "language", "word"), TURNED)
def test_a_word_just_outside_that_turns_the_sense_is_told(text: str, quote: str, language: str, word: str) -> None:
    found = anchor(quote, text, language=language)
    assert found.state is State.EXACT
    assert f"“{word}” stands" in found.warning
    assert not found.misquotes


@pytest.mark.parametrize(("text", "quote", "language"), KEPT)
def test_other_words_around_a_quote_give_no_warning(text: str, quote: str, language: str) -> None:
    found = anchor(quote, text, language=language)
    assert (found.state, found.warning) == (State.EXACT, "")
