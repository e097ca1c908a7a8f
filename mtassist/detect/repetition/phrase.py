"""A phrase said twice in a row: “three more times, three more times”, “The part the part of the lift”.

Decoders lose their place and translate a stretch again. People repeat phrases in speech and song, for emphasis (“years
and years and”), to take a word up (“a dream, a dream that came true”), and in “when it hit the wall, the wall gave
way”, where the second begins a new clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import lists
from mtassist.detect.repetition._words import GLUE, Run, between, letters, part, place, stutter, stutters, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.phrase",
    summary="A phrase is said twice in a row.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.93,
    examples=(
        bad("Repeat the slow part (one minute) [[two more times, two more times]].", fix="two more times"),
        bad("The case was recorded [[for the first time for the first time]] in Osta.", fix="for the first time"),
        bad("He wants [[contact with the contact with the]] owner.", fix="contact with the"),
        bad("“[[In other towns, in other towns]].   ”, the lawyer said.", fix="In other towns"),
        bad("The team flew to [[South Arland South Arland]] on Monday.", fix="South Arland"),
        bad("It will open [[at the end of the year; at the end of the year]].", fix="at the end of the year"),
        bad("[[The door the door]] of the lift is shut.", fix="The door"),
        bad("In all [[a group of 12 a group of 12]] players came.", fix="a group of 12"),
        bad("It rests on the law [[and its and its]] makers.", fix="and its"),
        bad("The ban [[will be kept, will be kept]] when it rains.", fix="will be kept"),
        bad("He found [[a hole, a hole]] deep in the wall.", fix="a hole"),
        bad("[[The lake, the lake]] of Osta, is half full.", fix="The lake"),
        bad("They scored [[one goal, one goal]] at a time.", fix="one goal"),
        ok("When the stone hit the wall, the wall gave way."),
        ok("It was a dream, a dream that came true, and the way, the only way, to do so."),
        ok("They worked for years and years and won again and again and well."),
        ok("It was good, as good as ever; the boxes were red, blue, red, blue and white."),
        ok("What will be will be, and we have to have to live with it."),
        bad("The ban [[will stay, will stay]] “when it rains”.", fix="will stay"),
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

SEAM = re.compile(r"[ \t\N{NO-BREAK SPACE}]*(?:[,;] ?)?")
INNER = re.compile(r"[ \t\N{NO-BREAK SPACE}]*(?:[,;] ?)?|[:./%’']|\. |% ")  # “7:30”, “U.S. Army”
STOP = re.compile(r"[ \t]*(?:[.,;:)\]\"”’]|$)")
MARKS = '"“”„«»‘'
PERSONAL = re.compile(r"\b(?:I|we|you)\b", re.IGNORECASE)
DOES = re.compile(r"\w+(?:ed|s|[^l]ly)$")

glance = stutter


def find_block(block: Block) -> Iterator[Issue]:
    for segment, run in stutters(block):
        text = segment.text
        if run.period > 1 and run.times == 2 and _slip(text, run):
            start, end = place(text, run.first, run.end)
            kept = text[start : place(text, run.first, run.first + run.kept)[1]]
            said = text[start : place(text, run.first, run.first + run.period)[1]]
            yield RULE.issue(segment, (start, end), f"“{said}” is said twice.", fix=kept)


def _slip(text: str, run: Run) -> bool:
    low = words(text).low
    phrase = low[run.first : run.first + run.period]
    seams = {between(text, at) for at in range(run.first + run.period, run.end, run.period)}
    inner = [between(text, at) for at in range(run.first + 1, run.end)]
    comma = any(seam.strip() for seam in seams)
    if not all(SEAM.fullmatch(seam) for seam in seams) or not all(INNER.fullmatch(seam) for seam in inner):
        return False
    first, again = inner[: run.period - 1], inner[run.period : 2 * run.period - 1]
    if [seam.strip() for seam in first] != [seam.strip() for seam in again] or (run.period == 2 and first[0].strip()):
        return False  # “good, as good as”, “white, red, white, red”
    if run.length > 4 and GLUE.issuperset(phrase):
        return False
    if run.period == 2 and not comma and _figure(phrase, low[run.first - 1] if run.first else ""):
        return False
    if phrase[-1] in ("be", "do", "does") or (phrase[-1] in part("auxiliary") and part("question").intersection(low)):
        return False  # “what will be will be”
    if not letters(phrase) and (comma or run.period < 3 or sum(w.isalpha() for w in phrase) < 2):
        return False
    return _slip_with_comma(text, run, phrase) if comma else _slip_with_blank(text, run, phrase)


def _figure(phrase: tuple[str, ...], before: str) -> bool:
    """“years and years and”, “face to face to”, “and more and more”: people join words so."""
    links, emphatic = part("link"), lists.words("emphatic") | lists.words("doubles")
    one, two = phrase
    if two in links:
        return one not in GLUE or one in part("pronoun") or one in links or one == "have"
    if one not in links or one == "of":
        return False
    much = two in ("more", "less", "again", "so", "have") or two in emphatic or two.endswith(("er", "ier"))
    return much or two in links or before == two


def _slip_with_blank(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    spans = words(text).spans
    first, again = text[spans[run.first][0]], text[spans[run.first + run.period][0]]
    if again.isupper() and not first.isupper():
        return False  # a headline run into the text
    return run.first == 0 or not _new_clause(text, run, phrase)


def _slip_with_comma(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    start, end = place(text, run.first, run.end)
    said = text[start:end]
    stops = bool(STOP.match(text, end))
    if run.length % run.period or all(w[0].isupper() for w in said.replace(",", " ").split()):
        return False  # “New York, New York”
    if PERSONAL.search(text, 0, end) or _quoted(text, start, end):
        return stops and run.period >= 3 and phrase[0] in part("opener") and not PERSONAL.search(said)
    return stops or _restarts(text, run, phrase)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the mark before is an opening one, or the mark after a closing one."""
    before = next((at for at in range(start - 1, -1, -1) if text[at] in MARKS), -1)
    after = next((at for at in range(end, len(text)) if text[at] in MARKS), -1)
    opened = before >= 0 and not text[before + 1].isspace() and (before == 0 or not text[before - 1].isalnum())
    return opened or (after >= 0 and not text[after - 1].isspace())


def _restarts(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    """Whether the sentence goes on from the second as if the first had not been."""
    low = words(text).low
    follows = low[run.end] if run.end < len(low) else ""
    if run.first == 0 and follows not in ("that", "who", "which", "where"):
        return True
    if phrase[0] in part("auxiliary") or (run.period >= 4 and not _subject(phrase)):
        return True
    if phrase[0] in (*part("number"), "a", "an"):
        return follows not in part("sequel") or (phrase[0] not in ("a", "an") and follows == "at")
    return phrase[0] in part("opener") and run.period > 2 and follows not in part("sequel")


def _subject(phrase: tuple[str, ...]) -> bool:
    return phrase[0] in part("subject") or phrase[0] in part("determiner")


def _new_clause(text: str, run: Run, phrase: tuple[str, ...]) -> bool:
    """“when it passed the star the star would fade”: a comma is missing, not a word too many."""
    low = words(text).low
    follows = low[run.end] if run.end < len(low) else ""
    return (
        _subject(phrase)
        and run.period == 2
        and "of" not in phrase
        and (follows in part("auxiliary") or bool(DOES.match(follows)))
    )
