"""A verb on both sides of what depends on it: “who comes to eat comes every Tuesday”, “said Benn said”.

Languages that put the verb last make a decoder say it twice, once where English wants it and once where the source has
it; Korean and Japanese close a speech with “he said” though it has its speaker already. People write a verb twice
around a noun only when one of them is a noun itself (“it meets needs to fit needs”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.repetition._words import pieces, ring
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.verb",
    summary="A verb is said again after what depends on it.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.88,
    examples=(
        bad("A student who [[comes to eat comes]] every Tuesday.", fix="comes to eat"),
        bad("He [[went to the market went]] alone.", fix="went to the market"),
        bad("“It is late,” [[said Anna Benn said]].", fix="said Anna Benn"),
        bad("“It is late,” [[said the mayor said]].", fix="said the mayor"),
        bad("“It is late,” the mayor said, “and we are tired[[,” he said.]]", fix=".”"),
        bad("A man of 45 said, “I cannot go home[[.” he said.]]", fix=".”"),
        bad("It is expected that the snow will go on until Friday[[, it is expected]].", fix=""),
        ok("The man said, “I cannot go home.” He said nothing else, it is said."),
        ok("“It is late,” the mayor said. “We are tired,” he said."),
        ok("She comes to eat and comes to drink; what comes to town comes to us."),
        ok("Whoever went to the market went home happy."),
        ok("The minister said Benn said it was late; “Benn,” he said, “said so.”"),
        ok("It works to meet needs; it needs to meet needs."),
        misses("He [[ate in the morning ate]] bread.", "only a few verbs are certain"),
    ),
)

VERBS = "comes|came|goes|went|sits|sat|becomes|became|begins|began|arrives|decided|tried|agreed|wanted|arrived"
WENT = re.compile(
    rf"\b(?P<keep>(?P<verb>{VERBS}) (?:to|in|at|on|from) (?:the |an? )?\w+) (?P=verb)\b(?! (?:and|or|to)\b)"
)
SPEAKS = "said|says|added|adds|told|explained|stressed|stated|noted"
SAID = re.compile(
    rf"[\"”’»],? (?P<keep>(?P<verb>{SPEAKS})"
    r" (?:the |an? |[A-Z])[^\W\d_]*(?: (?!and\b|who\b|that\b|has\b|had\b)[^\W\d_]+){0,2}) (?P=verb)\b"
)
TWICE = re.compile(
    rf"[,.!?][\"”] [^\"“”.!?\n]{{2,60}}\b(?:{SPEAKS})(?: [^\"“”.!?\n]{{2,40}})?, [\"“][^\"“”\n]{{3,300}}"
    rf"(?P<again>[,.](?P<mark>[\"”]) (?:he|she|they|it|the [a-z]+(?: [a-z]+)?) (?P<verb>{SPEAKS})\.)"
)
HEARSAY = "expected|believed|reported|hoped|feared|thought|known"
ONCE_MORE = re.compile(
    rf"\b(?:{SPEAKS}), [\"“][^\"“”\n]{{3,300}}[^\"“”\n.!?,]"
    rf"(?P<again>[.,]?(?P<mark>[\"”]),? (?:he|she|they|it) (?P<verb>{SPEAKS})\.)"
)
EXPECTED = re.compile(
    rf"\bit is (?P<verb>said|{HEARSAY}) that [^.!?\n]{{10,300}}"
    r"(?P<again>, it is (?P=verb)(?: that)?)\.",
    re.IGNORECASE,
)
FORMS = frozenset(f"{VERBS}|{SPEAKS}|{HEARSAY}".split("|"))
WHO = re.compile(r"\b(?:what|whoever|whatever|wherever|when|if|as|where|all)\b", re.IGNORECASE)

CLOSING = (*(f" {verb}." for verb in SPEAKS.split("|")), ", it is ")


def glance(text: str) -> bool:
    """Whether a verb may come again a few words later, or close a speech."""
    return ring(text) or any(map(text.__contains__, CLOSING))


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if FORMS.isdisjoint(pieces(text)):
        return
    for match in WENT.finditer(text):
        if not WHO.search(text, max(0, match.start() - 40), match.start()):
            yield RULE.issue(block, match.span(), f"“{match['verb']}” is said twice.", fix=match["keep"])
    for match in SAID.finditer(text):
        start, end = match.span("keep")[0], match.end()
        yield RULE.issue(block, (start, end), f"“{match['verb']}” is said twice.", fix=match["keep"])
    for match in TWICE.finditer(text):
        message = "The same speech has a reporting clause in its midst already."
        yield RULE.issue(block, match.span("again"), message, fix="." + match["mark"])
    for match in ONCE_MORE.finditer(text):
        message = f"“{match['verb']}” stands before the speech already."
        yield RULE.issue(block, match.span("again"), message, fix="." + match["mark"])
    for match in EXPECTED.finditer(text) if ", it is " in text else ():
        yield RULE.issue(block, match.span("again"), f"“{match['verb']}” is said twice.", fix="")
