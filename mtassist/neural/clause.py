"""Clauses that no rule has a shape for, and that the trained model finds broken.

A clause is judged by its worst words, by its sentence, and by the text around it: one that plainly came out of a
machine (the rules found much in it, the model finds its other sentences machine-made) is read more severely than one
that is clean. So genuine English stays quiet although single sentences of it are odd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import exp, log1p
from statistics import fmean
from typing import NamedTuple

from mtassist.config import Config
from mtassist.neural import bundled
from mtassist.neural.bundled import Bundled
from mtassist.neural.reading import Reading
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Kind, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.clause",
    summary="A clause that the model reads as broken, in a text that shows other traces of machine translation.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.6,
    examples=(
        bad("He said [[that the of the not which was by them from]]."),
        ok("He said that the bridge would be closed for two years."),
    ),
)
APART = "needs the model: `mtassist eval --bundled` measures it, and the model's card says what it reaches"
HINTS = True  # a clause that a rule has mended may still look odd: that is no fault of the fix

BREAK = re.compile(r"[,;:()\[\]“”\"«»—]|(?<=\s)[–-](?=\s)")
FEWEST, MOST = 4, 24  # words of a clause: shorter ones join the next, longer ones are cut in parts
OF_PAGES = ("residue",)  # people's own articles have it as well, once they are copied from a page
OF_LANGUAGE = ("quotes", "garbled", "repetition", "untranslated", "numbers", "names", "terms")
LIKELY = "These words may not be sound English: read them against the source, or write them anew."
PERHAPS = "Worth a second look: broken English, or only an unusual way to say it."
EVEN = 0.5  # less likely broken than not: worth a look, and no more points than that
SURE = 0.7  # findings that are less sure are no evidence
TASKS_OF_WORDS = frozenset({"broken", "fluency", "lonely"})
TASKS_OF_SENTENCES = frozenset(
    {"mqm", "agreed"}
)  # what post-editors change is as much a matter of style, names and habits
PERSON = 50  # words that count as written by a person, so that a short text is not judged by one finding


class Clause(NamedTuple):
    """A part of a sentence: code points, and the numbers of its words in the reading."""

    start: int
    end: int
    first: int
    last: int  # half-open


def finder(config: Config) -> Callable[[Document, Iterable[Issue]], list[Issue]] | None:
    """What looks for it under these options; none without a model."""
    model = bundled.named(config)
    return partial(find, model) if model else None


def find(model: Bundled, document: Document, found: Iterable[Issue]) -> list[Issue]:
    """The clauses in which no rule found anything, and that are more likely broken than the model's threshold.

    Those of one sentence are one finding, from the first to the last: a person reads it as a whole.
    """
    card = model.card.get("clauses")
    if not card:
        return []
    found = tuple(found)
    segments = judged_segments(document)
    readings = model.read([segment.text for segment in segments])
    if not any(len(reading.places) >= FEWEST for reading in readings):  # a heading, a label: no clause in it
        return []
    about = evidence(document, found, readings)
    if _share(about | {"one": 1.0}, card["text"]) < card["threshold"]:  # then so is each clause: both must hold
        return []
    made = []
    for segment, reading in zip(segments, readings, strict=True):
        taken = [(i.span.start, i.span.end) for i in found if i.span.overlaps(segment.span)]
        broken = []
        for clause in clauses(segment.text, reading.places):
            start, end = segment.span.start + clause.start, segment.span.start + clause.end
            sure = likely(features(reading, clause) | about, card)
            if sure >= card["threshold"] and not any(a < end and start < b for a, b in taken):
                broken.append((clause, sure))
        if broken:
            made.append(_issue(segment, broken))
    return made


def judged_segments(document: Document) -> list[Segment]:
    """All but headings: those leave words out by custom."""
    return [s for block in document.blocks if block.kind is not Kind.HEADING for s in block.segments]


def _issue(segment: Segment, broken: Sequence[tuple[Clause, float]]) -> Issue:
    span, sure = (broken[0][0].start, broken[-1][0].end), max(sure for _, sure in broken)
    message, severity = (LIKELY, RULE.severity) if sure > EVEN else (PERHAPS, Severity.MINOR)
    return RULE.issue(segment, span, message, severity=severity, confidence=round(sure, 2))


def likely(told: Mapping[str, float], card: Mapping[str, Mapping[str, float]]) -> float:
    """How likely a clause is broken: that its text is translated, and that it would be broken in one that is.

    ``card``: the part of ``model.toml`` under ``clauses``.
    """
    return _share(told, card["text"]) * _share(told, card["weights"])


def _share(told: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return 1 / (1 + exp(-sum(weight * told[name] for name, weight in weights.items())))


def clauses(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    """The clauses of a sentence, without the marks around them.

    >>> from mtassist.neural.features import words
    >>> text = "We want to stay, but he must leave us."
    >>> [text[c.start : c.end] for c in clauses(text, words(text))]
    ['We want to stay', 'but he must leave us']
    """
    breaks = {match.start() for match in BREAK.finditer(text)}
    runs: list[list[int]] = [[]]
    for number, (start, end) in enumerate(places):
        if any(at in breaks for at in range(start, end)):
            if len(runs[-1]) >= FEWEST:
                runs.append([])
        elif any(c.isalnum() for c in text[start:end]):
            runs[-1].append(number)
    if len(runs) > 1 and len(runs[-1]) < FEWEST:
        last = runs.pop()
        runs[-1] += last
    for run in runs:
        parts = -(-len(run) // MOST)
        for part in range(parts):
            words = run[part * len(run) // parts : (part + 1) * len(run) // parts]
            if len(words) >= FEWEST:
                yield Clause(places[words[0]][0], places[words[-1]][1], words[0], words[-1] + 1)


def features(reading: Reading, clause: Clause) -> dict[str, float]:
    """What a clause is judged by: of each kind of error its mean and its worst pair of words, and its sentence."""
    told: dict[str, float] = {"one": 1.0}
    for task, logits in reading.on_words.items():
        if task not in TASKS_OF_WORDS:
            continue
        here = logits[clause.first : clause.last]
        pairs = [(a + b) / 2 for a, b in pairwise(here)] or list(here)
        told[f"{task}-mean"] = fmean(here)
        told[f"{task}-pair"] = max(pairs)
    told |= {f"sentence-{task}": value for task, value in reading.on_whole.items() if task in TASKS_OF_SENTENCES}
    return told | {"clause-length": log1p(clause.last - clause.first)}


def evidence(document: Document, found: Iterable[Issue], readings: Sequence[Reading]) -> dict[str, float]:
    """What the text as a whole shows of a machine: findings by 1,000 words, what the model says of its sentences."""
    words = len(document.text.split()) + PERSON
    families = [issue.family for issue in found if issue.confidence >= SURE]
    told = {
        "text-page": log1p(1000 * sum(family in OF_PAGES for family in families) / words),
        "text-language": log1p(1000 * sum(family in OF_LANGUAGE for family in families) / words),
    }
    known = [reading for reading in readings if len(reading.places) >= FEWEST]
    for task in known[0].on_whole if known else ():
        told[f"text-{task}"] = fmean(reading.on_whole[task] for reading in known)
    return told
