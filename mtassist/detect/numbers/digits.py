"""Digits or marks of another script in a figure: “٢٠٢٣”, “２０２３”, “0٫2 seconds”.

Arabic, Persian, Hindi and Thai have digits of their own, Chinese and Japanese wide ones, and Arabic its own decimal
comma. News in English has none of them, except in quoted text of that script, which is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="numbers.digits",
    summary="A figure has digits or marks of another script.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("He won by [[0٫2]] seconds.", fix="0.2"),
        bad("It drew [[12٬500]] people.", fix="12,500"),
        bad("The bridge was closed in [[２０２３]] for a year.", fix="2023"),
        bad("The bridge was closed for [[٣٫٥]] hours.", fix="3.5"),
        bad("Prices rose by [[१५]] percent.", fix="15"),
        ok("The bridge was closed in 2023 for 3.5 hours, and 1·2 million came."),
        ok("On the wall stood 第２０号 and سنة ٢٠٢٣ م in red."),
        misses("It has a rating of [[④]].", "a number in a circle may be meant"),
    ),
)

MARKS = {"\u066b": ".", "\u066c": ",", "．": ".", "，": ",", "：": ":"}
DIGITS = "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19"
FIGURE = re.compile(rf"[0-9]{{1,15}}[\u066b\u066c][0-9]{{1,9}}|[{DIGITS}]+(?:[.,:\u066b\u066c．，：][{DIGITS}]+)*")
SCRIPT = re.compile(
    "[\u0590-\u065f\u066e-\u06ef\u0900-\u0965\u0980-\u09e5\u0e00-\u0e4f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


CUES = cues(shape=FIGURE.pattern)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in FIGURE.finditer(text):
        start, end = match.span()
        if not SCRIPT.search(text[max(0, start - 2) : start] + text[end : end + 2]):
            fix = "".join(MARKS.get(c, c) if c in MARKS or not c.isdecimal() else _ascii(c) for c in match.group())
            yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)


def _ascii(digit: str) -> str:
    return str(unicodedata.decimal(digit))
