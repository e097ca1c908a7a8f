"""A function word of the source language left between English words: “bread und butter”, “signed by los two clubs”.

The smallest words fall through most easily. They are also everywhere in names, titles and set phrases (“van der Berg”,
“El País”, “de facto”), so the words on both sides must be plain English ones in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist import vocabulary
from mtassist.cues import cues
from mtassist.detect.untranslated._words import Token, function_words, is_meant, is_strange, tokens
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="untranslated.function-word",
    summary="A little word of another language stands between English words.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("They sell bread [[und]] butter at the market.", fix="and"),
        bad("The plan is ready [[pero]] nobody has read it.", fix="but"),
        bad("The deal was signed by [[los]] two clubs."),
        bad("He looked [[auf die]] other side of the road.".replace("auf die", "auf"), fix=None),
        ok("Hugo van der Berg and Maria de los Santos spoke to El País."),
        ok("The company is the de facto leader of the industry."),
        ok("The so-called “und” rule was dropped."),
        ok("The word und means and."),
        ok("The band played at the Haus der Kulturen in Berlin."),
        misses("They sell bread [[i]] butter at the market.", "one letter may be anything"),
    ),
)


CUES = cues(spelt=function_words())


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    if function_words().keys().isdisjoint(text.split()):
        return
    words = tokens(text)
    n = 0
    while n < len(words):
        last = n
        if words[n].text in function_words():
            while last + 1 < len(words) and is_strange(words[last + 1].text) and _next(text, words, last):
                last += 1
            if _stands_out(text, words, n, last):
                start, end = words[n].start, words[last].end
                new = function_words()[words[n].text] if last == n else ""
                message = f"“{text[start:end]}” was left in the source language."
                yield RULE.issue(segment, (start, end), message, fix=new or None)
        n = last + 1


def _next(text: str, words: list[Token], n: int) -> bool:
    return text[words[n].end : words[n + 1].start] == " "


def _stands_out(text: str, words: list[Token], first: int, last: int) -> bool:
    """Whether plain English words in small letters stand on both sides, with nothing but a blank between."""
    if first == 0 or last + 1 == len(words) or not (_next(text, words, first - 1) and _next(text, words, last)):
        return False
    sides = words[first - 1].text, words[last + 1].text
    plain = all(len(side) > 1 and side.islower() and side in vocabulary.english() for side in sides)
    return plain and not is_meant(text, words[first].start, words[last].end)
