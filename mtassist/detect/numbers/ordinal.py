"""Ordinals that are not English: “21th”, “the 26 th”, “the 20. century”, “its 128. season”, “the XX century”.

Systems add “th” to any figure, split it off as a word of its own, join it with a hyphen, or keep the point of German,
Czech and Turkish, the “º” of Spanish, the Roman centuries of Russian. “11th”, “112th” and lists are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.numbers._context import before, matches, tail
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.ordinal",
    summary="An ordinal number is not formed as in English.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("They met on January [[21th]] in Alba.", fix="21st"),
        bad("They met on the [[26 th]] in Alba.", fix="26th"),
        bad("It was the [[2-nd]] meeting.", fix="2nd"),
        bad("It was built in the [[20. century]] by a count.", fix="20th century"),
        bad("The band opens its [[128. season]] today.", fix="128th season"),
        bad("She took the [[1. place]] in the race.", fix="1st place"),
        bad("She took the [[1º place]] in the race.", fix="1st place"),
        bad("They met on the [[5th.]] of May.", fix="5th"),
        bad("It was the [[113rd]] meeting.", fix="113th"),
        bad("It was built in the [[XIX. century]] by a count.", fix="19th century"),
        bad("It was built in the [[XX century]] by a count.", fix="20th century"),
        bad("It was built after the [[II World War]] by a count.", fix="Second World War"),
        bad("He scored in the [[II half]] of the match.", fix="2nd half"),
        bad("It is the [[III edition]] of the fair.", fix="3rd edition"),
        bad("It was built in the [[1990 s]] by a count.", fix="1990s"),
        ok("Elizabeth II hall; Phase III trials; the III Corps; John Paul II visited; a Type II stage."),
        bad("It was built in the [[1990-s]] by a count.", fix="1990s"),
        ok("She ran it in 10 s and 20 s; the 1990 S class."),
        ok("On the 11th, 12th, 13th, 21st, 22nd, 23rd, 101st, 111th and 112th day."),
        ok("It scored 20. Century followed century. They came in 3. Place your bets."),
        ok("The 5 nd and 3 RD cards; 1 st."),
        ok("They scored the 20. the rest was easy. It is in the 2. Liga, at 30º east."),
        ok("They scored in the 4th, 6th and 8th. in the dugout he smiled."),
        ok("The X century games and the mid 20th century; MIX century."),
        misses("The team won its [[5 time]].", "the word itself is wrong"),
    ),
)

PLACE = re.compile(
    r"(?<![\w.,/-])(?P<number>[0-9]{1,4})(?:(?P<tail>st|nd|rd|th)\b(?P<point>\.(?= (?P<next>[a-z]+)))?"
    r"|(?P<apart>[ \u00a0-](?:th|(?<=1[ \u00a0-])st|(?<=2[ \u00a0-])nd|(?<=3[ \u00a0-])rd))(?=[ ,.;:)]|$)"
    r"|(?:\.[ \u00a0]|[ºª][ ]?)(?P<noun>[a-z]{3,})\b"
    r"|(?P<decade>-(?:ies|s|es|x|ties)|ies|(?<=0) s)\b)"
)
LEAD = re.compile(r"\b(?:the|his|her|their|its|our|my|this|every|each) $", re.IGNORECASE)
SMALL = re.compile(
    r"the|and|but|for|from|with|she|they|this|that|these|those|not|now|then|there|when|who|has|had|have|was|were|are|his"
    r"|her|its|our|you|will|would|can|could|also|after|before|while|which|what|it|in|on|at|to|of|is|or|as|by|so"
)
ROMAN = re.compile(
    r"\b(?P<roman>X?(?:IX|IV|V?I{0,3})|XX|XXI)(?P<point>\.| ?th|-th|st|-st)? (?P<noun>centur(?:y|ies))\b"
)
NOUNS = "half|round|stage|edition|quarter|place|prize|congress|meeting|summit|forum|conference|tour|session|semester"
EVENT = re.compile(
    rf"(?<=\b[Tt]he )(?P<roman>X{{0,2}}(?:IX|IV|VI{{0,3}}|I{{1,3}})|XX?)\.? "
    rf"(?:(?P<war>World War\b)|(?P<noun>{NOUNS})\b)"
)
ONES = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
FIGURES = [tens + ones for tens in ("", "X", "XX") for ones in ONES if tens + ones]
ROMANS = {"I": 1, "V": 5, "X": 10}


CUES = cues("century centuries", spelt="th st nd rd s", inner=FIGURES, shape=r"0-?a|0\.$|0[ºª]")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(PLACE, text):
        if fix := _fix(text, match):
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)
    for match in EVENT.finditer(text) if "he I" in text or "he V" in text or "he X" in text else ():
        number = str(_roman(match["roman"]))
        fix = f"{number}{tail(number)} {match['noun']}"
        if match["war"]:
            if number not in "12":
                continue
            fix = f"{'First' if number == '1' else 'Second'} World War"
        yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)
    if " centur" in text or "\u00a0centur" in text:
        for match in ROMAN.finditer(text):
            number = str(_roman(match["roman"]))
            if len(match["roman"]) > 1:
                fix = f"{number}{tail(number)} {match['noun']}"
                yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)


def _fix(text: str, match: re.Match[str]) -> str:
    number, right = match["number"], tail(match["number"])
    left = before(text, match.start(), 8)
    if match["noun"]:
        if LEAD.search(left) is None or SMALL.fullmatch(match["noun"]):
            return ""
        return f"{number}{right} {match['noun']}"
    if match["decade"] == " s" and len(number) < 4 and not left.endswith("the "):
        return ""  # seconds
    if match["decade"]:
        return f"{number}s" if number.endswith("0") and len(number) in (2, 4) else ""
    if match["tail"]:
        if match["point"] and not _goes_on(left, match["next"]):
            return f"{number}{right}." if match["tail"] != right else ""
        return number + right if match["tail"] != right or match["point"] else ""
    apart = match["apart"]
    wanted = apart[1:] == right and (apart[0] == "-" or not left or re.search(r"[a-z] $", left))
    return number + right if wanted else ""


def _goes_on(left: str, following: str) -> bool:
    """Whether the point after “5th” cannot end a sentence: “on the 5th. of May”, “the 3rd. set”."""
    return following in ("of", "and") or (LEAD.search(left) is not None and not SMALL.fullmatch(following))


def _roman(figure: str) -> int:
    """What a Roman number means.

    >>> _roman("XIX"), _roman("IV")
    (19, 4)
    """
    values = [ROMANS[c] for c in figure]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
