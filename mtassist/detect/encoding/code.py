"""Style sheets and programs of the web page: “@media (max-width: 600px) { … }”, “var x = 1;”, “document.write(…)”.

Scrapers keep them where they stand between two paragraphs, and machines copy them. Articles about programming quote
single names of functions; whole statements with their semicolons and braces they set apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.encoding._markup import CODED
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="encoding.code",
    summary="Code of the web page stands in the text.",
    mqm=Mqm.ENCODING,
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad("The lock was shut. [[.box-top { margin: 0 auto; color: #333; }]] The mayor was late.", fix=""),
        bad(
            "The lock was shut. [[@media screen and (max-width: 600px) { .adv { display: none } }]] It rained.", fix=""
        ),
        bad("The lock was shut. [[var slot = window.slots || [];]] The mayor was late.", fix=""),
        bad("The lock was shut. [[document.write('<p>');]] The mayor was late.", fix=""),
        bad("The lock was shut. [[(function(d, s) { load(d, s); })(document, 1);]] The mayor was late.", fix=""),
        ok("The pupils learned what function(x) means and wrote f(x) = 2x; it was late."),
        ok("The set {1, 2} has two members; the var was late."),
        ok("The VAR = video assistant referee; it was late."),
        misses("The lock was shut. [[margin: 0 auto;]] The mayor was late.", "without its braces it is hardly code"),
    ),
)

_BODY = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
STYLE = re.compile(
    r"@(?:media|font-face|import|keyframes|supports)\b[^{};]{0,200}" + _BODY
    + r"|(?<![\w.#])(?:[.#][A-Za-z][\w-]*|body|div|span|img|iframe|ul|li|p|a|h[1-6])(?:[ ,>.:#]{1,3}[\w-]{1,40}){0,8} ?"
    r"\{ ?[a-z-]{2,30} ?: ?[^{}]{1,400}\}"
)  # fmt: skip
PROGRAM = re.compile(
    r"\(?\bfunction ?\w{0,30} ?\([\w, ]{0,60}\) ?" + _BODY + r"(?: ?\)? ?\([^()]{0,80}\) ?\)?)?;?"
    r"|\b(?:var|let|const) [A-Za-z_$][\w$]* ?= ?[^;\n]{1,300};"
    r"|(?<![\w.])(?:document|window|googletag|console|jQuery)\.\w+(?:\.\w+){0,8} ?"
    r"(?:\([^()\n]{0,300}\)|= ?[^;\n]{1,200}) ?;"
)  # fmt: skip

CUES = CODED


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        if "{" not in block.text and ";" not in block.text:
            continue
        end = 0
        for match in sorted(m.span() for pattern in (STYLE, PROGRAM) for m in pattern.finditer(block.text)):
            if match[0] >= end:
                end = match[1]
                span = Span(*match).shift(block.span.start)
                edit = deletion(document.text, span)
                yield RULE.issue(
                    document, (span.start, span.end), "This is code of the web page, not text.", fixes=[[edit]]
                )
