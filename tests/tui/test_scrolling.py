"""What stays visible around the item that is followed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.tui.widgets.scrolling import Window

HEIGHTS = st.lists(st.integers(1, 2), min_size=1, max_size=40)


@given(heights=HEIGHTS, height=st.integers(1, 20), margin=st.integers(0, 3), data=st.data())
def test_lines_of_margin_stay_visible_around_the_followed_item(
    heights: list[int], height: int, margin: int, data: st.DataObject
) -> None:
    window = Window(heights.__getitem__)
    window.margin = margin
    window.fit(len(heights), height)
    lines = [(index, row) for index, tall in enumerate(heights) for row in range(tall)]
    for index in data.draw(st.lists(st.integers(0, len(heights) - 1), max_size=10)):
        window.follow(index)
        rows = window.rows()
        assert (index, 0) in rows
        if heights[index] + 2 * margin + 2 <= height:  # two: an item in the margin is shown whole
            first, last = lines.index((index, 0)), lines.index((index, heights[index] - 1))
            around = lines[max(0, first - margin) : last + margin + 1]
            assert set(around) <= set(rows)
