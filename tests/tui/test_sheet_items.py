"""The items of the sheet: both sides in columns or one above the other."""

from __future__ import annotations

import pytest

from factcheck.case.records import Excerpt, Stance
from factcheck.tui.render.sheet import SheetExcerpts, sheet_items


def excerpt(key: str, stance: Stance) -> Excerpt:
    return Excerpt(id=key, ref=key.upper(), claim="c", source="s", stance=stance, quote="Words.")


BOTH = [excerpt("e1", Stance.SUPPORTS), excerpt("e2", Stance.CONTRADICTS), excerpt("e3", Stance.SUPPORTS)]


@pytest.mark.parametrize(
    ("width", "arrangement", "most"),
    [(120, "", 2), (111, "", 1), (60, "columns", 2), (40, "columns", 1), (200, "stacked", 1)],
)
def test_columns_need_room_and_the_setting_overrules(width: int, arrangement: str, most: int) -> None:
    entries = [item for item in sheet_items(BOTH, width, arrangement) if isinstance(item, SheetExcerpts)]
    assert max(len(entry.excerpts) for entry in entries) == most
    assert {each.id for entry in entries for each in entry.excerpts if each} == {"e1", "e2", "e3"}
