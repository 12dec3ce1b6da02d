"""How quotes stand to a text, one by one: what counts as what."""

from __future__ import annotations

import pytest

from factcheck.quotes import Anchor, State
from factcheck.quotes.anchor import anchor, find_faithful
from factcheck.workspace.text_checks import find_quote

TEXT = (
    "In the storm, at least 238 people died — officials said.\n\n"
    "The mayor did not resign, she said: “I never left the city.” She paid 3.5 million in fees. "
    "But the court's ruling in 2019 was final, and 110 officers stayed. Did anybody ask? "
    "« Non ! » said one. The bar is 10² wide and 5' long, the tree 6\" thick. They de\u00ad\ncided it."
)


def found(quote: str) -> tuple[str, str]:
    """Return how a quote stands to the text, and where."""
    result = anchor(quote, TEXT)
    return result.state.value, " | ".join(TEXT[start:end] for start, end in result.parts)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("at least 238 people died - officials said", "at least 238 people died — officials said"),
        ("at least 238 people died—officials said", "at least 238 people died — officials said"),
        ("the court’s ruling in 2019", "the court's ruling in 2019"),
        ('she said: "I never left the city."', "she said: “I never left the city.”"),
        ("officials said. The mayor", "officials said.\n\nThe mayor"),
        ("«Non!» said one", "« Non ! » said one"),
        ("They decided it", "They de\u00ad\ncided it"),
        ("“at least 238 people died”", "at least 238 people died"),
        ("The mayor did not resign.", "The mayor did not resign"),
        ("“I never left the city,”", "I never left the city"),
        ("The bar is 10² wide and 5’ long", "The bar is 10² wide and 5' long"),
    ],
)
def test_typography_may_differ(quote: str, passage: str) -> None:
    assert found(quote) == ("typographic", passage)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("at least 283 people died", "at least 238 people died"),
        ("the mayor did not resign", "The mayor did not resign"),
        ("The mayor did resign, she said", "The mayor did not resign, she said"),
        ("She paid 35 million in fees", "She paid 3.5 million in fees"),
        ("The bar is 102 wide", "The bar is 10² wide"),
        ("long, the tree 6' thick", 'long, the tree 6" thick'),
        ("The mayor did not.", "The mayor did not"),
        ("Did anybody ask.", "Did anybody ask"),
        ("the courts ruling in 2019 was final", "the court's ruling in 2019 was final"),
    ],
)
def test_whatever_else_differs_is_altered(quote: str, passage: str) -> None:
    assert found(quote) == ("altered", passage)


@pytest.mark.parametrize(
    ("quote", "passage", "inserted"),
    [
        ("[t]he mayor did not resign", "The mayor did not resign", "[t]"),
        ("[T]he mayor did not resign", "The mayor did not resign", "[T]"),
        ("[A]t least 238 people died", "at least 238 people died", "[A]"),
        ("“[A]t least 238 people died”", "at least 238 people died", "[A]"),
    ],
)
def test_a_letter_in_brackets_may_have_the_other_case(quote: str, passage: str, inserted: str) -> None:
    assert found(quote) == ("typographic", passage)
    assert anchor(quote, TEXT).inserted == inserted


def test_a_letter_in_brackets_is_that_letter() -> None:
    assert found("[C]t least 238 people died") == ("altered", "at least 238 people died")


@pytest.mark.parametrize(
    ("quote", "misquotes"),
    [
        ("The mayor did […] resign", True),
        ("at least 283 people died", True),
        ("Nobody has ever written this sentence about apples", True),
        ("at least 238 … officials said", False),
        ("[t]he mayor did not resign", False),
        ("The mayor did not resign", False),
    ],
)
def test_what_is_not_in_the_source_or_hides_a_negation_misquotes(quote: str, misquotes: bool) -> None:
    assert anchor(quote, TEXT).misquotes == misquotes


def test_a_gap_that_hides_a_but_is_warned_of_and_does_not_misquote() -> None:
    result = anchor("It was late […] they stayed", "It was late, but warm, and they stayed.")
    assert result.warning == "the gap hides “but”"
    assert not result.misquotes


