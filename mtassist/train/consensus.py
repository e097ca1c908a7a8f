"""What many systems and translators made of one sentence judges each of them: who is alone with a word is often wrong.

Minimum Bayes risk decoding (Kumar and Byrne 2004; Freitag et al. 2022) picks the translation that agrees most with all
others. Here the agreement itself is the lesson: a free judgement of about 100,000 translations, word by word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mtassist.train.records import LONGEST, Record, Row, split

FEWEST = 4  # translations of one sentence, else being alone means nothing


def compared(rows: Iterable[Row]) -> Iterator[Record]:
    """Every translation of each sentence, by machines and people, with how lonely its words are among all others."""
    for row in rows:
        made = [(text, float(n < len(row["systems"]))) for n, text in enumerate(_texts(row["systems"], row["refs"]))]
        split_up = [split(text) for text, _ in made]
        if len(made) < FEWEST:
            continue
        loners, agreed = lonely(split_up), agreement(split_up)
        for number, ((_, machine), words) in enumerate(zip(made, split_up, strict=True)):
            if not 0 < len(words) <= LONGEST:
                continue
            on_whole = {"agreed": agreed[number], "machine": machine}
            yield Record(words, {"lonely": loners[number]}, on_whole, row["lang_pair"])


def _texts(*groups: dict[str, str]) -> list[str]:
    return [text for group in groups for text in group.values()]


def lonely(translations: Sequence[Sequence[str]]) -> list[list[float]]:
    """For each word of each translation the share of the others that do not have it, or not so often.

    >>> lonely([["a", "dog", "dog"], ["a", "dog"], ["a", "cat"]])
    [[0.0, 0.5, 1.0], [0.0, 0.5], [0.0, 1.0]]
    """
    bags = [Counter(word.lower() for word in words) for words in translations]
    result = []
    for number, words in enumerate(translations):
        others = [bag for n, bag in enumerate(bags) if n != number]
        seen: Counter[str] = Counter()
        shares = []
        for word in map(str.lower, words):
            seen[word] += 1
            shares.append(sum(bag[word] < seen[word] for bag in others) / len(others))
        result.append(shares)
    return result


def agreement(translations: Sequence[Sequence[str]]) -> list[float]:
    """For each translation the mean F1 of its words and word pairs against each of the others, 0 to 1.

    >>> agreement([["a", "dog", "ran"], ["a", "dog", "ran"], ["the", "cat"]])
    [0.5, 0.5, 0.0]
    """
    grams = [_grams(words) for words in translations]
    scores = [[_f1(mine, theirs) for theirs in grams[n + 1 :]] for n, mine in enumerate(grams)]
    sums = [0.0] * len(grams)
    for n, row in enumerate(scores):
        for m, score in enumerate(row, n + 1):
            sums[n] += score
            sums[m] += score
    return [total / (len(grams) - 1) for total in sums]


def _grams(words: Sequence[str]) -> Counter[str]:
    low = [word.lower() for word in words]
    return Counter(low) + Counter(f"{a} {b}" for a, b in pairwise(low))


def _f1(mine: Counter[str], theirs: Counter[str]) -> float:
    total = mine.total() + theirs.total()
    if not total:
        return 0.0
    few, many = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
    return 2 * sum(min(count, many[gram]) for gram, count in few.items() if gram in many) / total
