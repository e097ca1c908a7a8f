"""What the model says of one sentence. Plain values: nothing here needs the model itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Logits: of each word for each task on words, and the outputs for the sentence as a whole."""

    places: Sequence[tuple[int, int]]  # where the words stand in the sentence, half-open code points
    on_words: Mapping[str, Sequence[float]]
    on_whole: Mapping[str, float]
