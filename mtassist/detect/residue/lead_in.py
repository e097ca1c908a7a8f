"""A label before quoted words that only the source's news style has: “Direct speech: "We will stay."”

Ukrainian and Russian news sites set such labels (Пряма мова:, Дословно:) and translation keeps them. English attributes
the quotation in the sentence. A heading such as “In quotes:” or a colon in a sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.residue._people import NAME
from mtassist.detect.residue._position import removal
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.lead-in",
    summary="A label of the source's news style stands before a quotation.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad('[[Direct speech:]] "We will stay here until the spring," Moroz said.', fix=""),
        bad("He spoke to the press.\n\n[[Direct speech:]]\n\n“We will stay here until the spring.”", fix=""),
        bad("[[Verbatim:]] “We will stay here until the spring.”", fix=""),
        bad("[[Literally:]] “We will stay here until the spring.”", fix=""),
        bad("[[Direct speech of Moroz:]] “We will stay here until the spring.”", fix="Moroz:"),
        bad("[[Moroz's direct speech:]] “We will stay here until the spring.”", fix="Moroz:"),
        ok("Quote of the day: “We will stay.”"),
        ok("Children learn direct speech: words set in quotation marks."),
        ok("He meant it literally: “Not one car will pass.”"),
        ok("Background: the bridge was closed in 2019 after a barge hit it."),
    ),
)

LABEL = (
    r"(?:Direct\sspeech|Verbatim(?:\squote)?|Literal(?:ly|\squote|\squotation)?|Word\sfor\sword"
    r"|Quot(?:e|ation)(?:\stext)?"
    r"|Full\squote|Citation|Direct\squot(?:e|ation)|Speech(?=:\s*[\"“]))"
)
OWNER = rf"(?:{NAME}|[A-ZÀ-ÞĆČĐŁŚŠŽŹŻ][\w'-]+)"
OPENING = re.compile(
    rf"(?:{LABEL}|{LABEL}\s(?:of|from|by)\s(?P<of>{OWNER})|(?P<by>{OWNER})['’]s\s(?:direct\sspeech|verbatim|quote))\s?:"
    r"(?=\s*[\"“”„«‟]|\s*$)"
)


CUES = cues("direct verbatim literal literally word quote quotation full citation speech") & cues(shape=":")


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        match = OPENING.match(block.text[:160]) if ":" in block.text[:80] else None
        if not match or (match.end() == min(len(block.text), 160) and not _quotes_next(document, block.span.end)):
            continue
        start, end = block.span.start, block.span.start + match.end()
        message = "This label belongs to the source's news style: name the speaker in the sentence instead."
        if owner := match["of"] or match["by"]:
            yield RULE.issue(document, (start, end), message, fix=f"{owner}:")
        else:
            yield removal(RULE, document, Span(start, end), message)


def _quotes_next(document: Document, offset: int) -> bool:
    return document.text[offset:].lstrip()[:1] in set("\"“”„«‟'‘")