@pytest.mark.parametrize(
    ("quote", "passage", "gap", "inserted", "warning"),
    [
        ("The mayor did […] resign", "The mayor did | resign", "not", "", "the gap hides “not”"),
        ("at least 238 … officials said", "at least 238 | officials said", "people died —", "", ""),
        ("at least 238 (...) said", "at least 238 | said", "people died — officials", "", ""),
        ("… at least 238 people died …", "at least 238 people died", "", "", ""),
        ("[t]he mayor did […] resign", "The mayor did | resign", "not", "[t]", "the gap hides “not”"),
        ("[T]he mayor did […] resign", "The mayor did | resign", "not", "[T]", "the gap hides “not”"),
        ("[Ms Roe] did not resign", "did not resign", "", "[Ms Roe]", ""),
        ("people [not soldiers] died", "people | died", "", "[not soldiers]", "“not” was put in"),
        (
            "ruling in 2019 was [...] 110 officers stayed",
            "ruling in 2019 was | 110 officers stayed",
            "final, and",
            "",
            "",
        ),
    ],
)
def test_what_is_left_out_and_put_in_is_told(quote: str, passage: str, gap: str, inserted: str, warning: str) -> None:
    result = anchor(quote, TEXT)
    assert found(quote) == ("elided", passage)
    assert (result.gap, result.inserted, result.warning) == (gap, inserted, warning)


@pytest.mark.parametrize(
    "quote",
    [
        "resign […] The mayor did",  # in another order
        "at least 238 […] bananas",
        "10 […] stayed",  # a part of 110
        "Nobody has ever written this sentence about apples",
        "",
        " \n",
        "…",
        "[...]",
        "\u200b",
    ],
)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert anchor(quote, TEXT) == Anchor(State.NOT_FOUND)


def test_parts_that_are_far_apart_are_not_one_quote() -> None:
    text = f"The mayor came home. {'Nothing was said. ' * 40}The strike was over."
    assert not anchor("The mayor came […] strike was over", text).state.is_faithful
    assert (
        anchor("The mayor came […] strike was over", text.replace("Nothing was said. ", "", 20)).state is State.ELIDED
    )


@pytest.mark.parametrize(
    ("quote", "passage", "words"),
    [
        ("10 officers stayed", "110 officers stayed", "it begins within a word or a figure"),
        ("“10 officers stayed”", "110 officers stayed", "it begins within a word or a figure"),
        ("[t]ayed. Did anybody ask", "stayed. Did anybody ask", "it begins within a word or a figure"),
        ("5 million in fees", "3.5 million in fees", "it begins within a word or a figure"),
        ("110 officer", "110 officers", "it ends within a word or a figure"),
        ("ffice", "officers", "it begins and ends within a word or a figure"),
    ],
)
def test_a_quote_that_cuts_a_word_or_a_figure_is_altered(quote: str, passage: str, words: str) -> None:
    assert found(quote) == ("altered", passage)
    assert anchor(quote, TEXT).warning == words
    assert find_faithful(quote, TEXT) is None


def test_of_several_places_only_those_count_that_cut_nothing() -> None:
    text = "110 officers came, 10 officers stayed, and 210 officers left."
    for start in (1, 19, 45):
        assert anchor("10 officers", text, start=start) == Anchor(State.EXACT, ((19, 30),), 1.0)
    assert anchor("a", "banana " * 1_000 + "a").start == 7_000


def test_a_part_of_an_elided_quote_may_be_cut_at_a_bracket_but_no_figure() -> None:
    text = "The minister walks home, and 1,200 people follow."
    assert anchor("The minister walk[ed] home", text).state is State.ELIDED
    assert anchor("The minister walk […] people follow", text).state is State.ALTERED
    assert anchor("The minister […] 200 people follow", text).state is State.ALTERED
    assert anchor("The minister walks home, and [about 1,]200 people follow", text).state is State.ALTERED


def test_an_elided_quote_with_another_figure_is_altered_part_by_part() -> None:
    assert found("at least 283 people […] did not resign") == ("altered", "at least 238 people | did not resign")


def test_an_altered_quote_is_placed_by_what_was_noted_of_its_place() -> None:
    text = "In May 12 people left. In June 13 people left. In July 15 people left."
    assert anchor("In June 14 people left", text).start == 23
    near = anchor("14 people left", text, prefix="In July ", start=55)
    assert text[near.start : near.end] == "15 people left"


