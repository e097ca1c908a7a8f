"""Letters of another script in English text: “the Mu シa Open”, “Рutin”, “С. Ivanov”, “@芳芳一人”.

Models copy what they cannot read, and keyboards mix letters that look alike. English writers show other scripts too,
in quotes or brackets with an explanation, as signs in science (“α”), and in tags: those stay quiet. A letter that only
looks Latin is replaced by the one it looks like; an initial by the one it sounds like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist import lists
from mtassist.cues import cues
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="untranslated.script",
    summary="Letters of another script stand in English text.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.92,
    examples=(
        bad("A ticket to the Ka [[シ]]a Open."),
        bad("The menu “of the house”[[暮]]Lifestyle page", fix=""),
        bad("Open [[@山田一人日記]]. The clips are calm."),
        bad("[[Рoland]] spoke first.", fix="Poland"),
        bad("It was + 22 °[[С]] at noon.", fix="C"),
        bad("The owner, [[С]]. Ivanov, spoke.", fix="S"),
        bad("The owner spoke of [[пока этих ваших]] and left."),
        bad("The town of Lindow[[ (林道)]] voted.", fix=""),
        bad("The shop is open.\n\n[[ニュース 第4巻 公式]]\n\nIt was late.", fix=""),
        bad("Follow us for more [[【点击此处】]]", fix=""),
        bad("The shop is open.\n\n[[<무단 전재 및 재배포 금지 ⓒ>]]\n\nIt was late.", fix=""),
        bad("The poem begins.\n\n[[はじまりはいつも雨、あなたは来ない。]]"),
        bad("Shop opens at harbour [[話題]] Topic of the day", fix=""),
        bad("Town News[[ー]]Town Paper", fix=" – "),
        ok("The “α” and β-blockers cost 3 µg or 5 Ω."),
        ok("The word “自由” (freedom) was painted over."),
        ok("Lindow (Chinese: 林道) voted."),
        ok("They marched under #свобода and #自由."),
        ok("The poet Aya Hinata (日向 彩 Hinata Aya, born 1981) spoke."),
        ok("The site пример.рф was offline."),
        ok("The sign reads “出口”, or exit."),
        misses("The mayor of [[Mосква".replace("[[Mосква", "[[Moskwa]] spoke."), "Latin letters: a matter of spelling"),
    ),
)

LETTERS = (
    "\u0370-\u0373\u0376-\u03ff\u0400-\u052f\u0531-\u0587\u0590-\u1cff\u1f00-\u1fff\u2e80-\u2fdf\u3005-\u3007\u3040-\u309f"
    "\u30a1-\u30fa\u30fc-\ua63f\ua640-\ua6ff\ua800-\uab2f\uabc0-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefc\uff66-\uffdc"
    "\U00010000-\U0001cfff\U00020000-\U0003ffff"
)
BETWEEN = (
    '\u0300-\u036f\\d \u00a0\u200c\u3001\u3002\u30fb\uff0c\uff1a\u300c-\u3011\uff01\uff1f\uff08\uff09…·.,:!?"“”()-'
)
FAR = re.compile(f"[{LETTERS}]")
RUN = re.compile(f"@?[{LETTERS}]+(?:[{BETWEEN}]{{1,4}}[{LETTERS}]+)*")
MIXED = re.compile(r"(?<![^\W_])(?=[^\W_]*[A-Za-z])[^\W_]*[\u0370-\u052f][^\W_]*")
QUOTED = re.compile(r"[\"“‘«„'][^\"“”‘’«»„]*$")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
BRACKET = re.compile(r"【[^【】A-Za-z]*】|\[[^][A-Za-z]*\]|<[^<>A-Za-z]*>|〈[^〈〉A-Za-z]*〉")
LINE = 60  # characters of a label
STOP = re.compile("[.!?。！？…।؟][\"'”’»」』)]*$")
SIGNS = re.compile("[\u060c\u061b\u061f\u0660-\u066c\u06d4\u06f0-\u06f9\u0964-\u096f\u09e6-\u09ef\u0e50-\u0e59]+")
REACH = 60  # as far as a label or cue may stand before
LABEL = re.compile(r"\b[A-Za-z]+: ?$")
GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]{1,2}")
MARKS = {"ー": "–", "丨": "|"}  # a long vowel and a stroke, used as a dash and a bar
ADDRESS = re.compile(r"[^\W\d_]\.[^\W\d_]{2,}$")


@cache
def alike() -> dict[str, str]:
    """Letter → the Latin letter it looks like."""
    return {row["letter"]: row["looks"] for row in lists.rows("letters") if row["looks"]}


@cache
def sounds() -> dict[str, str]:
    """Cyrillic capital → the Latin initial it stands for."""
    return {row["letter"]: row["sounds"] for row in lists.rows("letters") if row["sounds"]}


CUES = cues(shape=FAR.pattern)


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        if block.text.isascii() or not FAR.search(block.text):
            continue
        if len(document.blocks) > 1 and not LATIN.search(block.text):
            yield _line(document, block)
        else:
            yield from _places(block)


def _line(document: Document, block: Block) -> Issue:
    """A whole line: a label or a credit can go, a sentence may be missed."""
    span = block.span
    fixes = [[deletion(document.text, span)]] if len(block.text) <= LINE and not STOP.search(block.text) else []
    return RULE.issue(document, (span.start, span.end), "This line was left in another script.", fixes=fixes)


def _places(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in BRACKET.finditer(text):
        if FAR.search(match.group()):
            fixes = [[deletion(text, Span(*match.span()))]]
            yield RULE.issue(block, match.span(), "This was left in another script.", fixes=fixes)
    text = BRACKET.sub(lambda bracket: "x" * len(bracket.group()), text)
    for match in MIXED.finditer(text):
        yield _mixed(block, *match.span())
    for match in RUN.finditer(MIXED.sub(lambda mixed: "x" * len(mixed.group()), text)):
        if not SIGNS.fullmatch(match.group()) and not _meant(text, *match.span()):
            yield _run(block, *match.span())


def _mixed(block: Block, start: int, end: int) -> Issue:
    word = block.text[start:end]
    new = "".join(alike().get(c, c) for c in word)
    fix = new if new.isascii() or not FAR.search(new) else None
    return RULE.issue(block, (start, end), "This word mixes letters of two alphabets.", fix=fix)


def _meant(text: str, start: int, end: int) -> bool:
    """Signs, tags, labelled or explained originals: a writer's own."""
    run, before, after = text[start:end], text[max(0, start - REACH) : start], text[end : end + 1]
    if before.endswith("#") or GREEK.fullmatch(run) or LABEL.search(before[-20:]) or ADDRESS.search(run):
        return True
    if before.endswith("(") and re.match(r" [A-Z][\w ]*[,)]", text[end : end + 40]):  # how a name is written and said
        return True
    quoted = before[-1:] in "\"“‘«„'「『" and after in "\"”’»'“」』" and before and after
    gloss = re.match(r".? ?\(|.?,? (?:or|meaning|which|means|reads|is)\b", text[end : end + 12])
    return bool(quoted and (gloss or (len(run) > 1 and re.search(r"\b(?:word|sign|read|said|slogan)\w* .?$", before))))


