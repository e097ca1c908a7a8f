"""A phrase said twice in a row: “three more times, three more times”, “for the first time for the first time”.

Decoders lose their place and translate a stretch again. People repeat phrases in speech and song, for emphasis (“years
and years and”), and in “when it hit the wall, the wall gave way”, where the second begins a new clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.repetition._words import GLUE, Run, between, letters, place, runs, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="repetition.phrase",
    summary="A phrase is said twice in a row.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.93,
    examples=(
        bad("Repeat the slow part (one minute) [[two more times, two more times]].", fix="two more times"),
        bad("The case was recorded [[for the first time for the first time]] in Osta.", fix="for the first time"),
        bad("She is the [[director of the fund director of the fund]].", fix="director of the fund"),
        bad("He wants [[contact with the contact with the]] owner.", fix="contact with the"),
        bad("“[[In other towns, in other towns]].   ”, the lawyer said.", fix="In other towns"),
        bad("The team flew to [[South Arland South Arland]] on Monday.", fix="South Arland"),
        bad("It will open [[at the end of the year; at the end of the year]].", fix="at the end of the year"),
        ok("When the stone hit the wall, the wall gave way."),
        ok("They worked for years and years and won little by little by luck."),
        ok("What will be will be, and we have to have to live with it."),
        ok("“I will buy, I will buy,” she said."),
        ok("“Not yet, not yet,” said the president."),
        ok("He sang “New York, New York” in New York."),
        ok("It rose 3 per cent, 3 per cent more than planned."),
        ok("The border is closed to apple growers Apple growers lost their market."),
        ok("They go from door to door to ask for help."),
        ok("Good times follow bad times, bad times are followed by good times."),
        ok("It took half her life - half her life! - to build."),
        ok("He lives in Luxembourg City, Luxembourg City said."),
        misses("It changes like the moon [[changes like the moons change]].", "only equal words are compared"),
    ),
)

LINKS = frozenset(
    [
        "and",
        "or",
        "by",
        "to",
        "after",
        "upon",
        "for",
        "in",
        "over",
        "but",
        "on",
        "against",
        "with",
        "than",
        "from",
        "at",
        "of",
    ]
)
OPENERS = frozenset(
    [
        "in",
        "on",
        "at",
        "for",
        "during",
        "with",
        "from",
        "of",
        "by",
        "after",
        "before",
        "under",
        "among",
        "despite",
        "since",
        "until",
        "to",
    ]
)
LAST = frozenset(
    ["be", "is", "was", "are", "were", "have", "has", "had", "do", "did", "does", "can", "will"]
)  # “what will be will be”
SEAM = re.compile(r"[ \t\N{NO-BREAK SPACE}]*(?:[,;] ?)?")
STOP = re.compile(r"[ \t]*(?:[.,;:)\]\"”’]|$)")
SPEECH = re.compile(r"[\"“”„«»‘]|\b(?:I|we|you)\b", re.IGNORECASE)


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    for run in runs(text):
        if run.period > 1 and run.times == 2 and _slip(text, run):
            start, end = place(text, run.first, run.end)
            kept = text[start : place(text, run.first, run.first + run.kept)[1]]
            said = text[start : place(text, run.first, run.first + run.period)[1]]
            yield RULE.issue(segment, (start, end), f"“{said}” is said twice.", fix=kept)


def _slip(text: str, run: Run) -> bool:
    low = words(text).low
    phrase = low[run.first : run.first + run.period]
    seams = [between(text, at) for at in range(run.first + run.period, run.end, run.period)]
    inner = [between(text, at) for at in range(run.first + 1, run.end)]
    if not all(SEAM.fullmatch(seam) for seam in inner) or (run.length > 4 and GLUE.issuperset(phrase)):
        return False
    if run.period == 2 and (phrase[0] in LINKS - {"of"} or phrase[1] in LINKS - {"of"}):
        return False
    if phrase[-1] in LAST or not letters(phrase):
        return False
    if any(seam.strip() for seam in seams):
        return _slip_with_comma(text, run, phrase)
    spans = words(text).spans
    first, again = text[spans[run.first][0]], text[spans[run.first + run.period][0]]
    if again.isupper() and not first.isupper():
        return False  # a headline run into the text
    return not _new_clause(text, run, phrase)


def _slip_with_comma(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    start, end = place(text, run.first, run.end)
    said = text[start:end]
    if not STOP.match(text, end) or run.length % run.period:
        return False
    if all(w[0].isupper() for w in said.replace(",", " ").split()):
        return False  # “New York, New York”
    if SPEECH.search(text):
        return run.period >= 3 and phrase[0] in OPENERS and not SPEECH.search(said)
    return True


def _new_clause(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    """“when it passed the star the star would fade”: a comma is missing, not a word too many."""
    low = words(text).low
    follows = low[run.end] if run.end < len(low) else ""
    return (
        phrase[0] in ("the", "a", "his", "her", "their", "your", "it", "they")
        and (follows in LAST or follows in GLUE or follows.endswith(("ed", "s")))
        and run.period == 2
        and "of" not in phrase
    )
