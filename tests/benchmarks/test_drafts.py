"""The benchmark of drafts: its measures on a small file of labelled sentences, in the layout of ClaimBuster."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.diff.versions import align
from factcheck.evidence.claims.features import worthiness
from tests.benchmarks import drafts

LABELLED = Path(__file__).parents[1] / "data" / "claims.csv"


def test_average_precision_is_that_of_the_textbook() -> None:
    sentences = [drafts.Labelled(text, text in {"a", "c"}) for text in "abcd"]
    assert drafts.average_precision(sentences, lambda text: -ord(text)) == pytest.approx((1 + 2 / 3) / 2)
    assert drafts.precision_of_first(sentences, lambda text: -ord(text), 2) == 0.5


def test_the_features_put_labelled_sentences_in_a_better_order_than_digits_and_capitals() -> None:
    sentences = drafts.read(LABELLED)
    plain, ours = (drafts.average_precision(sentences, score) for score in (drafts.digits_and_capitals, worthiness))
    assert len(sentences) == 40
    assert ours > 1.3 * plain


def test_three_genres_are_put_in_a_better_order_than_by_digits_and_capitals() -> None:
    """They were labelled before any was scored; half of them are worth checking, in ClaimBuster a quarter."""
    sentences = drafts.read(drafts.OWN)
    assert (len(sentences), sum(each.worthy for each in sentences)) == (120, 62)
    assert drafts.average_precision(sentences, worthiness) > 0.95
    plain, ours = (drafts.mean_precision(sentences, score) for score in (drafts.digits_and_capitals, worthiness))
    assert ours > 1.3 * plain
    for genre in ("debate", "news", "answer"):
        own = [each for each in sentences if each.genre == genre]
        plain, ours = (drafts.average_precision(own, score) for score in (drafts.digits_and_capitals, worthiness))
        assert ours > 1.1 * plain


def test_a_draw_has_the_share_that_is_asked_for() -> None:
    drawn = drafts.thinned(drafts.read(drafts.OWN), 0.24, 7)
    assert sum(each.worthy for each in drawn) / len(drawn) == pytest.approx(0.24, abs=0.01)
    assert drawn != drafts.thinned(drafts.read(drafts.OWN), 0.24, 8)


def test_the_order_of_a_file_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    drafts.show_order(LABELLED)
    shown = capsys.readouterr().out
    assert "claims.csv: 40 sentences, 19 worth checking" in shown
    assert "by digits and capitals 0." in shown
    assert "24% worth checking" in shown


def test_a_file_of_another_layout_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("text,label\nIt rained.,1\n")
    with pytest.raises(SystemExit, match=r"other\.csv: no column Text, Verdict"):
        drafts.main(["--sentences", str(tmp_path / "other.csv")])


def test_the_versions_that_are_timed_are_those_that_are_meant() -> None:
    sentences = drafts.invented(2_000)
    again = drafts.edited(sentences, 0.4)
    fates = {str(match.fate) for match in align(sentences, again)}
    assert {"same", "changed", "gone", "split", "merged", "moved"} <= fates
