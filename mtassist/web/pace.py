"""How fast a batch goes, and what time is left."""

from __future__ import annotations

import time
from collections import deque

RECENT = 200  # texts that tell how fast it goes


class Pace:
    """Counts what has been looked at of so many characters."""

    def __init__(self, characters: int, already: int = 0) -> None:
        self.characters, self.done = characters, already
        self._words = 0
        self._recent = deque([(time.monotonic(), already, 0)], maxlen=RECENT)  # when, characters and words until then

    def add(self, characters: int, words: int) -> None:
        self.done += characters
        self._words += words
        self._recent.append((time.monotonic(), self.done, self._words))

    @property
    def share(self) -> float:
        return min(1.0, self.done / self.characters) if self.characters else 0.0

    def __str__(self) -> str:
        """Of late, as a batch is read in pieces of very different length."""
        (then, before, words_before), (now, after, words_after) = self._recent[0], self._recent[-1]
        took = now - then
        if took < 0.5 or after == before:
            return ""
        left = duration((self.characters - after) * took / (after - before))
        return f"{(words_after - words_before) / took:,.0f} words a second · {left} left"


def duration(seconds: float) -> str:
    """A time in words, no finer than it can be known.

    >>> duration(3.2), duration(47), duration(200), duration(5000)
    ('some seconds', 'about 50 seconds', 'about 3 minutes', 'about 1.4 hours')
    """
    if seconds < 10:
        return "some seconds"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} seconds"
    if seconds < 3600:
        return f"about {seconds / 60:.0f} minutes"
    return f"about {seconds / 3600:.1f} hours"
