"""Two marks where one belongs, or marks of another script: “campaign,, the”, “well. , so”, “yes，no”, “¿And now?”.

Systems carry over the full-width marks of Chinese and Japanese and the commas of Arabic, and leave two marks where a
clause was dropped. Abbreviations (“Co., Ltd.”, “etc.;”), “?!” and dots in a row are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.typography._near import QUOTES, abbreviation, after, before, in_address
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.punctuation",
    summary="Two punctuation marks stand where one belongs, or a mark is not an English one.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.93,
    examples=(
        bad("After a long campaign[[,,]] the party won.", fix=","),
        bad("The party won the election[[. .]] The others lost.", fix="."),
        bad("The mayor was brief[[::]] nothing will change.", fix=":"),
        bad("After a long campaign[[, ,]] the party won.", fix=","),
        bad("The damage was small[[. ,]] according to the army.", fix=","),
        bad("The party won the election[[,.]]", fix="."),
        bad("The party won the election[[..]]", fix="."),
        bad("The party won[[;.]] The others lost.", fix="."),
        bad("The party had one aim[[:.]] The others had none.", fix="."),
        bad("Is that all[[? .]] Nobody knows.", fix="?"),
        bad("He came[[，]]she left.", fix=", "),
        bad("It was closed[[。]]", fix="."),
        bad("The parts: steel[[、]]glass and stone.", fix=", "),
        bad("The picture (Reporter Li Na[[）]] was sent later.", fix=")"),
        bad("He left Cairo[[،]] then he came back.", fix=","),
        bad("The party waited[[..]] and lost again.", fix="..."),
        bad("It is not found yet[[..]]", fix="."),
        bad("For once he smiled...[[。]]", fix=""),
        bad("[[¿]]And now what? Nobody knows.", fix=""),
        bad("The mayor said so[[।]] Then he left.", fix="."),
        bad("The rain [[……]] went on.", fix="..."),
        bad("Some [[10～20]] people came.", fix="10-20"),
        ok("They sang “¡Viva la vida!” and asked ¿Qué pasa? in the street."),
        ok("Jon &Oslash;, 44, of K&oslash;, agreed."),
        ok("Wald Co., Ltd. and others, etc.; they met at 6 p.m., then left."),
        ok("He waited ... and waited.... Who?! Really?!"),
        ok("See ../notes and 2..5 for more."),
        ok("They wrote 中文，日本語。 on the wall."),
        misses("She sang in “Hurrah![[,]] a musical.", "needs to know where the title ends"),
    ),
)

LATIN = r"(?<=[^\W\d_])"
TELLING = re.compile(r"[,.;:?!][ \u00a0]{0,3}[,.;:]")
DOUBLE = re.compile(
    r"(?P<first>,[ \u00a0]{0,3}),(?:[ \u00a0]{0,3},)*"
    r"|(?P<stop>(?<![.!?])[.;:][ \u00a0]{0,3})[,;](?!\w)"
    r"|(?P<mark>[,;:][ \u00a0]{0,3})\.(?![.\w])"
    r"|(?P<comma>,[ \u00a0]{0,3})[;:](?=\s)"
    r"|(?<!\.)\.\.(?![./\\\w])|(?<![.\s])\. \.(?=\s|$)(?! ?\.)|:[ ]?:(?=\s)"
    r"|[?!][ \u00a0]?\.(?!\.)"
)
FOREIGN = {
    "，": ",",
    "、": ",",
    "､": ",",
    "،": ",",
    "。": ".",
    "｡": ".",
    "．": ".",
    "；": ";",
    "؛": ";",
    "：": ":",
    "！": "!",
    "？": "?",
    "؟": "?",
    "（": "(",
    "）": ")",
    "【": "[",
    "】": "]",
    "［": "[",
    "］": "]",
    "％": "%",
    "・": " ",
    "‧": " ",
    "।": ".",
    "॥": ".",
    "։": ".",
    "\u037e": "?",
    "·": " ",
    "٪": "%",
    "‚": ",",
    "﹐": ",",
    "﹔": ";",
}
STRANGE = re.compile("[，、､،。｡．；؛：！？؟）】］％।॥։\u037e٪﹐﹔‚（【［・‧·]")
BETWEEN = frozenset("・‧·")  # stand between two parts of a name
DOTS = re.compile("…{2,}|\N{HORIZONTAL ELLIPSIS}\\.+")
WAVE = re.compile(r"(?<![\w.,])[0-9]+[～〜][0-9]+\b")
SPANISH = re.compile(r"[¿¡](?P<word>[A-Za-z][a-z'’]*) (?P<next>[a-z]+)")
ENGLISH = frozenset(
    [
        "and",
        "what",
        "who",
        "how",
        "why",
        "where",
        "when",
        "is",
        "are",
        "do",
        "does",
        "did",
        "the",
        "but",
        "will",
        "can",
        "it",
    ]
    + [
        "so",
        "which",
        "was",
        "were",
        "have",
        "has",
        "should",
        "would",
        "could",
        "or",
        "not",
        "you",
        "we",
        "they",
        "this",
    ]
    + ["that", "if", "in", "let", "now"]
)
ENTITY = re.compile(r"&\w+;$")
EAST = re.compile("[\u0590-\u08ff\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")


CUES = cues(shape=rf"^[,.;:]|[,.;:?!][,.;:]|[…～〜¿¡]|{STRANGE.pattern}")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in DOUBLE.finditer(text) if TELLING.search(text) else ():
        start, end = match.span()
        if _doubled(text, start, end):
            marks = match.group()
            safety = Safety.REVIEW if marks[0] == ":" != marks[-1] else RULE.safety  # a colon may have been meant
            message = f"“{marks}” is one mark too many."
            yield RULE.issue(block, (start, end), message, fix=_kept(marks, text, end), safety=safety)
    if not text.isascii():
        yield from _strange(block)


def _doubled(text: str, start: int, end: int) -> bool:
    left = before(text, start)
    if (after(text, end) in QUOTES and after(text, end)) or left in QUOTES or not left or in_address(text, start, end):
        return False
    mark = text[start]
    if mark == ";" and ENTITY.search(text, max(0, start - 12), start + 1):
        return False
    if mark not in ".?!":
        return left.isalnum() or left in ")]%"
    word = re.search(r"[^\s(\[]*\Z", text[max(0, start - 40) : start])
    said = word.group() if word else ""
    if mark in "?!":
        return (said.isalpha() and said.islower()) or " " in text[start:end]
    return len(said) > 2 and said.islower() and said.isalpha() and not abbreviation(said)


def _kept(marks: str, text: str, end: int) -> str:
    """The mark that stays: the stronger one, but a full stop in mid-sentence gives way to a comma."""
    following = text[end:].lstrip()[:1]
    if marks[0] in "?!":
        return marks[0]
    if marks[0] == "." and marks[-1] in ",;":
        return "." if following.isupper() and marks[-1] == ";" else marks[-1]
    if marks == ".." and following.islower():
        return "..."
    return "." if "." in marks else marks[-1]


def _strange(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in STRANGE.finditer(text):
        start, end, raw = match.start(), match.end(), match.group()
        if not _foreign(text, start, raw):
            continue
        while raw not in "（【［・‧·" and start and text[start - 1] in " \u3000" and match.start() - start < 3:
            start -= 1
        left, right = before(text, start), after(text, end)
        if EAST.match(left) or EAST.match(right):
            continue
        dotted = raw in "。｡．" and (text[max(0, start - 2) : start] == ".." or left == "…")
        fix = "" if dotted else _spaced(FOREIGN[raw], left, right)
        yield RULE.issue(block, (start, end), f"“{raw}” is not an English mark.", fix=fix)
    for pattern, sign in ((DOTS, "…"), (WAVE, "～"), (WAVE, "〜")):
        for match in pattern.finditer(text) if sign in text else ():
            fix = match.group().replace(sign, "-") if pattern is WAVE else "..."
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)
    for match in SPANISH.finditer(text) if "¿" in text or "¡" in text else ():
        if match["word"].lower() in ENGLISH or match["next"] in ENGLISH - {"no", "son", "me", "he"}:
            yield RULE.issue(block, (match.start(), match.start() + 1), "English has no mark at the start.", fix="")


def _foreign(text: str, at: int, raw: str) -> bool:
    """Whether a mark is one that systems leave; “·” and “‚” have uses of their own."""
    left, right = before(text, at), after(text, at + 1)
    if raw == "·":
        return left.islower() and right.isupper()
    if raw in BETWEEN:
        return left.isalpha() and right.isalpha()
    return raw != "‚" or (left.isalpha() and right == " ")


def _spaced(mark: str, left: str, right: str) -> str:
    """The English mark with the blanks that English sets around it."""
    if mark in "([":
        return " " + mark if left.isalnum() else mark
    number = mark in ".:," and left.isdigit() and right.isdigit()
    return mark + " " if mark != " " and not number and (right.isalnum() or (right in QUOTES and right)) else mark
