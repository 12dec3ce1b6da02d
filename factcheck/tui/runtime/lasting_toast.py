"""Notifications whose toast always has some time to live.

Textual 8.2 starts the timer of a toast with the time that its notification has left. If that ran out since the toast
was asked for (on a busy machine, while a screen opens), the time is negative, and the timer never gives up control: the
program hangs.
"""

from __future__ import annotations

from textual.notifications import Notification

_LEAST = 0.05
"""Seconds for which a toast is shown at least."""


class LastingNotification(Notification):
    """A notification that expires like any other, but never has less than no time left."""

    @property
    def time_left(self) -> float:
        """The seconds until the notification expires, at least the shortest time of a toast."""
        return max(super().time_left, _LEAST)

    @property
    def has_expired(self) -> bool:
        """Whether the time of the notification is over."""
        return super().time_left <= 0
