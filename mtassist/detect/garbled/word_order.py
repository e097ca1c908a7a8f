"""Words in the order of another language: “Therefore has he resigned”, “If they lose, end Ruud and his men fifth”.

German, Dutch and the Nordic languages put the verb second, whatever comes first; a machine that translates word by word
leaves it there. English does so only in questions, after “not only”, “never”, “so”, and around quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import with_form, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Edit, Issue, Mqm, Segment, Severity, Span

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
        bad("[[This announced in the evening the office.]]", fix="The office announced this in the evening."),
        bad("[[In the second half was she]] stronger.", fix="In the second half she was"),
        ok("In no other town was she so happy."),
        bad("If they lose, [[end Ruud and his men]] in fifth place.", fix="Ruud and his men end"),
        bad("This is not new, and [[on this builds the]] club."),
        bad("The man was [[to the hospital brought]].", fix="brought to the hospital"),
        ok("Therefore he has resigned."),
        ok("Now is it clear to you?"),
        ok("That said, he is right."),
        ok("If you go to Oslo, visit Ruud and his wife."),
        ok("Then was the time to act."),
        bad("[[On Monday announced the ministry]] a new plan.", fix="On Monday the ministry announced"),
        bad("[[Therefore has the council]] voted against it.", fix="Therefore the council has"),
        bad(
            "[[According to the report had the city]] received two warnings.",
            fix="According to the report the city had",
        ),
        ok("In the hall, had the men gathered, they would have heard it."),
        ok("Under no law had the city received so much."),
        bad("[[Already in the spring had the guards]] warned of it.", fix="Already in the spring the guards had"),
        bad("[[On Saturday was a young boy]] injured there.", fix="On Saturday a young boy was"),
        ok("On Saturday was the day set for it. In 1950 was a law passed? On Monday was a feast day."),
        bad("[[After the accident demands the union]] a better plan.", fix="After the accident the union demands"),
        ok("In answer to these demands the union called a strike; after the calls the police came."),
        bad("The neighbours [[were by the noise woken]].", fix="were woken by the noise"),
        ok("He was by the time finished with it, and the shop is by the way closed."),
        bad("[[Were present the]] mayor and two guests."),
        ok("Were present the mayor and her guests? Were present conditions to go on, all would be lost."),
        bad("[[To the action were sent]] 14 fire engines."),
        bad("[[On the place works]] the police."),
        bad("The fire is out and [[is ongoing the search]] for its cause.", fix="the search is ongoing"),
        ok("At the scene were two police officers, and the search is ongoing the whole day."),
        bad(
            '[[Ana Lund, "We will open the bridge in May." said.]]',
            becomes='Ana Lund said, "We will open the bridge in May."',
        ),
        ok('The mayor told Ana Lund, "We will open the bridge in May," and that was all she said.'),
        bad("[[That did she]] together with her sister.", fix="She did that"),
        bad("[[That has he]] never forgotten."),
        bad("The queen [[has on Monday a wreath laid]] at the monument.", fix="has laid a wreath on Monday"),
        bad("[[Who wants to come must]] sign up before May.", fix="Anyone who wants to come must"),
        ok("That did it for the team, and they went home."),
        ok("“Who wants to come must decide,” he asked, “and when?”"),
        ok("She has on Monday mornings a class to teach."),
        misses("[[Now voted the council]] against it.", "any verb may come second: only the frequent ones are listed"),
    ),
)

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
FIRST = (
    r"(?:Therefore|Thus|Thereby|Hence|Today|Yesterday|Tomorrow|Already|Meanwhile|Afterwards|Later|Soon|Recently|Currently"
    r"|Finally|Unfortunately|Fortunately|However|Nevertheless|Previously|Then|Now|Instead|Moreover|Furthermore|Perhaps"
    r"|Accordingly|Besides|Additionally|In addition|Since then|With (?:this|that)|For this|Because of this|In this way"
    r"|In the (?:meantime|end|past|future|evening|morning|afternoon)|At the (?:same time|moment)|At present"
    r"|Also|Maybe|Often|Again|Always|Certainly|Naturally|Of course|Actually|Nonetheless|Consequently|As a result"
    r"|Despite this|For now|Shortly afterwards|Immediately|Suddenly|Usually|Sometimes|Probably|Obviously|By now"
    r"|In fact|At first|In this case|For example|From there|First|Even so|Once again|For this reason|In return"
    r"|After (?:that|this)|Before that|Until now|So far|In total|Overall|Last (?:week|year|month|night)"
    rf"|This (?:week|year|morning|evening)|Next (?:week|year|month)|(?:On|Last|This|Next) {DAY}|In (?:19|20)\d\d)"
)
HEADS = frozenset(re.findall(r"[A-Z][a-z]+", FIRST)) | words(
    "Before During Under Through Until Monday Despite According"
)
QUESTION = r"(?![^?]*\?)"
SECOND = re.compile(
    rf"^({FIRST}) (has|have|had|is|are|was|were|will|can|must|could|would|wants|goes|comes)"
    rf" (he|she|they|we|I|it) (?=[a-z]){QUESTION}"
)
NOUN = re.compile(
    rf"^({FIRST}) (has|have|had|will|must) ((?:the|his|her|their|its) [a-z]+)"
    rf" (?:not |also |already |be(?:en)? )?([a-z]+)\b{QUESTION}"
)
SAYING = re.compile(
    rf"^((?:On|Last) {DAY}|In (?:19|20)\d\d|Yesterday|Recently|Later|Earlier) (announced|said|presented|confirmed"
    r"|reported|declared|published|explained|visited|signed|told|won|lost) (the [a-z]+)"
    r" (?=the |a |an |that |his |its |their )"
)
ANNOUNCED = "announced|reported|confirmed|stated|wrote|explained"
OBJECT = re.compile(rf"^(This|That) ({ANNOUNCED}) (on|in|at|during)\b(?! (?:a|the) (?!evening|morning)\w+ing)")
WHO = re.compile(
    rf"^This ({ANNOUNCED}) ((?:on {DAY}|(?:in|on|at|during) (?:the|a) [a-z]+(?: [a-z]+)?|yesterday|today) )?"
    r"((?:the|a|his|her|their|its) [a-z]+(?: [a-z]+){0,3})\.$"
)
PLACE = re.compile(
    r"^((?:In|On|At|After|Since|With|From|During|Under|Through|Until|Despite|Because of|According to) "
    r"[a-z][^,.;:!?\"“”()–—\n]{2,50}?) (has|have|had|is|are|was|were|will|can|must|could|would|should)"
    rf" (he|she|they|we|I|it) (?=[a-z]){QUESTION}"
)
INNER = r"[a-z][^,.;:!?\"“”()–—\n]{2,50}?"
PLACED = re.compile(
    rf"^((?:Already )?(?:[Ii]n|[Oo]n|[Aa]t|After|Since|With|From|During|Despite|Because of|According to) {INNER})"
    r" (has|have|had) ((?:the|his|her|their|its) [a-z]+) (?:not |also |already |been )?([a-z]+)\b"
    rf"{QUESTION}"
)
PASSED = re.compile(
    rf"^((?:On|Last) {DAY}|On (?:the )?\d{{1,2}}(?:st|nd|rd|th)? [A-Z][a-z]+|On [A-Z][a-z]+ \d{{1,2}}"
    r"|In (?:19|20)\d\d|Last night) (was|were) ((?:an?|the|two|three|four|five|several|many) "
    rf"(?!day|date|time|deadline|first|last)[\w-]+(?: [a-z]+)?) ([a-z]+)\b{QUESTION}"
)
CALLS = re.compile(
    rf"^((?:In|On|At|After|Since|With|During|Despite|Because of) (?:the|an?|his|her|their|its) {INNER})"
    r" (demands|demanded|warns|warned|criticises|criticizes|announces|announced|promises|promised|plans|planned|wants"
    r"|wanted) (the [a-z]+) (?=an? |more |better |that |of |against |to )"
)
LICENCE = words(
    "no not only never neither nor none vain little few rarely seldom hardly that this which who whom whose what when"
    " where how why than as if he she it they we i you is are was were has have had did"
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
OBJECTIVE = re.compile(rf"^(That|This) (did|does|has|had|can|will|must|would) (he|she|they|we|I)(?= [a-z]){QUESTION}")
SPLIT = re.compile(
    rf"\b(has|have|had) (on {DAY}|on \d{{1,2}} [A-Z][a-z]+|in (?:19|20)\d\d|yesterday|last (?:week|year|month)) "
    r"((?:the|an?|his|her|their|its)(?: [a-z]+){2,3})\b"
)
BY = re.compile(
    r"\b(was|were|is|are) (by (?:the|an?|his|her|their) (?!time|way|end|minute|day|hour|door|side)(?:[a-z]+ )?[a-z]+)"
    r" ([a-z]+)(?=[.,;]|$)"
)
WERE = re.compile(
    r"^(?:Were|Was) (?:also )?(?:present|invited|elected|killed|injured|arrested|destroyed|involved)"
    rf" (?:the|an?|two|three|four|five|\d+)\b{QUESTION}"
)
VERBS_LAST = tuple(
    f"{verb}{stop}"
    for verb in ("said", "added", "noted", "explained", "stated", "stressed", "sized", "sised", "continued")
    for stop in ("", ".")
)
HELD = tuple(f"{verb} {when}" for verb in ("has", "have", "had") for when in ("on ", "in ", "yesterday", "last "))
WHOEVER = re.compile(
    r"^(Who (?:wants|has|does|is|comes|lives|needs|pays|works|buys|drives) [^,;:?\n]{2,70}?) (must|should|shall)"
    rf"(?= ){QUESTION}"
)


SCENE = re.compile(
    r"^(?:To|Into|On|At) the (?:action|scene|place|site|spot)"
    r" (?:works?|worked|operates?|(?:is|are|was|were) (?:working|sent|called|dispatched))"
    r" (?=the |an? |\d|two |three |four |five |six |seven |eight |nine |ten |police|fire)"
)
ONGOING = re.compile(
    r"\b(is (?:ongoing|underway)) ((?:the|an?) (?!day|week|whole|entire|same|moment|month|year)[a-z]+)\b"
)
TOLD = re.compile(
    r"(?:^|[\s(])(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?P<comma>,?) (?P<speech>[\"“][A-Z][^\"“”]{15,800}[\"”])"
    r"(?P<last>,? (?P<verb>said|added|noted|explained|stated|stressed|emphasi[sz]ed|continued)\.?)$"
)


CUES = cues(
    spelt=HEADS
    | words("This That Who If When Should has have had builds relies depends rests hinges")
    | words("brought taken transported flown admitted moved To Into ongoing underway")
    | words("by Were Was")
    | words("said added noted explained stated stressed emphasized emphasised continued")
)


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    yield from _fronted(segment)
    if match := _inverted(text):
        first, verb, subject = match.group(1, 2, 3)
        yield RULE.issue(
            segment, (0, match.end(3)), "The subject comes before the verb.", fix=f"{first} {subject} {verb}"
        )
    elif text.startswith("This ") and (match := WHO.match(text)):
        verb, when, who = match.groups()
        fix = " ".join(f"{who[0].upper()}{who[1:]} {verb} this {when or ''}".split()) + "."
        yield RULE.issue(segment, match.span(), f"Who “{verb}” this? The order is that of another language.", fix=fix)
    elif match := OBJECT.match(text):
        fix = f"{match[1]} was {'written' if match[2] == 'wrote' else match[2]} {match[3]}"
        yield RULE.issue(
            segment, (0, match.end(3)), f"Who “{match[2]}” this? The order is that of another language.", fix=fix
        )
    elif (match := ENDING.match(text)) and _ends(match):
        fix = f"{match[2]} {match[1]}"
        yield RULE.issue(segment, (match.start(1), match.end(2)), "The subject comes before the verb.", fix=fix)
    elif match := SCENE.match(text):
        yield RULE.issue(segment, (0, match.end() - 1), "The subject comes before the verb.")
    elif match := WERE.match(text):
        yield RULE.issue(segment, match.span(), "The subject comes before the verb.")
    elif match := ONGOING.search(text):
        yield RULE.issue(segment, match.span(), "The subject comes before the verb.", fix=f"{match[2]} {match[1]}")
    elif match := TOLD.search(text) if text.endswith(VERBS_LAST) else None:
        yield from _told(segment, match)
    for match in BY.finditer(text) if " by " in text else ():
        if match[3] in with_form("part"):
            fix = f"{match[1]} {match[3]} {match[2]}"
            yield RULE.issue(segment, match.span(), f"“{match[3]}” belongs beside “{match[1]}”.", fix=fix)
    for match in STANDS.finditer(text) if "n th" in text else ():
        yield RULE.issue(segment, match.span(), "The subject comes before the verb.")
    if "hospital" in text or "clinic" in text or "station" in text:
        for match in FINAL.finditer(text):
            span = (match.start(1), match.end(2))
            yield RULE.issue(segment, span, f"“{match[2]}” comes first.", fix=f"{match[2]} {match[1]}")


def _told(segment: Segment, match: re.Match[str]) -> Iterator[Issue]:
    """Turkish and Japanese set the verb of speech last: “Lund, "We open." said.”"""
    stops = match["speech"][-2] in ".!?…"
    edits = [
        Edit(Span(match.end("who"), match.end("comma")), f" {match['verb']},"),
        Edit(Span(*match.span("last")), "" if stops else "."),
    ]
    span = (match.start("who"), match.end())
    yield RULE.issue(
        segment, span, f"“{match['verb']}” stands before the speech, or has its speaker beside it.", fixes=[edits]
    )


def _inverted(text: str) -> re.Match[str] | None:
    if text.partition(" ")[0] not in HEADS:
        return None
    if match := SECOND.match(text) or SAYING.match(text):
        return match
    if (match := PLACE.match(text)) and LICENCE.isdisjoint(match[1].lower().split()):
        return match
    if (match := PLACED.match(text)) and LICENCE.isdisjoint(match[1].lower().split()):
        return match if match[4] in with_form("part") else None
    if (match := CALLS.match(text)) and LICENCE.isdisjoint(match[1].lower().split()):
        return match
    if match := PASSED.match(text):
        return match if match[4] in with_form("part") else None
    match = NOUN.match(text)
    follows = with_form("part") if match and match[2].startswith("ha") else with_form("base")
    return match if match and match[4] in follows else None


def _ends(match: re.Match[str]) -> bool:
    """The bare form may be an order to the reader, unless the subject goes on (“Ruud and his men”)."""
    return match[1].endswith("s") or " and " in match[2]


def _fronted(segment: Segment) -> Iterator[Issue]:
    """“That did she”, “has on Monday a wreath laid”, “Who wants to come must”."""
    text = segment.text
    if text.startswith(("That ", "This ")) and (match := OBJECTIVE.match(text)):
        first, verb, subject = match.groups()
        fix = f"{subject[0].upper()}{subject[1:]} {verb} {first.lower()}" if verb == "did" else None
        yield RULE.issue(segment, match.span(), "The object comes first, and the verb before the subject.", fix=fix)
    elif text.startswith("Who ") and (match := WHOEVER.match(text)):
        fix = f"Anyone w{match[1][1:]} {match[2]}"
        yield RULE.issue(segment, match.span(), "“Who” for “anyone who” is German or Dutch.", fix=fix)
    for match in SPLIT.finditer(text) if any(map(text.__contains__, HELD)) else ():
        verb, when, what = match.groups()
        row = what.split()
        if at := next((n for n in (2, 3) if n < len(row) and row[n] in with_form("part")), 0):
            end = match.start(3) + len(" ".join(row[: at + 1]))
            fix = f"{verb} {row[at]} {' '.join(row[:at])} {when}"
            yield RULE.issue(segment, (match.start(), end), f"“{row[at]}” belongs beside “{verb}”.", fix=fix)
