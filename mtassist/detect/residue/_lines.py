"""Judges one line: is all of it residue? Residue glued into a line of text is `_glue`'s business."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mtassist.detect.residue import _labels, _links, _prompts, _tokens, _voice
from mtassist.detect.residue._labels import HINT, LIKELY, SURE, WEAK

RULES = {
    "share": "share-bar",
    "network": "share-bar",
    "follow": "interface-label",
    "save": "interface-label",
    "like": "interface-label",
    "readmore": "interface-label",
    "source": "interface-label",
    "menu": "interface-label",
    "toggle": "toggle",
    "subscribe": "prompt",
    "newsletter": "prompt",
    "consent": "prompt",
    "login": "prompt",
    "paywall": "prompt",
    "comment": "comment-box",
    "player": "player",
    "ad": "player",
    "rights": "disclaimer",
    "notice": "rights",
    "translation": "disclaimer",
    "views": "counter",
    "number": "counter",
    "related": "teaser",
    "token": "template-token",
}
QUOTE = re.compile(r"[\"“”„«»]")
BULLETS = re.compile(r"[^\w\[(\"“”„«»'‘]*")
COUNT = re.compile(r"\d{1,3}(?:[.,]?\d{1,3})*[KkM]?")
COUNTED = re.compile(
    r"(?i)(?:[👁👀👍👎❤💬🔥⭐]\ufe0f?\s?\d[\d.,]*k?\s*){1,6}|\d[\d.,]*k?\s?[👁👀👍👎❤💬🔥⭐]\ufe0f?"
    r"|(?:duration|length|time|playback)?\W*\d{1,2}:\d{2} ?/ ?\d{1,2}:\d{2}"
    r"|(?:duration|length)\W*\d{1,2}:\d{2}"
    r"|(?:\d{1,2} ){2,9}(?:next|forward|»|>|\.\.\.)?"
    r"|(?:seen|viewed|read|visited|shared|displayed|watched)(?: by)? \d[\d.,]*k? (?:times?|people|users|readers)"
    r"|\d[\d.,]*k? (?:times?|people|users|readers) (?:have )?"
    r"(?:seen|viewed|read|visited|shared|commented|likes?d?|loved?)(?: (?:this|it))?\W?"
)
AFTER = re.compile(  # how a headline is joined to “Read also”
    r"(?P<strong>[ \t\xa0]*[:|»›→►▶➤>][ \t\xa0:|»›→►▶➤>]*"
    r"|[ \t\xa0]*[\])】][ \t\xa0]*|[ \t\xa0]{2,}|[ \t\xa0]+[-–—][ \t\xa0]+)"
    r"|(?P<plain>[ \t\xa0]+(?=[\"“«'‘]?[A-Z0-9\xc0-\xde]))"
)
NEXT = re.compile(  # a sentence that begins without the full stop of the headline before it
    r"(?<=[a-z0-9]) (?=(?:The|A|An|In|On|At|He|She|It|They|We|But|And|According|This|That|For|After|With|As|When"
    r"|However|Meanwhile|Earlier|If|No|Not|His|Her|Their|From|By|To|Since|During|Also|There)\s[a-z])"
    r"|(?<=[a-z]{3})(?=[A-Z][a-z]*\s[a-z])"
)
STARTS = re.compile(r"[.!?…。！？।][\"'”’»“)\]」』]*\s+(?=[^a-z\s])")  # where another sentence begins
PLAIN_STARTS = re.compile(r"[.!?][\"')\]]*\s+(?=[^a-z\s])")  # the same in a line of ASCII, much faster
CLEAR, CERTAIN, FAINT = 4.0, 6.0, 2.5  # what `_voice` must say of a line without a full stop
DULL = -2.0  # a sentence whose words weigh less can gain nothing by its marks
GOOD = 1.5  # nor one with less for the page
HOPELESS = -4.0  # nor be one of those whose frames are known
LONG, LONGEST = 320, 1200  # a label or a link is shorter, and what a site says is
TOLD = 4.5  # and of one with a full stop: guides and letters have such sentences too
END = re.compile(r"[:.…!>»→ \t\xa0\])】|]*$")


def begins_again(words: str) -> int | None:
    """Where a new sentence begins after a headline that has no full stop; none in a headline all in capitals."""
    found = NEXT.search(words, 0, 300)
    return found.start() if found and not words[: found.start()].istitle() else None


@dataclass(frozen=True, slots=True)
class Mark:
    """Residue in a line."""

    rule: str
    start: int
    end: int
    weight: int
    whole: bool = True
    opens: bool = False  # the headlines of this label stand on the next lines


@lru_cache(maxsize=4096)
def whole(line: str) -> Mark | None:
    """The line as residue, if all of it is. A weak mark needs other residue beside it."""
    if _tokens.whole(line):
        return Mark("template-token", 0, len(line), SURE)
    if len(line) > LONG:
        return _prompt(line) if len(line) <= LONGEST else None
    if not _labels.may_open(line) and not line[:1].isdecimal():
        return _spoken(line)
    if COUNT.fullmatch(line):
        return Mark("counter", 0, len(line), WEAK)
    if COUNTED.fullmatch(line):
        return Mark("counter", 0, len(line), LIKELY)
    if pieces := _labels.whole(line):
        weight = _labels.proof(line, pieces)
        kind = _labels.kind(pieces)
        if weight and kind in RULES:
            label = Mark(RULES[kind], 0, len(line), weight, opens=pieces[-1].label.teases)
            return _surer(label, _teaser(line), _spoken(line) if weight == WEAK else None)
    return _surer(_teaser(line), _spoken(line), _counted(line))


def _counted(line: str) -> Mark | None:
    """“Oceń artykuł: 4.7 / 5 (23 votes)”: a label, and what the page says of it."""
    if not any(map(str.isdecimal, line)):
        return None
    pieces, _ = _labels.chain(line, limit=1)
    if not pieces or pieces[0].label.weight < SURE or pieces[0].words < 2:
        return None
    if _voice.weigh(line).score < FAINT:
        return None
    return Mark(RULES.get(pieces[0].label.kind, "prompt"), 0, len(line), LIKELY)


def _surer(*marks: Mark | None) -> Mark | None:
    """The surest; of two as sure one that opens a list of links, else the first."""
    return max((m for m in marks if m), key=lambda m: (min(m.weight, LIKELY), m.opens, m.weight), default=None)


def _teaser(line: str) -> Mark | None:
    """“Read also: Fire in the harbour of Lisvik”, or such a label alone."""
    start = _start(line)
    if start is None or len(line) > 320:
        return None
    if (end := _links.label(line, start)) and END.match(line, end):
        return Mark("teaser", 0, len(line), LIKELY, opens=True)
    pieces, _ = _labels.chain(line, start, limit=1)
    if pieces and pieces[0].label.teases and pieces[0].end >= end:
        label, words, end = pieces[0].label, pieces[0].words, pieces[0].end
    elif end:
        label, words = LINK, line.count(" ", start, end) + 1
    else:
        return None
    return _headed(line, start, end, label, words)


LINK = _labels.Label("related", LIKELY, teases=True)


def _headed(line: str, start: int, end: int, label: _labels.Label, words: int) -> Mark | None:
    """A label and its headline as one line."""
    after = AFTER.match(line, end)
    if not after or len(line[after.end() :].split()) < (2 if label.weight >= LIKELY else 1):
        return None
    if len(line) > 160 and (STARTS.search(line, after.end()) or begins_again(line[after.end() :])):
        return None  # the article goes on in the same line
    if (joint := NEXT.search(line, after.end())) and len(line) - joint.end() > 30 and line.endswith("."):
        return None
    if line.endswith(".") and line.count(" ", after.end()) < 2:
        return None  # “Don’t miss: the lighthouse.”
    weight = label.weight
    joined = after["strong"] or line.startswith("More ", start)
    if weight == WEAK and joined and label.kind == "related" and words > 1 and not line.endswith("."):
        weight = LIKELY  # “On the subject: …”, “More on Lisvik”
    if after["plain"] is not None:
        if weight < LIKELY or words < 2 or line.endswith((".", ",", ";")) or label is LINK:
            return None
        weight = LIKELY
    return Mark("teaser", 0, len(line), min(weight, LIKELY))


def _start(line: str) -> int | None:
    lead = BULLETS.match(line)
    start = lead.end() if lead else 0
    return (
        start + 1
        if line[start : start + 1] in ("[", "(")
        else start
        if line[start : start + 1] not in '"“”„«»'
        else None
    )


def _spoken(line: str) -> Mark | None:
    """What the site says, as one or several sentences."""
    if not (told := telling(line)):
        return None
    stopped = bool(_voice.STOP.search(line[-8:]))
    if sum(total for total, _ in told.values()) - 3 * (len(units(line)) - len(told)) < (0 if stopped else DULL):
        return _prompt(line)
    voice = _voice.weigh(line)
    if voice.score >= (TOLD if stopped else CLEAR) and (voice.addressed or not stopped):
        return Mark(voice.rule, 0, len(line), SURE if voice.score >= CERTAIN and not stopped else LIKELY)
    if mark := _prompt(line):
        return mark
    if voice.score >= FAINT and not stopped:
        return Mark(voice.rule, 0, len(line), HINT)
    return None


def _prompt(line: str) -> Mark | None:
    """All sentences, or most of the text, are said by the site and not by the article."""
    if QUOTE.match(line):
        return None
    parts, told = [line[a:b] for a, b in units(line)], telling(line)
    if 2 * len(told) < len(parts):
        return None
    kinds: list[str | None] = []
    for a, b in units(line):
        said = _said(line[a:b]) if a in told else None
        answer = kinds and kinds[-1] and b - a < 30 and _voice.glance(line[a:b].lower().split())[0] >= 0
        kinds.append(said or (kinds[-1] if answer else None))  # “Was this article useful? Yes No”
    known = [k for k in kinds if k]
    length = sum(len(p) for p, k in zip(parts, kinds, strict=True) if k)
    if not known or not (len(known) == len(parts) or (len(known) >= 2 and kinds[0] and length > 0.6 * len(line))):
        return None
    return Mark(max(dict.fromkeys(known), key=known.count), 0, len(line), LIKELY)


@lru_cache(maxsize=4096)
def units(line: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a line, cut wherever one may begin."""
    pattern = PLAIN_STARTS if line.isascii() else STARTS
    if not pattern.search(line):
        return ((0, len(line.rstrip())),)
    starts = [0, *(m.end() for m in pattern.finditer(line))]
    return tuple((a, a + len(line[a:b].rstrip())) for a, b in zip(starts, [*starts[1:], len(line)], strict=True))


@lru_cache(maxsize=4096)
def lively(line: str) -> bool:
    """Whether a line has any word that a page would say, as few lines of an article have."""
    return not _voice.dull(line.lower().split())


@lru_cache(maxsize=4096)
def telling(line: str) -> dict[int, tuple[float, float]]:
    """The sentences in which the site may speak, by where they start, with what a quick look says of each."""
    if not lively(line):
        return {}
    places, found = units(line), {}
    for start, end in places:
        words = line[start:end].lower().split()
        if len(places) > 1 and _voice.dull(words):
            continue
        total, best, good = _voice.glance(words)
        if good >= (GOOD if len(words) > 10 else 1) and (total >= HOPELESS or best >= GOOD):
            found[start] = total, best
    return found


def _said(part: str) -> str | None:
    if kind := _prompts.sentence(part):
        return kind
    if _voice.glance(part.lower().split())[0] < 1:
        return None
    voice = _voice.weigh(part)
    if voice.addressed and voice.score >= CLEAR:
        return voice.rule
    if (pieces := _labels.whole(part)) and _labels.proof(part, pieces) >= SURE:
        return RULES.get(_labels.kind(pieces))
    return None
