"""Characters spelt out as in a web page: “&amp;”, “& mdash;”, “it & # 39; s”, “#8217;”, “amp;”.

A page's code was translated as if it were words, so names of characters come back as they stood, or pulled apart by
blanks. An ampersand followed by letters is also plain English (“AT&T”, “R&D”, “this&not that”): only full names with
their semicolon count, and of names broken by blanks only those that are no English words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mtassist.detect.encoding._joints import join
from mtassist.detect.encoding._markup import CODED, places
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="encoding.entity",
    summary="A character is spelt out as in the code of a web page.",
    mqm=Mqm.ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    confidence=0.98,
    examples=(
        bad("Hall [[&amp;]] Sons opened in 1974.", fix="&"),
        bad("Hall [[&amp;amp;]] Sons opened in 1974.", fix="&"),
        bad("The plan [[& mdash;]] if there is one – is late.", fix="—"),
        bad("He said “no[[& # 8221 ;]].", fix="”"),
        bad("It[[ & # 39; ]]s late.", fix="'"),
        bad("The town[[&#8217;]]s plan is late.", fix="’"),
        bad("The plan is late.[[&nbsp;]]Nobody minds.", fix=" "),
        bad("The town[[#39;]]s plan is late.", fix="'"),
        bad("Hall [[amp;]] Sons opened in 1974.", fix="&"),
        bad("The caf[[&eacute;]] is shut.", fix="é"),
        ok("The club signed &lt;unk&gt; and &lt;b&gt;won."),
        ok("AT&T and R&D; this&not that."),
        ok("Rock & pop; jazz & not; soul & image;"),
        ok("Issue #39; page 4."),
        ok("See https://example.org/?a=1&copy=2&lang=en for details."),
        misses("It is 39[[39;]]s.", "digits alone are a number"),
    ),
)

NAMES = (
    "amp|nbsp|quot|apos|lt|gt|mdash|ndash|hellip|rsquo|lsquo|rdquo|ldquo|sbquo|bdquo|laquo|raquo|lsaquo|rsaquo|shy|middot"
    "|ensp|emsp|thinsp|zwj|zwnj"
)
ENTITY = re.compile(
    r"&(?:amp ?; ?)*(?:#(?:\d{1,6}|[xX][0-9a-fA-F]{1,6})|[A-Za-z]{2,10}\d?);"
    rf"|& ?(?:amp ?; ?)*(?:# ?(?:\d ?){{2,5}}|# ?[xX] ?[0-9a-fA-F]{{2,5}} ?|(?i:{NAMES}) ?);"
    rf"|&(?i:{NAMES})(?![A-Za-z=;])"
    r"|(?<![&\w/#])(?:amp|nbsp|quot|apos|mdash|ndash|hellip|rsquo|lsquo|rdquo|ldquo|laquo|raquo);"
    r"|(?<=[A-Za-z])#(?:0?39|8217|8216|34|822[01]|821[12]);"
)

CUES = CODED


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if ";" not in text and "&" not in text:
        return
    code = places(text) if "lt" in text else frozenset()
    quotes = 0
    for match in ENTITY.finditer(text):
        if match.start() in code or (new := _meaning(match.group())) is None:
            continue
        quotes += new == '"'
        start, end = join(text, *match.span(), new, opens=quotes % 2 == 1)
        message = f"“{match.group()}” is code for a character." if new.strip() else "This is code for a blank."
        yield RULE.issue(block, (start, end), message, fix=new)


def _meaning(code: str) -> str | None:
    """The character meant, or None when there is none to be read."""
    plain = re.sub(r"\s+", "", code)
    plain = plain if plain.startswith("&") else "&" + plain
    plain = plain if plain.endswith(";") else plain + ";"
    for form in (plain, plain.lower()):
        said = html.unescape(html.unescape(html.unescape(form)))
        if said != form and len(said) <= 2 and (said.isprintable() or said.isspace() or said == "\N{SOFT HYPHEN}"):
            return " " if said.isspace() else said.replace("\N{SOFT HYPHEN}", "")
    return None
