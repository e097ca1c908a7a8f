"""Whose turn it is: so many at once, in the order in which they came."""

from __future__ import annotations

from threading import Condition


class Turns:
    """A line of those who work and, behind them, those who wait."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._line: list[Turn] = []
        self._moved = Condition()

    def take(self) -> Turn:
        """The last place in the line."""
        with self._moved:
            self._line.append(turn := Turn(self))
        return turn

    def _wait(self, turn: Turn, seconds: float) -> bool:
        with self._moved:
            return self._moved.wait_for(lambda: turn in self._line[: self._at_once], seconds)

    def _leave(self, turn: Turn) -> None:
        with self._moved:
            self._line.remove(turn)
            self._moved.notify_all()


class Turn:
    """A place in a line. Whoever holds it leaves the line at its end, or the others wait for ever."""

    def __init__(self, line: Turns) -> None:
        self._line = line

    def wait(self, seconds: float) -> bool:
        """Whether it has come within so many seconds."""
        return self._line._wait(self, seconds)

    def leave(self) -> None:
        """Let the next one go on, whether it has come or not."""
        self._line._leave(self)
