"""A subject said again as a pronoun: “The wolf it is a protected animal.”, “The mayor he said that …”.

Arabic, French, Portuguese, Hebrew and others take a subject up again (“le loup, il est …”). English has the same words
in a row where a relative pronoun is left out (“the house he was born in is old”), but then another verb follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import CLASSES, with_form, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Edit, Issue, Mqm, Segment, Severity, Span

RULE = Rule(
    id="garbled.double-subject",
    summary="A pronoun says the subject again.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("[[The bear it is]] a protected animal in the north.", fix="The bear is"),
        bad("[[The mayor he said]] that the bridge will open in May.", fix="The mayor said"),
        bad("They stopped because [[the road it was]] very narrow there.", fix="the road was"),
        bad("[[The wounded they were]] taken to the next town.", fix="The wounded were"),
        bad(
            "Ana Lund, [[who heads the office, she explained]] that it is closed.",
            fix="who heads the office, explained",
        ),
        bad(
            "[[The works of the coast line they were]] put out to tender in 2019.",
            fix="The works of the coast line were",
        ),
        bad("The measure, [[which costs ten crowns, it will]] save a lot.", fix="which costs ten crowns, will"),
        ok("The people of the town they were looking for had left. The plan, which failed, it is said, was his."),
        bad("[[The three they were]] taken to the next town.", fix="The three were"),
        bad("“It is late. [[The drivers they have]] already left the old town hall.”", fix="The drivers have"),
        bad("“We wait,” [[he explained Lund]], “for the rain.”", fix="Lund explained"),
        ok("“We wait,” he said Monday, and she added Eva to the list. The three they met were late."),
        ok("The house he was born in is old."),
        ok("It was Ana Lund, who heads the office, she said. They asked Lund, who was there, he added."),
        ok("The man she was married to was not at home."),
        ok("The people they were looking for had left."),
        ok("The time it was open was short."),
        ok("The best team they have ever faced."),
        ok("The moment it was a story, the papers called."),
        ok("The trouble is they are too late for the last bus."),
        ok("His wife denied she had any part in the affair."),
        ok("According to the mayor he is a good man."),
        misses("[[The works, they]] will be finished in May.", "after a comma speech takes a subject up like this"),
    ),
)

VERBS = (
    "is|was|are|were|has|have|had|will|would|can|could|must|said|says|announced|explained|added|arrived|went|came|died"
)
AGAIN = re.compile(rf" (it|he|she|they) ({VERBS})\b(?=([^,.;:!?]{{0,200}}))")
SUBJECT = re.compile(
    r"(?:^|[.!?] |[\"“]|\b(?:because|sa(?:id|ys) that) )((?:[Tt]he|His|Her|Their|Its|Our|My) (?:[a-z]+ )?([a-z]+)"
    r"((?: of the (?:[a-z]+ )?[a-z]+){0,2}))$"
)
WHO = re.compile(
    r"^(?:[^,\"“”]{3,60}), (?P<said>(?:who [^,.;:!?\"“”]{5,80}, (?P<again>(?:he|she|they) )"
    r"(?:said|says|explained|added|stressed|announced|indicated|noted|confirmed|stated|pointed out)(?= that\b)"
    r"|(?:which|that|who) [^,.;:!?\"“”]{5,80}, (?P<thing>(?:it|they) )(?:will|would|has|have|had|was|were|is|are)\b)"
    r"(?! (?:said|thought|believed|hoped|claimed|feared|understood|reported|argued|felt|assumed|seems)\b))(?=[^,]+$)"
)
SPEAKER = re.compile(
    r"[\"”–—-],? (?P<said>(?:he|she) "
    r"(?P<verb>said|says|explained|added|concluded|stressed|declared|underlined|commented) "
    r"(?P<who>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Janu|Febru)ary|March|April|May|June|July|August|\w+ber)"
    r"[A-Z][\w'’]+(?: [A-Z][\w'’]+)?))(?= ?[.,–—-](?:\s|$|[.,\"”]))"
)
WIDEST = 80  # characters before the pronoun in which its subject stands
CLAUSE = re.compile(r" (?:that|because|when|and|but|which|who|while|where|if|as|since|after|before|until)\b")
TIMES = words(
    "time times way fact moment minute day days year years reason reasons more less extent first last second thing"
    " things best better further higher next one ones only place same kind whole week month night hour part"
)
EARLY = frozenset({"time", "way", "first", "last", "only", "best", "same", "next", "one", "more", "less"})
CROWDS = words(
    "two three four five six seven wounded injured police dead victims people officers young old rich poor unemployed"
    " accused arrested"
)
LINKS = (
    CLASSES["art"]
    | CLASSES["poss"]
    | CLASSES["be"]
    | CLASSES["have"]
    | words("been being be very most more also not already never just now always still")
)


CUES = cues(spelt="it he she they")


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    for told in SPEAKER.finditer(text):
        yield RULE.issue(segment, told.span("said"), "The speaker is named.", fix=f"{told['who']} {told['verb']}")
    if not text.endswith((".", "!", ".”", '."')) or text.count(" ") < 5:
        return
    if match := WHO.match(text) if ", who " in text or ", which " in text or ", that " in text else None:
        relative = match["said"].partition(" ")[0]
        message = f"The subject stands before “{relative}”: the pronoun says it again."
        gone = Edit(Span(*match.span("again" if match["again"] else "thing")), "")
        yield RULE.issue(segment, match.span("said"), message, fixes=[[gone]])
    for match in AGAIN.finditer(text):
        from_ = max(0, match.start() - WIDEST)
        said = SUBJECT.search(text[from_ : match.start()])
        if not said or (from_ and not said.start(1) - said.start()):
            continue
        (subject, noun, owner), (pronoun, verb, rest) = said.groups(), match.groups()
        many = noun in CROWDS or (noun.endswith("s") and not noun.endswith("ss"))
        if (
            noun in TIMES
            or (not owner and noun not in CROWDS and noun in _others())
            or EARLY.intersection(subject.split())
            or many != (pronoun == "they")
        ):
            continue
        if _ends(verb, CLAUSE.split(rest)[0].split()):
            gone = Edit(Span(match.start(), match.end(1)), "")
            message = f"“{pronoun}” says “{subject}” again: one is enough."
            yield RULE.issue(segment, (from_ + said.start(1), match.end(2)), message, fixes=[[gone]])


@cache
def _others() -> frozenset[str]:
    """Words that are no noun here: “the criticism is they are”, “his wife denied she had”."""
    return CLASSES["be"] | CLASSES["have"] | CLASSES["modal"] | CLASSES["prep"] | with_form("past") | with_form("third")


def _ends(verb: str, rest: list[str]) -> bool:
    """Whether no second verb follows, nor a preposition or a participle that waits for the noun before."""
    if verb in ("said", "says", "announced", "explained", "added"):
        return True
    if len(rest) < 2 or rest[-1] in CLASSES["prep"] or (verb in CLASSES["have"] and len(rest) < 4):
        return False
    return not any(_finite(rest, n) for n in range(len(rest)))


def _finite(rest: list[str], n: int) -> bool:
    word = rest[n]
    if word in CLASSES["be"] | CLASSES["have"] | CLASSES["modal"] | {"did", "does", "do"}:
        return True
    before = rest[n - 1] if n else "be"
    if word in with_form("third"):
        return before not in LINKS
    return word in with_form("past") and before not in LINKS and not before.endswith("ly")
