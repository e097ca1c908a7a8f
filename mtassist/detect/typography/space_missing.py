"""No space after a comma, a full stop or a bracket: “patience.The”, “cloudy,the”, “(FAA)issued”.

Web pages lose the line break between two paragraphs, and Chinese and Japanese set no blank after their marks.
Domain names, brands with a mark inside (“Yahoo!News”), numbers, “employee(s)” and “(re)built” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.typography._near import in_address
from mtassist.detect.typography._words import role
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.space-missing",
    summary="There is no space after a punctuation mark.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("The coach asks for [[patience.The]] fans have little.", fix="patience. The"),
        bad("She plays without the [[ball.Ilona]] is fast.", fix="ball. Ilona"),
        bad("It ends at [[Easter.We]] do not know more.", fix="Easter. We"),
        bad("It was [[Mr.Lund]] who left.", fix="Mr. Lund"),
        bad("They live in [[St.Alba]] now.", fix="St. Alba"),
        bad("In a [[statement,he]] denied it.", fix="statement, he"),
        bad("It was closed in [[2019,the]] mayor said.", fix="2019, the"),
        bad("It was closed on January [[23,1946]].", fix="23, 1946"),
        bad("The office [[(FAA)issued]] an order.", fix="(FAA) issued"),
        bad("The China Import [[Expo(CIIE)]] opened.", fix="Expo (CIIE)"),
        bad("The [[driver(45)]] was held.", fix="driver (45)"),
        bad("It rained for a [[week;the]] river rose.", fix="week; the"),
        bad("They reached an [[agreement.they]] said.", fix="agreement. They"),
        ok("The figures come from Gazeta.Ru, Yahoo!News and Booking.Com."),
        ok("Write to press.Office@example.org or see example.org/News.Html for more."),
        ok("The employee(s) who (re)built 1,000 homes, child(ren) included, were paid."),
        ok("The U.S.Army, will.i.am, ASP.NET and the e.g. of it."),
        ok("It costs 3,5 or 4,000 and ends at 10.30am."),
        ok("The caf&eacute;s are open; the &uuml;ber-fans are glad."),
        misses("The coach asks for [[patience.Meanwhile]].Com fans have little.", "it looks like an address"),
    ),
)

OPENERS = role("opener", "after-stop", "joiner")
DOMAIN = re.compile(
    r"com|net|org|ru|ua|de|fr|uk|eu|info|tv|io|co|online|today|news|html|php|pdf|jpg|jpeg|png|js|py", re.IGNORECASE
)
SMALL = "the|he|she|they|this|these|we|but|and|with|after|however|when|there|according"
SPOT = re.compile(r"[.!?,;:()](?=[^\W_])")
SPOTS = re.compile(
    r"(?P<stop>\b[^\W_]+[.!?])(?=[^\W\d_a-z][^\W\d_])"
    rf"|(?P<small>\b[a-z]{{3,}}\.)(?=(?:{SMALL})\b)"
    r"|(?P<comma>\b(?:[^\W\d_]{2,}|\d{1,4}),)(?=[^\W\d_]{2})"
    r"|(?P<number>\b[a-z]{3,},)(?=\d)"
    r"|(?P<day>\b[1-3]?\d,)(?=(?:1[89]|20)\d\d\b(?!\d|[.,]\d{3}\b))"
    r"|(?P<colon>(?<![&:])\b[^\W\d_]{3,}[;:])(?=[^\W\d_]{2})"
    r"|(?P<bracket>\([^()\n]{2,80}\))(?=[^\W\d_]{2})"
    r"|(?P<word>\b[^\W\d_]{3,})(?=\((?:[^\W\d_]{3,}|[1-9]\d\)))"
)
MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|tember|ember|ober)?\.? $"
)
TITLES = frozenset(["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Lt", "Gov", "Sen", "Rep", "Rev", "Capt"])
WORD = re.compile(r"[^\W_][\w'’]*|\([^()\n]{0,80}\)?")
SCHEME = re.compile(r"http|https|ftp|mailto|tel|file|javascript|data|re|via", re.IGNORECASE)


CUES = cues(shape=r"[.!?,;:)][^\W\d_]{2}|a,0|0,0000|[^\W\d_]{3}\(")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for spot in SPOT.finditer(text):
        match = SPOTS.match(text, _token(text, spot.start()))
        if match is None or match.end() not in (spot.start(), spot.end()):
            continue
        kind, left, at = str(match.lastgroup), match.group(), match.end()
        following = WORD.match(text, at)
        if following is None or not _wanted(kind, left, following.group(), text, following.end()):
            continue
        if in_address(text, match.start(), at):
            continue
        right = following.group()
        new = right[0].upper() + right[1:] if kind == "small" else right
        message = f"There is no space between “{left[-20:]}” and “{right[:20]}”."
        yield RULE.issue(block, (match.start(), following.end()), message, fix=f"{left} {new}")


def _token(text: str, at: int) -> int:
    """Where the word before a mark begins; for a closing bracket, its opening one."""
    if text[at] == ")":
        return max(text.rfind("(", max(0, at - 82), at), 0)
    first = at
    while first > max(0, at - 40) and text[first - 1].isalnum():
        first -= 1
    return first


def _wanted(kind: str, left: str, right: str, text: str, end: int) -> bool:
    if kind == "day":
        return MONTH.search(text[max(0, end - len(left + right) - 12) : end - len(left + right)]) is not None
    if kind in ("stop", "small"):
        return _sentence_ends(left, right, text, end)
    if kind == "colon":
        return not SCHEME.fullmatch(left[:-1]) and (left[-1] == ";" or left.islower())
    if kind == "bracket":
        inner = left[1:-1]
        return not inner.isalpha() or len(inner) > 5 or inner.isupper()
    if kind == "word":
        inner = right[1:].removesuffix(")")
        if inner.isdigit() and left.lower() in (
            "section",
            "article",
            "clause",
            "rule",
            "law",
            "para",
            "paragraph",
            "act",
        ):
            return False
        return not (inner.islower() and len(inner) <= 4) and right.endswith(")") and left.lower() != inner.lower()
    return True


def _sentence_ends(left: str, right: str, text: str, end: int) -> bool:
    word = left[:-1]
    if DOMAIN.fullmatch(right) or (text.startswith(".", end) and text[end + 1 : end + 2].isalnum()):
        return False
    if right.isupper() and len(right) > 1:
        return word.islower() and len(word) > 3
    if word.isdigit():
        return right in OPENERS
    if word in TITLES:
        return right[1:].islower()
    return len(word) > 1 and (word.islower() or right in OPENERS)
