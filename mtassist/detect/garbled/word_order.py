"""Words in the order of another language: “Therefore has he resigned”, “If they lose, end Ruud and his men fifth”.

German, Dutch and the Nordic languages put the verb second, whatever comes first; a machine that translates word by word
leaves it there. English does so only in questions, after “not only”, “never”, “so”, and around quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.word-order",
    summary="The words stand in the order of another language.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("[[Therefore has he]] resigned.", fix="Therefore he has"),
        bad("[[On Monday was it]] clear that they would lose.", fix="On Monday it was"),
        bad("[[This announced on]] Saturday, he said.", fix="This was announced on"),
        bad("If they lose, [[end Ruud and his men]] in fifth place.", fix="Ruud and his men end"),
        bad("This is not new, and [[on this builds the]] club."),
        bad("The man was [[to the hospital brought]].", fix="brought to the hospital"),
        ok("Therefore he has resigned."),
        ok("Now is it clear to you?"),
        ok("That said, he is right."),
        ok("If you go to Oslo, visit Ruud and his wife."),
        ok("Then was the time to act."),
        misses("On Monday [[announced the ministry]] a plan.", "needs a parser: “announced” may be a participle"),
    ),
)

FIRST = (
    r"(?:Therefore|Thus|Thereby|Hence|Then|Now|Today|Yesterday|Tomorrow|Already|Meanwhile|Afterwards|Later|Soon|Also|Here"
    r"|Recently|Currently|Finally|Unfortunately|However|Nevertheless|Previously|In addition|According to him|In \d{4}"
    r"|On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
VERB = r"(?:has|have|had|is|are|was|were|will|can|must|could|would|should|wants|goes|comes)"
SECOND = re.compile(rf"^({FIRST},?) ({VERB}) (he|she|they|we|I|it) (?=[a-z])(?![^?]*\?)")
OBJECT = re.compile(
    r"^(This|That) (announced|reported|confirmed|stated|wrote|explained) (on|in|at|during)\b(?! (?:a|the) \w+ing)"
)
ENDING = re.compile(
    r"^(?:If|When|Should) [^\n]{5,200}?, ((?:end|come|stand|remain|stay|finish|go|lose|win)s?) "
    r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: and (?:his|her|their) [a-z]+)?) (?=in |on |at |with |to )"
)
STANDS = re.compile(r"\b[oO]n (?:this|that) (?:builds|relies|depends|rests|hinges) (?:the|his|her|a)\b")
FINAL = re.compile(
    r"\b(?:was|were) ((?:to|into) (?:the|a) (?:[a-z]+ )?[a-z]+) (brought|taken|transported|flown|admitted|moved)\b"
    r"(?=[.,;]|$| and )"
)


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    if match := SECOND.match(text):
        fix = f"{match[1]} {match[3]} {match[2]}"
        yield RULE.issue(segment, (0, match.end(3)), "The subject comes before the verb.", fix=fix)
    elif match := OBJECT.match(text):
        fix = f"{match[1]} was {'written' if match[2] == 'wrote' else match[2]} {match[3]}"
        yield RULE.issue(
            segment, (0, match.end(3)), f"Who “{match[2]}” this? The order is that of another language.", fix=fix
        )
    elif (match := ENDING.match(text)) and _ends(match):
        fix = f"{match[2]} {match[1]}"
        yield RULE.issue(segment, (match.start(1), match.end(2)), "The subject comes before the verb.", fix=fix)
    for match in STANDS.finditer(text) if "n th" in text else ():
        yield RULE.issue(segment, match.span(), "The subject comes before the verb.")
    if "hospital" in text or "clinic" in text or "station" in text:
        for match in FINAL.finditer(text):
            span = (match.start(1), match.end(2))
            yield RULE.issue(segment, span, f"“{match[2]}” comes first.", fix=f"{match[2]} {match[1]}")


def _ends(match: re.Match[str]) -> bool:
    """The bare form may be an order to the reader, unless the subject goes on (“Ruud and his men”)."""
    return match[1].endswith("s") or " and " in match[2]
