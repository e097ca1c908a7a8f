"""Tokens of the translation model that a reader should never see: “<unk>”, “⁇”, “▁”, “transla@@ tion”, “</s>”.

Models write words as pieces and mark what they do not know. When the last step of putting the pieces together fails,
the marks stay. Nobody writes them by hand, apart from texts on language models themselves. An unknown word is gone for
good: where the sentence stands without it (“a <unk> whale”) the mark can go; pieces of a word are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import lists
from mtassist.cues import cues
from mtassist.detect.encoding._joints import hole
from mtassist.detect.encoding._markup import CODE, LOST
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="encoding.model-token",
    summary="A token of the translation model is left in the text.",
    mqm=Mqm.ENCODING,
    severity=Severity.MAJOR,
    confidence=0.98,
    examples=(
        bad("The club signed [[<unk>]] for two years."),
        bad("They sell [[⁇]] towels and soap.", becomes="They sell towels and soap."),
        bad("There is a [[<unk>]] whale in the hall.", becomes="There is a whale in the hall."),
        bad("The club signed [[&lt;unk&gt;]] for two years."),
        bad("The club signed [[⁇]] for two years."),
        bad("The [[transla@@ tion]] was late.", fix="translation"),
        bad("The [[trans ##la ##tion]] was late.", fix="translation"),
        bad("The long[[ @-@ ]]term plan failed.", fix="-"),
        bad("The club won[[▁]]again.", fix=" "),
        bad("The club won again. [[</s>]]", fix=""),
        bad("[[__eng_Latn__]] The club won again.", fix=""),
        bad("The club[[<0xE2><0x80><0x99>]]s coach left.", fix="’"),
        ok("Write to press@example.org or follow @@example."),
        ok("The posts carried the tags #one and #two."),
        ok("A “[sic]” was added by the editor [unknown to us]."),
        ok("Did you see that?? We did."),
        misses("The club signed [[unk]] for two years.", "without its brackets it could be a name or a word"),
    ),
)

GATE = re.compile(r"[<@\[▁⁇&￭Ġ‹]|##|__|_[A-Z]")
RANGE = re.compile(r"\d ⁇ \d")  # the Japanese wave dash is unknown to most models
BEFORE_NOUN = re.compile(r"(?<![^\W\d_])[^\W\d_]+ $")
NOUN = re.compile(r" [a-z]{3,}(?![\w@-])")
SMALL = frozenset(
    ["are", "can", "had", "has", "off", "out", "the", "was", "will", "may", "nor", "yet", "how", "why", "who"]
)
PIECES = re.compile(r"[^\W_]+(?:@@ [^\W_]+)+|[^\W_]+(?: ##[^\W_]+)+")
MOSES = re.compile(r" ?@([-,.:/–])@ ?")
JOINER = re.compile(r" ?\N{HALFWIDTH BLACK SQUARE} ?")
BLANK = re.compile(r" ?(?:▁|(?<!\w)Ġ(?=\w))[ ▁]*")
BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")


CUES = cues(shape=GATE.pattern)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in LOST.finditer(text):
        message = "The translation model did not know a word here; look it up in the source text."
        start, end = match.span()
        between = RANGE.match(text, start - 2) if start > 1 else None
        edit = Edit(Span(start - 1, end + 1), "–") if between else _without(text, start, end)
        yield RULE.issue(block, (start, end), message, fixes=[[edit]] if edit else [])
    for match in CODE.finditer(text):
        start, end, new = hole(text, *match.span())
        message = "This is a mark of the translation model, not text."
        yield RULE.issue(block, match.span(), message, fixes=[[Edit(Span(start, end), new)]], safety=Safety.SAFE)
    for start, end, new in _pieces(text):
        message = "A word was left in the pieces that the translation model works with."
        yield RULE.issue(block, (start, end), message, fix=new, safety=Safety.SAFE)


def _without(text: str, start: int, end: int) -> Edit | None:
    """The deletion of an unknown word before a noun, where an adjective or a number may have stood."""
    if start < 2 or text[start - 1] != " " or not BEFORE_NOUN.search(text, max(0, start - 20), start):
        return None
    following = NOUN.match(text, end)
    small = following is None or following.group().strip() in lists.words("english_function_words") | SMALL
    return None if small else Edit(Span(start, end + 1), "")


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    for match in PIECES.finditer(text):
        yield *match.span(), re.sub("@@ | ##", "", match.group())
    for match in MOSES.finditer(text):
        yield *match.span(), match.group(1)
    for match in JOINER.finditer(text):
        yield *match.span(), ""
    for match in BLANK.finditer(text):
        edge = match.start() == 0 or match.end() == len(text)
        yield *match.span(), "" if edge else " "
    for match in BYTES.finditer(text):
        raw = bytes.fromhex(match.group().replace("<0x", "").replace(">", ""))
        yield *match.span(), raw.decode("utf-8", "ignore")
