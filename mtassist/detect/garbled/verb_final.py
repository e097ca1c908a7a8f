"""A verb left over at the end of a sentence: “involved in Putin’s war will.”

German, Dutch, Turkish, Japanese and others end the clause with the verb; a decoder that has said it already says it
again. English ends so only where something is left out and understood (“as he would”, “if you will”) or where the
word is a noun (“against her will”): both are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.garbled._grammar import CLASSES, tokens, with_form, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Edit, Issue, Mqm, Segment, Severity, Span

RULE = Rule(
    id="garbled.verb-final",
    summary="A verb is left over at the end of a sentence.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("He did not want to get involved in [[Anna's war will]].", fix="Anna's war"),
        bad("The team lost the match in [[the rain can]].", fix="the rain"),
        bad("The road to the village has [[been can]].", fix="been"),
        bad("He stays away because the road [[by the rain of May flooded was]].", fix="was flooded by the rain of May"),
        bad(
            "They looked at the bridge, which [[in the war of 1920 destroyed was]].",
            fix="was destroyed in the war of 1920",
        ),
        bad("It happened when [[he from the high board fell]].", fix="he fell from the high board"),
        ok("They were glad because they in the end won. It was when he in the spring of life died."),
        ok("She did it against her will."),
        ok("They want to play as long as the weather will."),
        ok("If the army does not stop them, the police will."),
        ok("He kicked a tin can."),
        ok("It was a show of political will."),
        misses("He has in the morning the house [[left]].", "needs a parser"),
    ),
)

END = re.compile(r"\b(?:will|can|must|shall|could|would|should|may|might)[.!]?$")
MODALS = words("will can must shall could would should may might")
LICENCE = words(
    "than as if but and or when what that which who whom how whether so neither nor because though although while until"
    " before after where why whatever whoever whenever unless ; : , - – —"
)
FINITE = CLASSES["be"] | CLASSES["have"] | CLASSES["modal"] | CLASSES["subj"] | words("those all people that who which")
SUBJECTS = CLASSES["subj"] | words("all both some many others one people someone everyone nobody those these this")
OWNERS = CLASSES["poss"] | words("the a an of political free good ill last living own popular own strong iron at")
LAST = re.compile(r" (was|were|is|are|has|had|have)(?=[.;!?]|$|, (?:and|but|so)\b)")
PART = re.compile(r"\b[a-z]+$")
PLACES = "|".join(sorted(CLASSES["prep"] | {"after"}))
CLAUSE = re.compile(
    r"(?:, (?:which|who)|\b(?:because|since|while|although))(?: (?:the|his|her|their|its) [a-z]+)? "
    rf"((?:{PLACES}) (?:[\w’'-]+ ){{1,8}})$"
)
LATE = re.compile(
    r"\b(?:when|because|while|that|after|before|although) (?P<who>he|she|they|it) "
    rf"(?P<where>(?:{PLACES}) (?:the|an?|his|her|their) "
    r"(?!end|past|time|way|meantime|moment|beginning|first|last|same|main|whole)[\w-]+(?: [a-z]+)?)"
    r" (?P<verb>[a-z]+)(?=[.,;]|$)"
)
STRANDED = frozenset({"been can", "been will", "been must", "be can", "be will", "have can", "has can", "has will"})


def find(segment: Segment) -> Iterator[Issue]:
    for match in LAST.finditer(segment.text):
        yield from _clustered(segment, match)
    for match in LATE.finditer(segment.text):
        if match["verb"] in with_form("past") and match["verb"] not in with_form("base"):
            fix = f"{match['who']} {match['verb']} {match['where']}"
            yield RULE.issue(segment, (match.start("who"), match.end()), f"“{match['verb']}” comes last.", fix=fix)
    if not END.search(segment.text[-8:]):
        return
    row = [t for t in tokens(segment.text) if t.text not in (".", "!")]
    if len(row) < 6:
        return
    verb, before = row[-1], row[-2]
    said = [t.word for t in row]
    stranded = f"{before.word} {verb.word}" in STRANDED and not LICENCE.intersection(said)
    if not stranded and not _left_over(said):
        return
    start = (before if stranded else row[-3]).start
    gone = Edit(Span(before.end, verb.end), "")
    yield RULE.issue(segment, (start, verb.end), f"“{verb.text}” is left over at the end.", fixes=[[gone]])


def _clustered(segment: Segment, match: re.Match[str]) -> Iterator[Issue]:
    """A participle and its auxiliary at the end of a clause that begins with “which”, “who” or “because”."""
    text = segment.text[max(0, match.start() - 140) : match.start()]
    part = PART.search(text)
    clause = CLAUSE.search(text[: part.start()]) if part and part[0] in with_form("part") else None
    if not part or not clause or not FINITE.isdisjoint(clause[1].split()):
        return
    start = match.start() - len(part[0]) - len(clause[1])
    fix = f"{match[1]} {part[0]} {clause[1].rstrip()}"
    yield RULE.issue(segment, (start, match.end()), f"The verbs “{part[0]}{match[0]}” come last.", fix=fix)


def _left_over(said: list[str]) -> bool:
    """A noun and its owner after a preposition, and nothing in the sentence that the verb could echo."""
    place, owner, noun = said[-4:-1]
    if LICENCE.intersection(said) or MODALS.intersection(said[:-1]) or noun in SUBJECTS | OWNERS:
        return False
    named = owner.endswith("'s")
    return place in CLASSES["prep"] and (named or (owner in CLASSES["det"] and noun not in with_form("base")))
