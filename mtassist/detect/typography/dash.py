"""A dash with a blank on one side only, and a hyphen with blanks: “"Down with it"-an iconic cry”, “3 - year - old”.

Dashes lose a blank when the quoted words beside them are moved, and systems that split words at the hyphen leave
“long - term”. Spaced hyphens used as dashes (“June - and”), minus signs, “pre- and post-war” and lists are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.typography._near import in_address
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.dash",
    summary="A dash or hyphen has a space too many or too few.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.9,
    examples=(
        bad('They shouted "Down with it"[[-]]an iconic cry at such rallies.', fix=" - "),
        bad("The harvest was good[[ -]]that is what they say.", fix=" - "),
        bad("It is a new line[[ — — ]]the oldest of them all.", fix=" — "),
        bad("Kind people live here[[, - ]]said the mayor.", fix=", "),
        bad("Kind people live here[[, – ]]reports the daily.", fix=", "),
        bad("It is a new line [[——]] the oldest of them all.", fix="—"),
        bad("It is a new line[[ - - ]]the oldest of them all.", fix=" - "),
        bad("The harvest was good[[- ]]that is what they say.", fix=" - "),
        bad("A [[3 - year - old]] boy was found.", fix="3-year-old"),
        bad("It is a [[long - term]] plan.", fix="long-term"),
        bad("The [[so - called]] reform failed.", fix="so-called"),
        bad("It grew by 3% [[year - on - year]] in May.", fix="year-on-year"),
        bad("An [[anti - war]] rally was held.", fix="anti-war"),
        bad("A [[17- year-old]] boy was found.", fix="17-year-old"),
        bad("An inter[[- ]]national team was found.", fix=""),
        ok("The harvest was good - that is what they say - and the wine too."),
        ok("It was -20 in January, in the pre- and post-war years and in 3- to 5-year-olds."),
        ok('The "no"-vote won, and the "all-or-nothing"-type offer with it.'),
        ok("It is a new line -- the oldest of them all -- and a wide one. ———— Morse: - - . - -"),
        ok("He ran for a long time - term after term."),
        ok("Prices have been rising for a decade - up by 8% - since the reform."),
        ok("Run it with -verbose and look at the man page - ls -la helps."),
        misses("The light[[ - ]]constructed bridge fell.", "looks like a dash between two halves of a sentence"),
    ),
)

SMALL = (
    "an?|the|that|this|these|which|who|whom|whose|and|but|or|is|was|are|were|it|he|she|they|we|in|on|at|as|so|with|for"
)
PREFIX = "anti|non|pre|post|ex|semi|multi|self|vice|co|counter|inter|ultra"
LEFT = "long|short|medium|high|low|middle|full|part|real|first|second|third|large|small|top"
RIGHT = "term|level|speed|quality|time|class|scale|tech|income|profile|ranking|rise|end|risk"
COUNT = r"\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
UNIT = "year|month|week|day|hour|minute|meter|metre|kilometer|kilometre|mile|point|storey|story|star|seat|page|member"
BARE = re.compile(rf"[-–](?=(?:{SMALL})[ ])")
LEFT_SPACED = re.compile(r"[-–](?=(?!la\b|verbose\b)[a-z]{2,}[ ,.])")
RIGHT_SPACED = re.compile(
    r"[-–] (?=(?!and\b|or\b|to\b|nor\b|but\b|und\b|versus\b|through\b|as\b)(?P<next>[a-z]+)[ ,.])"
)
SPACED = re.compile(
    rf"(?P<age>(?:{COUNT})(?: -|- | - )(?:{UNIT})(?:(?: -|- | - |-)old)?(?=[ ,.][a-z]|[.,]))"
    r"|(?P<rate>(?P<period>year|month|week|quarter|day) - (?:on|over|to) - (?P=period)\b)"
    rf"|(?P<term>(?:{LEFT}) - (?:{RIGHT})(?=[ ][a-z]))"
    rf"|(?P<prefix>(?:{PREFIX}) - [a-z]+)"
    r"|(?P<called>so - called\b|well - known\b|follow - up\b|start - ups?\b|e - commerce\b)"
)
TWICE = re.compile(
    r"(?<=\w)[ ](?P<one>[-–—]) (?P=one)[ ](?=[^\W\d_])|(?<=[^\W_])(?<! )——(?=[^\W\d_])|(?<=[^\W_] )——(?= [^\W\d_])"
)
LAST = re.compile(r"(?<![\w-])\w+$")
COMMAND = re.compile(r"(?:^|[ ])-[a-z]{1,2}\b")
SPOT = re.compile(r"[-–](?: |(?<= -)|(?<= –)|(?<=[\"”]-)|(?<=[\"”]–))")


CUES = cues(shape='^[-–—]|[-–—]$|["”][-–—]|——')


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "-" not in text and "–" not in text and "—" not in text:
        return
    for twice in TWICE.finditer(text) if "- -" in text or "– –" in text or "— —" in text or "——" in text else ():
        mark = next(c for c in twice.group() if c != " ")
        fix = f" {mark} " if twice["one"] else mark
        yield RULE.issue(block, twice.span(), "One dash is enough.", fix=fix)
    if "," in text:
        for said in _said().finditer(text):
            yield RULE.issue(block, said.span(), "English sets no dash behind this comma.", fix=", ")
    done = 0
    for spot in SPOT.finditer(text):
        at = spot.start()
        if at < done:
            continue
        if found := _compound(text, at):
            start, done = found.span()
            joined = re.sub(" ?- ?", "-", found.group())
            yield RULE.issue(block, (start, done), f"“{joined}” is written together.", fix=joined)
        elif place := _one_sided(text, at):
            (start, end), fix = place
            if not in_address(text, start, end) and not COMMAND.search(text[:200]):
                yield RULE.issue(block, (start, end), "A dash has a space on both sides or on none.", fix=fix)


@cache
def _said() -> re.Pattern[str]:
    """The dash of Russian and Polish between a quotation and its speaker."""
    verbs = "|".join(sorted(w for w in words("reporting_verbs") if w.isalpha()))
    return re.compile(rf",(?<=\w,) ?[-–—] (?=(?:{verbs}) )")


def _compound(text: str, at: int) -> re.Match[str] | None:
    """“3 - year - old”, “long - term”, “anti - war”."""
    if text[at] != "-":
        return None
    left = LAST.search(text, max(0, at - 24), at - (text[at - 1 : at] == " "))
    return SPACED.match(text, left.start()) if left else None


def _one_sided(text: str, at: int) -> tuple[tuple[int, int], str] | None:
    """A dash with one blank, or with none behind a quotation; for “inter- national” the word in one."""
    mark, before = text[at], text[at - 1 : at]
    if before in ('"', "”") and at > 1 and (text[at - 2].islower() or text[at - 2] in ".!?") and BARE.match(text, at):
        return (at, at + 1), f" {mark} "
    if before == " " and at > 1 and (text[at - 2].islower() or text[at - 2] in ',)"”') and LEFT_SPACED.match(text, at):
        return (at - 1, at + 1), f" {mark} "
    right = RIGHT_SPACED.match(text, at)
    if right and (before.islower() or (before and before in ')"”')):
        word = LAST.search(text, max(0, at - 24), at)
        if word and _one_word(word.group() + right["next"]):
            return (at, right.end()), ""
        return (at, at + 2), f" {mark} "
    return None


def _one_word(word: str) -> bool:
    """Whether this is a common English word."""
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en", wordlist="small") >= 3.3
