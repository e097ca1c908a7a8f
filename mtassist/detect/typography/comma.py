"""A comma that splits what belongs together, or one that is missing: “a chance, to”, “the fact, that”.

German, Russian and Arabic set a comma before every clause, Turkish one behind the subject; English does neither. It
closes an apposition on both sides: “The chairman of the club, Ana Lund, said”. “…, he said, that …” with the speaker
put in between is right and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.typography._capitals import capitals
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.comma",
    summary="A comma splits what belongs together, or one of a pair is missing.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad("The opening is a [[chance, to]] show what they can do.", fix="chance to"),
        bad("They spoke of the [[fact, that]] nobody came.", fix="fact that"),
        bad("The mayor [[said, that]] nobody came.", fix="said that"),
        bad("The mayor [[said that, the]] bridge is closed.", fix="said that the"),
        ok("The mayor said that, the day before, the bridge was closed."),
        bad("The mayor pointed [[out , that]] nobody came.", fix="out that"),
        bad("Stating that he has no heirs, [[Lund, said]]: “It is over.”", fix="Lund said"),
        bad("Noting that the bridge is old, [[Mayor Ana Lund, added]] that it is closed.", fix="Mayor Ana Lund added"),
        bad("The chairman of the committee, [[Ana Lund said]]: “It is over.”", fix="Ana Lund, said"),
        bad("It came with a [[stuffed, wolverine]].", fix="stuffed wolverine"),
        ok("The opening was, by all chance, to be held on Monday."),
        ok("This suggests, the mayor says, that nobody came."),
        ok("They had a plan, to be sure, and a second chance, to say the least."),
        ok("It was, in fact, that simple. Stating his aims, the mayor, Ana Lund, said that it was over."),
        ok("In the spring, Ana Lund said so. The director of the film, which Ana Lund said was bad, left."),
        ok("He met a retired, old man, and a needed, if belated, change."),
        misses("They wanted [[it, that]] nobody came.", "too many right sentences look like it"),
    ),
)

NOUNS = "chance|opportunity|ability|right|attempt|decision|desire|refusal|willingness|intention|permission|possibility"
VERBS = (
    "said|says|stated|noted|stressed|emphasized|emphasised|believes|believed|announced|reported|added|claims|claimed"
    "|explained|confirmed|recalled|reminded|underlined|hopes|hoped|thinks|knows|knew|argued|warned|insisted|admitted"
)
COMMA = re.compile(r",(?= (?:to|that) [a-z]| [a-z]{4,}[.;?!])")
LEFT = re.compile(
    rf"\b(?:(?:a|the|his|her|their|our|an|this) (?P<noun>{NOUNS})|the (?P<fact>fact)|(?P<verb>{VERBS}|(?<=pointed )out)"
    r"|an? (?P<adjective>[a-z]{3,}(?:[^e]ed|ous|ful|less|ical)))$"
)
RIGHT = {
    "noun": re.compile(r" to(?= (?!be\b|say\b)[a-z]+ [a-z])"),
    "fact": re.compile(r" that(?= [a-z])"),
    "verb": re.compile(r" that(?= [a-z])"),
    "adjective": re.compile(r" (?!(?:and|or|but|if|yet|albeit|though|while|not)\b)[a-z]{4,}(?=[.;?!])"),
}
BEHIND = re.compile(
    rf"\b(?P<left>(?:{VERBS}|mention(?:ed|ing)|not(?:ing|able)|clarified|revealed|indicated|noteworthy) that) ?,"
    r"(?P<right> (?:the|it|he|she|they|we|this|these|there))(?= [^,;:\"“”–—\n]{8,300}[.!](?:\s|$))"
)
NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
PARTICIPLE = re.compile(
    r"(?:Stating|Saying|Noting|Adding|Emphasi[sz]ing|Underlining|Stressing|Recalling|Reminding|Claiming|Explaining"
    r"|Expressing|Telling|Speaking|Pointing out|Drawing attention|Mentioning|Arguing|Answering|Evaluating|Touching)\b"
)
SPEAKERS = frozenset(
    [
        "The",
        "Stating",
        "Saying",
        "Noting",
        "Adding",
        "Emphasizing",
        "Emphasising",
        "Underlining",
        "Stressing",
        "Recalling",
    ]
    + ["Reminding", "Claiming", "Explaining", "Expressing", "Telling", "Speaking", "Pointing", "Drawing", "Mentioning"]
    + ["Arguing", "Answering", "Evaluating", "Touching"]
)
ROLES = (
    "chairman|chairwoman|chair|president|director|head|mayor|governor|minister|secretary|spokesman|spokeswoman|coach"
    "|manager|leader|commander|chief|dean|rector|editor|deputy|ambassador|prosecutor|judge|founder|owner|captain"
)
APPOSED = re.compile(
    rf"The (?:[a-z-]+ ){{0,3}}(?:{ROLES}) (?:of|for|at) (?:the )?[\w'’ -]{{2,60}}, "
    rf"(?P<name>(?:[A-Z][a-z]{{1,4}}\. )?{NAME}) "
)
APPOSITION = re.compile(
    r", (?:the|a|an|its|his|her|their|our|[A-Z][\w-]*[’']s) [\w'’ -]{2,80}$|, [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*$"
)


@cache
def _spoken() -> re.Pattern[str]:
    verbs = "|".join(sorted(w for w in words("reporting_verbs") if w.isalpha()))
    return re.compile(rf", (?P<name>{NAME})(?P<comma> ?,) (?P<verb>{verbs})\b")


CUES = cues(shape=",")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "," not in text:
        return
    for comma in COMMA.finditer(text):
        at = comma.start() - (text[comma.start() - 1 : comma.start()] == " ")
        left = LEFT.search(text, max(0, at - 40), at)
        right = RIGHT[str(left.lastgroup)].match(text, comma.end()) if left else None
        if left and right and not (left["verb"] and "," in _sentence(text, left.start())):
            start = left.start(str(left.lastgroup))
            fix = left[str(left.lastgroup)] + right.group()
            yield RULE.issue(block, (start, right.end()), "The comma splits the sentence.", fix=fix)
    for match in BEHIND.finditer(text) if " that" in text else ():
        yield RULE.issue(block, match.span(), "The comma splits the sentence.", fix=match["left"] + match["right"])
    for at in (0, *(place.start for place in capitals(text) if place.word in SPEAKERS)):
        yield from _speaker(block, at)


def _sentence(text: str, at: int) -> str:
    """The sentence up to a place."""
    return text[max(text.rfind(". ", max(0, at - 200), at), at - 200, 0) : at]


def _speaker(block: Block, at: int) -> Iterator[Issue]:
    """A speaker with one comma: too many after a participle, too few after an apposition."""
    text = block.text
    if PARTICIPLE.match(text, at):
        match = _spoken().search(text, at, at + 400)
        clause = text[at : match.start()] if match else ""
        if match and not re.search(r"[.!?:]\s", clause) and not APPOSITION.search(clause):
            span = (match.start("name"), match.end("verb"))
            fix = f"{match['name']} {match['verb']}"
            yield RULE.issue(block, span, "The comma splits the speaker from the verb.", fix=fix)
    elif match := APPOSED.match(text, at):
        verb = re.compile(r"[a-z]+").match(text, match.end())
        if verb and verb.group() in words("reporting_verbs"):
            fix = f"{match['name']}, {verb.group()}"
            message = f"There is no comma after “{match['name']}”."
            yield RULE.issue(block, (match.start("name"), verb.end()), message, fix=fix)
