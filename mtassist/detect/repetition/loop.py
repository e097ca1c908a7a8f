"""A stretch said three times or more: the decoder could not get out.

Words (“the roof of the roof of the roof”), syllables in one word, or one name with its title over and over in a
sentence. People do it in chants, laughter and lists of results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.repetition._words import (
    GLUE,
    NEEDED,
    Run,
    between,
    circle,
    echoes,
    letters,
    low_words,
    place,
    runs,
    words,
)
from mtassist.rules import Rule, bad, ok
from mtassist.segment import END, LONG
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.loop",
    summary="A stretch is said three times or more.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.CRITICAL,
    confidence=0.95,
    examples=(
        bad("He is king [[of the roof of the roof of the roof]].", fix="of the roof"),
        bad("They saw [[the roof of the roof of the roof]].", fix="the roof"),
        bad(
            "It was [[to be able to do that, to be able to do that, to be able to do that]].",
            fix="to be able to do that",
        ),
        bad(
            "[[The former mayor of Osta town, Ben Adeyo, says that Ali Musa, who is the mayor of Osta town, "
            "is the mayor of Osta town.]]",
            fix=None,
        ),
        bad("The town of [[Kalakalakalakalakalakala]] is quiet.", fix=None),
        bad("They say that people are [[going on going on going on going on going on goi]]", fix="going on"),
        bad("It is a place of [[prayer prayer prayer prayer prayer prayer pra]]", fix="prayer"),
        ok("“No, no, no, no,” the crowd sang, “go go go go!”"),
        ok("He laughed: hahahahahahaha."),
        ok("They waited for years and years and years."),
        ok("It got brighter and brighter and brighter."),
        ok("The scores were 6-4 6-4 6-4 6-4 and 10 10 10 10."),
        ok("* * * * * * * *"),
        ok("Location, location, location: that is what counts."),
        ok("He said the vote, the law and the court are the heart of the state."),
    ),
)

EMPHASIS = frozenset(["and", "or", "on", "by", "to"])
LAUGH = frozenset(
    [
        "ha",
        "he",
        "hi",
        "ho",
        "la",
        "na",
        "ja",
        "ah",
        "eh",
        "ih",
        "oh",
        "uh",
        "al",
        "an",
        "aj",
        "ba",
        "bah",
        "blah",
        "ooh",
        "aah",
        "mm",
        "zz",
        "aa",
        "oo",
        "ee",
        "rr",
        "xx",
        "ww",
    ]
)
SEAM = re.compile(r"[\s,;:–-]*")
SYLLABLES = re.compile(r"[^\W\d_]*?([^\W\d_]{2,6}?)\1{4,}[^\W\d_]*")

glance = circle


def find_block(block: Block) -> Iterator[Issue]:
    for base, text in _stretches(block):
        found = list(_phrases(text))
        for start, end, kept in found:
            said = text[start : start + 40].split(",")[0]
            message = f"“{said}…” is said over and over."
            yield RULE.issue(block, (base + start, base + end), message, fix=text[start:kept])
        if not found and _circular(text):
            message = "The sentence goes round in a circle."
            yield RULE.issue(block, (base, base + len(text)), message, confidence=0.85)
        for match in _stammers(text):
            yield RULE.issue(block, (base + match.start(), base + match.end()), "One syllable is said over and over.")


def _stretches(block: Block) -> Iterator[tuple[int, str]]:
    """Where the sentences of a block begin, and their text; one so long that it was cut is whole again."""
    begin = None
    for segment, following in zip(block.segments, (*block.segments[1:], None), strict=True):
        begin = segment.span.start if begin is None else begin
        if following is None or len(segment.text) < LONG // 2 or END.search(segment.text[-3:]):
            base = begin - block.span.start
            yield base, block.text[base : segment.span.end - block.span.start]
            begin = None


def _phrases(text: str) -> Iterator[tuple[int, int, int]]:
    for run in runs(text):
        phrase = words(text).low[run.first : run.first + run.period]
        if not all(SEAM.fullmatch(between(text, at)) for at in range(run.first + 1, run.end)):
            continue
        often = run.times >= 3 and letters(phrase) and not _meant(text, run, phrase)
        if often or (run.length == 8 and run.period == 3 and phrase[-1] == "of"):
            start, end = place(text, run.first, run.end)
            yield start, _cut_off(text, run, end), place(text, run.first, run.first + run.kept)[1]


def _cut_off(text: str, run: Run, end: int) -> int:
    """Where the loop ends: a piece of its next word may be left where the decoder was stopped (“on going on goi”)."""
    rest = SEAM.sub("", text[end:].lower(), count=1)
    following = words(text).low[run.first + run.length % run.period]
    return len(text) if run.times >= 4 and rest and rest != following and following.startswith(rest) else end


def _meant(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    start, end = place(text, run.first, run.end)
    if run.period == 1:
        return run.times < 4 or any(c in text for c in '"“”„«»!') or phrase[0] in LAUGH
    if run.period == 2 and any(w in EMPHASIS for w in phrase):
        return run.times < 5
    return run.times < 4 and any(c in text[max(0, start - 1) : end + 2] for c in '"“”„«»!')


def _circular(text: str) -> bool:
    """One phrase of four words or more, two of them weighty, three times in one sentence."""
    low = low_words(text)
    if not 3 * NEEDED <= len(low) <= 45 or not echoes(low) or any(w.isdigit() for w in low):
        return False
    seen: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(low) - NEEDED + 1):
        places = seen.setdefault(low[at : at + NEEDED], [])
        if not places or at - places[-1] >= NEEDED:
            places.append(at)
    return any(
        len(places) >= 3 and letters(phrase) and len({w for w in phrase if w not in GLUE}) >= 3
        for phrase, places in seen.items()
    )


def _stammers(text: str) -> Iterator[re.Match[str]]:
    if not any(len(w) >= 12 and len(set(w)) <= 6 for w in low_words(text)):
        return
    for at, end in words(text).spans:
        if 12 <= end - at <= 400 and (match := SYLLABLES.fullmatch(text, at, end)) and match[1].lower() not in LAUGH:
            yield match
