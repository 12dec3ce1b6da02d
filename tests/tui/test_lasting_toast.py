"""A notification whose time runs out while its toast is made: the timer of the toast gets no negative time."""

from __future__ import annotations

from time import time

import pytest
from textual.notifications import Notify

from factcheck.tui.app import FactcheckApp
from factcheck.tui.runtime.lasting_toast import LastingNotification


def test_a_notification_expires_and_never_has_less_than_no_time_left() -> None:
    notification = LastingNotification("late", timeout=5, raised_at=time() - 6)
    assert notification.has_expired
    assert notification.time_left > 0
    assert not LastingNotification("fresh", timeout=5).has_expired


def test_the_notifications_of_the_program_are_of_that_kind(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[object] = []
    monkeypatch.setattr(app, "post_message", posted.append)
    app.notify("words", title="The case", severity="warning", timeout=10, markup=False)
    (message,) = posted
    assert isinstance(message, Notify)
    assert isinstance(message.notification, LastingNotification)
    assert (message.notification.title, message.notification.timeout) == ("The case", 10)
