"""Whose turn it is: so many at once, in the order in which they came."""

from __future__ import annotations

from threading import Condition


class Turns:
    """A line of those who work and, behind them, those who wait. Who enters must leave, or others wait for ever."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._line: list[object] = []
        self._moved = Condition()

    def enter(self, who: object) -> None:
        """At the end of the line."""
        with self._moved:
            self._line.append(who)

    def wait(self, who: object, seconds: float) -> bool:
        """Whether the turn has come within so many seconds."""
        with self._moved:
            return self._moved.wait_for(lambda: who in self._line[: self._at_once], seconds)

    def leave(self, who: object) -> None:
        """Let the next one go on, whether the turn had come or not."""
        with self._moved:
            self._line.remove(who)
            self._moved.notify_all()
