"""Weighs whether the site speaks here to its visitor, or the article to its reader.

Lists of exact labels end where machines begin to vary them: “Subscribe to the channel so as not to miss anything”. So
the words of a page are weighed (``seeds/lists/page_words.tsv``), with what else marks its voice: an order at the
start, “us”, “here” and “this article”, counters, icons, prices by the month, no full stop. Words that no page has, and
those of a tale (“he said”), weigh against it. Without any such voice (“Facebook bans ads”) a line is a headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from mtassist import lists


def page_set(name: str) -> frozenset[str]:
    """One of the small sets of words in ``seeds/lists/page_sets.tsv``."""
    return frozenset(word for row in lists.rows("page_sets") if row["set"] == name for word in row["words"].split("|"))


LONGEST = 320  # characters that are weighed
MOST = 60  # words
KEPT = 30_000  # words whose weight is remembered
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:/]*")
LEAD = re.compile(r"[^\w\"“”«»„‘'(\[]*")
POLITE = page_set("polite")
CHARGED = (
    r"|(?P<price>(?:[€$£₺₽]\s?\d|[A-Z]{3}\s\d|\d\s?(?:€|\$|£|₺|₽|[A-Z]{3}\b|z[lł]\w*|euros?|kr|cents?|crowns|rubles|pounds|lira|won|yen))"
    r"[^.]{0,20}\bmonth)"
)
SHOWN = (
    r"(?P<clock>\b\d{1,2}:\d{2}\b ?/ ?\d{1,2}:\d{2}|\b\d+(?:[.,]\d+)? ?(?:/|of|from|out of) ?(?:5|10)\b|\b\d/\d+\b)"
    r"|(?P<left>\d ?% ?of (?:this|the) )"
    r"|(?P<icon>[▶►▼✓✔➤➡→»👉👍🔔📷📲📱🎧❤⬇↓↑▲【】|·]|\(\d+\)|\.\.\.$|…$|Ctrl ?\+)"
    r"|(?P<address>\S@\S|https?:|www\.)"
)
MARKS, MONTHLY = re.compile(SHOWN), re.compile(SHOWN + CHARGED)  # the second for the few texts that speak of a month
HINT = re.compile(r"[^\x00-\x7f]|[\d@|:]|\.\.\.$|www\.|Ctrl")  # any text with a mark has one of these
WORTH = {"clock": 1.5, "left": 2.0, "icon": 1.0, "address": 1.5, "price": 2.0}
POINT = re.compile(r"(?i)\b(?:point|click|press|tap|hit)(?: on)? [\"“‘'「【]\s?[\w ]{2,20}[\"”’'」】]")
TALLY = re.compile(r"\b[A-Z][a-z]+(?: [a-z]+)? \d+\b")  # “Good 12 Sad 0 Angry 1”
STOP = re.compile(r"[.…。][\"'”’»)\]]*$")
SIGNS = ".,:;!?…\"'“”‘’«»()[]【】「」►▶|·-–—"
SMALL = page_set("small")
COMMON = page_set("common")
QUOTED = re.compile(r"[\"“”«»„]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the list."""

    role: str
    rule: str
    weight: float


@dataclass(frozen=True, slots=True)
class Voice:
    """How much a text sounds like the page, and which rule reports it."""

    score: float
    rule: str
    addressed: bool  # it speaks of the site or to the visitor
    plain: bool  # it does, or has a word that hardly any article has


NOBODY = Voice(-9.0, "prompt", False, False)
UNKNOWN = Entry("unknown", "-", 1.0)


@cache
def table() -> dict[str, Entry]:
    """Every word and every pair of words. A word that is listed twice keeps its first role."""
    found: dict[str, Entry] = {}
    for row in lists.rows("page_words"):
        for word in row["words"].split("|"):
            found.setdefault(word, Entry(row["role"], row["rule"], float(row["weight"])))
    return found


@cache
def _worth() -> dict[str, float]:
    """Each single word with its weight, for the quick look; half of a pair weighs as much as the pair."""
    found: dict[str, float] = {}
    for word, entry in table().items():
        for part in word.split(" "):
            found[part] = max(found.get(part, -9), 0.0 if " " in word and part in SMALL else _signed(entry))
    return found


class Seen(dict[str, float]):
    """What words weigh with the signs that hang on them; kept up to a bound, since most come again."""

    def __missing__(self, word: str) -> float:
        weight = _worth().get(word)
        if weight is None:
            weight = _worth().get(word.strip(SIGNS), -1.0 if word[0].isalpha() else 0.0)
        if len(self) < KEPT:
            self[word] = weight
        return weight


SEEN = Seen()


def _signed(entry: Entry) -> float:
    return -entry.weight if entry.role == "tale" else entry.weight


