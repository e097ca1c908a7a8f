"""A dash with a blank on one side only, and a hyphen with blanks: “"Down with it"-an iconic cry”, “3 - year - old”.

Dashes lose a blank when the quoted words beside them are moved, and systems that split words at the hyphen leave
“long - term”. Spaced hyphens used as dashes (“June - and”), minus signs, “pre- and post-war” and lists are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.typography._near import in_address
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
        bad("The harvest was good[[- ]]that is what they say.", fix=" - "),
        bad("A [[3 - year - old]] boy was found.", fix="3-year-old"),
        bad("It is a [[long - term]] plan.", fix="long-term"),
        bad("The [[so - called]] reform failed.", fix="so-called"),
        bad("It grew by 3% [[year - on - year]] in May.", fix="year-on-year"),
        bad("An [[anti - war]] rally was held.", fix="anti-war"),
        ok("The harvest was good - that is what they say - and the wine too."),
        ok("It was -20 in January, in the pre- and post-war years and in 3- to 5-year-olds."),
        ok('The "no"-vote won, and the "all-or-nothing"-type offer with it.'),
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
PLACE = re.compile(
    rf"(?P<quoted>(?<=[a-z!?.][\"”])[-–](?=(?:{SMALL})[ ]))"
    r"|(?P<left>(?<=[a-z,)\"”])[ ][-–](?=(?!la\b|verbose\b)[a-z]{2,}[ ,.]))"
    r"|(?P<right>(?<=[a-z)\"”])[-–][ ](?=(?!and\b|or\b|to\b|nor\b|but\b|und\b|versus\b|through\b|as\b)[a-z]+[ ,.]))"
    rf"|(?P<age>\b(?:{COUNT})[ ]-[ ](?:{UNIT})(?:[ ]-[ ]old)?(?=[ ,.][a-z]|[.,]))"
    r"|(?P<rate>\b(?P<period>year|month|week|quarter|day)[ ]-[ ](?:on|over|to)[ ]-[ ](?P=period)\b)"
    rf"|(?P<term>\b(?:{LEFT})[ ]-[ ](?:{RIGHT})(?=[ ][a-z]))"
    rf"|(?P<prefix>\b(?:{PREFIX})[ ]-[ ](?=[a-z]))"
    r"|(?P<called>\bso[ ]-[ ]called\b|\bwell[ ]-[ ]known\b|\bfollow[ ]-[ ]up\b|\bstart[ ]-[ ]ups?\b"
    r"|\be[ ]-[ ]commerce\b)",
)
COMMAND = re.compile(r"(?:^|[ ])-[a-z]{1,2}\b")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "-" not in text and "–" not in text:
        return
    for match in PLACE.finditer(text):
        kind, (start, end) = match.lastgroup, match.span()
        if kind in ("quoted", "left", "right"):
            if not in_address(text, start, end) and not COMMAND.search(text[:200]):
                mark = match.group().strip()
                yield RULE.issue(block, (start, end), "A dash has a space on both sides or on none.", fix=f" {mark} ")
        elif kind == "prefix":
            word = re.compile(r"[a-z]+").match(text, end)
            stop = word.end() if word else end
            joined = text[start:stop].replace(" - ", "-")
            yield RULE.issue(block, (start, stop), f"“{joined}” is one word.", fix=joined)
        else:
            joined = match.group().replace(" - ", "-")
            yield RULE.issue(block, (start, end), f"“{joined}” is written together.", fix=joined)
