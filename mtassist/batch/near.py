"""Values by keys that need not be quite the same.

Near keys are looked for among those that share the first two or the last two words, with RapidFuzz: a site's template
varies in one place, so that one of its ends stands. An unknown key costs at most ``2 * ROOM`` comparisons: 6 µs a
fragment of a made-up batch, where the eight hashes of a MinHash take 21 µs in Python before any table is asked.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from rapidfuzz.fuzz import ratio

Value = TypeVar("Value")
ALIKE = 88.0  # of 100; about one word of eight may differ
SHORT = 12  # characters; what is shorter must be the same
ROOM = 8  # keys in a bucket: the work on each fragment stays bounded


class Near(Generic[Value]):
    """A dictionary that also answers to near keys. With a limit, a full bucket loses its oldest key."""

    def __init__(self, limit: int | None = ROOM) -> None:
        self.values: dict[str, Value] = {}
        self._buckets: dict[tuple[int, str], list[str]] = {}
        self._limit = limit

    def get(self, key: str) -> Value | None:
        if (exact := self.values.get(key)) is not None or len(key) < SHORT:
            return exact
        best, found = ALIKE, None
        for bucket in _ends(key):
            for other in self._buckets.get(bucket, ()):
                if (alike := ratio(key, other, score_cutoff=best)) >= best and other in self.values:
                    best, found = alike, self.values[other]
        return found

    def add(self, key: str, value: Value) -> None:
        self.values[key] = value
        if len(key) < SHORT:
            return
        for end in _ends(key):
            bucket = self._buckets.setdefault(end, [])
            bucket.append(key)
            if self._limit and len(bucket) > self._limit:
                del bucket[0]

    def keep(self, kept: dict[str, Value]) -> None:
        """Forget all but these."""
        self.values, self._buckets = {}, {}
        for key, value in kept.items():
            self.add(key, value)


def _ends(key: str) -> tuple[tuple[int, str], tuple[int, str]]:
    words = key.split()
    return (0, " ".join(words[:2])), (1, " ".join(words[-2:]))