@cache
def _telling() -> frozenset[str]:
    """Words of which a page's sentence has at least one, and few others do, with the signs that may hang on them.

    Looking up a word and its signs costs less than taking the signs off a text.
    """
    page = {part for word, e in table().items() if e.role in ("verb", "thing") for part in word.split(" ")}
    ends = ("", *".,:;!?)…", "...", '."', ',"', ".”", ",”", '"', "”")
    rare = page - SMALL - COMMON
    return frozenset(before + word + after for word in rare for before in ("", '"', "“", "(", "[") for after in ends)


def dull(words: list[str]) -> bool:
    """Whether a page would hardly say these words: most sentences need no closer look."""
    return len(words) > 14 and _telling().isdisjoint(words)


def glance(words: list[str]) -> tuple[float, float, float]:
    """A quick sum of the words' weights, the best sum of words at the start, and the sum of those for the page.

    >>> glance("subscribe to our channel the mayor said".split())
    (-1.0, 4.0, 4.0)
    """
    weights = [SEEN[word] for word in words]
    sums = list(accumulate(weights, initial=0.0))
    total, best, good = sums[-1], max(sums), sum([weight for weight in weights if weight > 0])
    return total, best, good


@lru_cache(maxsize=8192)
def weigh(text: str) -> Voice:
    """How much a line or a sentence sounds like the page.

    >>> weigh("Subscribe to the channel so as not to miss anything").score > 5
    True
    >>> weigh("Facebook bans ads for diet pills").score < 0
    True
    """
    if len(text) > LONGEST:
        return NOBODY
    words = [m.group() for m in WORD.finditer(text)][: MOST + 1]
    if not words or len(words) > MOST or text.startswith(("Q:", "A:")):
        return NOBODY
    lead = LEAD.match(text)
    return _weighed(text, words, lead.end() if lead else 0)


def _weighed(text: str, words: list[str], lead: int) -> Voice:
    total, rules, addressed = 0.0, dict[str, float](), False
    seen: set[str] = set()
    entries = list(_entries(words))
    for word, entry in entries:
        if entry.role == "unknown":
            total -= _strangeness(word)
        elif entry.role == "tale":
            total -= entry.weight
        elif word not in seen:
            seen.add(word)
            total += entry.weight
            addressed |= entry.role == "site" and entry.weight >= 1
            if entry.rule != "-":
                rules[entry.rule] = rules.get(entry.rule, 0.0) + entry.weight
    order = _order(entries)
    marks = _marks(text, entries)
    total += order + marks
    if QUOTED.match(text, lead) or not (order or addressed or marks >= 1 or seen & {"you", "we", "i", "my"}):
        total -= 4
    roles = {e.role for _, e in entries}
    if len(entries) > 2 and "thing" in roles and not roles & {"unknown", "tale"}:
        total += 0.5
    if not STOP.search(text[-8:]):
        total += 1
    if len(seen) < 2 and not marks:
        total -= 2
    plain = addressed or any(e.weight > 1 and e.role != "tale" for _, e in entries)
    return Voice(total, max(rules, key=lambda r: (r != "teaser", rules[r]), default="prompt"), addressed, plain)


def _entries(words: list[str]) -> list[tuple[str, Entry]]:
    """Each word with what the list knows of it; two words may be one entry."""
    known, found, at = table(), list[tuple[str, Entry]](), 0
    while at < len(words):
        word = words[at].lower().replace("’", "'")
        pair = f"{word} {words[at + 1].lower()}" if at + 1 < len(words) else ""
        if pair in known:
            found.append((pair, known[pair]))
            at += 2
            continue
        if word[0].isdigit():
            found.append((words[at], Entry("number", "-", 0.0)))
        else:
            found.append((word, known[word]) if word in known else (words[at], UNKNOWN))
        at += 1
    return found


def _strangeness(word: str) -> float:
    """A name may be the site's; a word in another script is a label that was left as it was."""
    if not word.isascii():
        return 0.3
    return 0.4 if word[0].isupper() else 1.0


def _order(entries: list[tuple[str, Entry]]) -> float:
    """What an order at the start is worth."""
    for at, (word, entry) in enumerate(entries[:4]):
        if entry.role == "verb":
            if at + 1 < len(entries) and entries[at + 1][0] in ("is", "are", "has", "will"):
                return 0.0  # “Comment is free”
            return 0.5 + 0.5 * entry.weight
        if word not in POLITE and word not in ("to", "you", "can", "do", "not", "have"):
            return 0.0
    return 0.0


def _marks(text: str, entries: list[tuple[str, Entry]]) -> float:
    marks = MONTHLY if "month" in text else MARKS
    kinds = {m.lastgroup for m in marks.finditer(text)} if HINT.search(text) else set()
    total = sum(WORTH[k] for k in kinds if k)
    couples = ((a, b) for (_, a), (_, b) in pairwise(entries) if "number" in (a.role, b.role))
    pairs = [(a, b) for a, b in couples if max(a.weight, b.weight) >= 1]
    total += min(2, sum({a.role, b.role} & {"thing", "verb"} != set() for a, b in pairs))
    if POINT.search(text):
        total += 3
    tallies = len(TALLY.findall(text))
    if tallies >= 2:
        total += 3 if tallies >= 3 else 2
    return total