def test_the_place_noted_decides_between_exact_places_unless_what_stands_around_says_otherwise() -> None:
    text = "the end, the end; the end."
    assert [anchor("the end", text, start=at).start for at in (0, 9, 10, 18, 99)] == [0, 9, 9, 18, 18]
    assert anchor("the end", text, start=0, prefix="; ").start == 18


def test_in_another_text_only_what_is_honest_counts() -> None:
    assert find_faithful("at least 283 people died", TEXT) is None
    elided = find_faithful("The mayor […] resign", TEXT)
    assert elided is not None
    assert elided.state is State.ELIDED
    assert find_faithful(" ", TEXT) is None


@pytest.mark.parametrize(
    "script",
    ["ที่ประชุมตัดสินใจว่าจะไม่ขึ้นค่าจ้าง", "最高法院昨日裁定罢工合法并且立即生效", "Верховный суд признал забастовку законной"],
)
def test_an_altered_quote_is_found_in_any_script(script: str) -> None:
    text = f"{'что-то ещё 其他内容 อื่น ' * 40}{script}{' и так далее 等等' * 40}"
    changed = f"{script[:12]}9{script[13:]}"
    result = anchor(changed, text)
    assert result.state is State.ALTERED
    assert script[2:-2] in text[result.start : result.end]


def test_of_many_places_the_nearest_is_found_in_a_long_text() -> None:
    text = "a b " * 50_000
    assert anchor("a b", text, start=100_000).start == 100_000
    assert anchor("a\nb", text, start=100_002).start in {100_000, 100_004}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The city pays for flood protection.", "pays for flood protec-\ntion"),
        ("The city pays for flood protec-\ntion.", "pays for flood protection"),
        ("A well-known firm built it.", "A well-\nknown firm"),
        ("A well-\nknown firm built it.", "A well-known firm"),
        ("Pre- and post-war houses.", "Pre-\nand post-war houses"),
        ("At least 238[12] people died.", "238 people died"),
        ("The mayor resigned.[3][4] She left.", "The mayor resigned. She left."),
        ("The mayor¹ resigned† on Monday²", "The mayor resigned on Monday"),
        ("The mayor resigned.", "The mayor resigned.[^1]"),
        ("Turnout was 5\u00a0% in May.", "Turnout was 5% in May"),
        ("It cost € 40 in all.", "It cost €40 in all"),
        ("They ran 10 km.", "They ran 10km"),
        ("He left the office at noon.", "He left the office at noon (emphasis added)"),
        ("He left the office at noon.", "He left [emphasis in original] the office at noon"),
        ("Er ging am Mittag.", "Er ging am Mittag (Hervorhebung d. Verf.)"),
    ],
)
def test_line_ends_note_marks_spaces_at_signs_and_remarks_are_typography(text: str, quote: str) -> None:
    found = anchor(quote, text)
    assert (found.state, found.warning) == (State.TYPOGRAPHIC, "")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The plot covers 40 m² of land.", "The plot covers 40 m of land"),
        ("They used 10² tiles.", "They used 10 tiles"),
        ("The sum was 1,000 euros.", "The sum was 1.000 euros"),
        ("Deficit hawks have gone silent.", "[Democrats] have gone silent"),
        ("The mayor murdered two men.", "The mayor [killed] two men"),
    ],
)
def test_units_figures_and_words_put_in_place_of_others_are_no_typography(text: str, quote: str) -> None:
    assert anchor(quote, text).state is State.ALTERED


@pytest.mark.parametrize("text", ["The mayor resigned in May.", "Then she resigned in May.", "Resigned in May."])
def test_brackets_may_name_what_the_source_only_refers_to(text: str) -> None:
    assert anchor("[Ms Roe] resigned in May", text.replace("Resigned", "resigned")).state is State.ELIDED


def test_only_the_case_of_letters_is_told_as_such() -> None:
    text = "KAZAKH LEADER FIRES CHIEF"
    found = find_quote(text, "Kazakh leader fires chief")
    assert (found.state, found.passage, found.reasons[0]) == (State.ALTERED, text, "case only")