def _run(block: Block, start: int, end: int) -> Issue:
    text, run = block.text, block.text[start:end]
    before, after = text[max(0, start - REACH) : start], text[end : end + 1]
    if run in MARKS:
        new = MARKS[run] if before[-1:].isspace() and after.isspace() else f" {MARKS[run]} "
        return RULE.issue(block, (start, end), "This is a mark of Japanese or Chinese writing.", fix=new)
    if len(run) == 1 and (letter := _letter(text, start)):
        return RULE.issue(block, (start, end), "This letter is not a Latin one.", fix=letter)
    if before.endswith("(") and after == ")":
        blank = before.endswith(" (")
        message = "A name in the other script was kept."
        return RULE.issue(block, (start - 1 - blank, end + 1), message, fix="", confidence=0.75)
    if tail := re.search(r" ?[-–|] ?$", before) if not after else None:
        fixes = [[Edit(Span(tail.start(), end), "")]]
    else:
        fixes = [[Edit(Span(start, end + after.isspace()), "")]] if _stray(text, start, end) else []
    return RULE.issue(
        block, (start, end), "These words were left in another script.", fixes=fixes, safety=Safety.REVIEW
    )


def _letter(text: str, at: int) -> str | None:
    """What a lone letter should be: a unit, an initial, or its Latin twin."""
    if text[at + 1 : at + 2] == "." and re.match(r"\.[ ]?[A-Z]", text[at + 1 :]):
        return sounds().get(text[at])
    if text[max(0, at - 2) : at].endswith(("°", "° ")) or not (
        text[max(0, at - 1) : at].isalnum() or text[at + 1 : at + 2].isalnum()
    ):
        return alike().get(text[at])
    return None


def _stray(text: str, start: int, end: int) -> bool:
    """A few characters before a capital and after no letter: what they say follows, or nothing is missed."""
    following = text[end : end + 2].lstrip(" ")[:1]
    return (
        end - start <= 4
        and following.isascii()
        and following.isupper()
        and not text[max(0, start - 1) : start].isalnum()
    )
