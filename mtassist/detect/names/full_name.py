"""A full name in two spellings: “Muhammad Sanuri” and, later, “Muhamdu Sanunri”.

Both words may change, and further than a single word could be trusted to; that the two still sound alike, side by side,
shows who is meant. People of one family share one word of the two exactly, and then the other differs more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from mtassist import lists
from mtassist.capitals import heads
from mtassist.detect.names._capitals import CLASSES, by_word, known, sound
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.full-name",
    summary="A full name is spelt in two ways.",
    mqm=Mqm.TERM_INCONSISTENT,
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=(
        bad(
            "The emir, Muhammad Sanuri, spoke. Muhammad Sanuri is ill. The town under [[Muhamdu Sanunri]] appealed.",
            fix="Muhammad Sanuri",
        ),
        bad(
            "The lawyer Reiff-Lignone said so; Ms Reiff-Lignone won. “No,” says [[Reiff Lingzone]].",
            fix="Reiff-Lignone",
        ),
        ok("Mohammed Sanuri met Mohammed Salami; Maria Lopes met Marta Lopes."),
        ok("Ivan Petrovic met Ivana Petrovic."),
        ok("On the roof of Hinza Matsuyo, of Hinza Mitsukoyo and of Hinza Halls they sat."),
        ok("New Zealand beat New Caledonia, and North Korea met South Korea."),
        misses("The emir, Muhammad Sanuri, spoke. [[Mahomet Sunari]] was ill.", "too far apart"),
    ),
)

Use = tuple[Block, int, int]
Name = tuple[str, str]
WORD = r"([A-Z\u00c0-\u017e][^\W\d_]{3,})"
PAIR = re.compile(rf"{WORD}(?=[ \N{{NO-BREAK SPACE}}]{WORD}(?!['’-]\w\w))")
PLAIN = re.compile(r"([A-Z][A-Za-z]{3,})(?= ([A-Z][A-Za-z]{3,})(?!['-]\w\w))")  # the same in ASCII, much faster
MANY = 600  # full names: no article
ALIKE = 75.0  # of 100, both words together
PART = 60.0  # each of them
RARE, UNHEARD = 2.6, 1.5  # how often English texts have the second word, see `known`


def find_all(document: Document) -> Iterator[Issue]:
    if len(by_word(document)) < 2 and "-" not in document.text:
        return
    blocks: dict[Name, list[Block]] = defaultdict(list)
    for block in document.blocks:
        for name in _names(block.text):
            blocks[name].append(block)
    if not 1 < len(blocks) <= MANY:
        return
    groups: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in blocks:
        groups[_initial(name[0]), _initial(name[1])].append(name)
    often = Counter(first for first, _ in blocks)  # a street or town stands before many names
    for names in groups.values():
        for one, two in combinations(names, 2):
            if max(often[one[0]], often[two[0]]) < 3 and _alike(one, two):
                uses = {name: _uses(name, blocks[name]) for name in (one, two)}
                if not all(uses.values()):  # glued to a digit or to more of a word
                    continue
                wrong, right = sorted((one, two), key=lambda n: (len(uses[n]), known(n[1].lower()), -_first(uses[n])))
                yield from _issues(uses[wrong], uses[right])


@lru_cache(maxsize=2048)
def _names(text: str) -> tuple[Name, ...]:
    """Each pair of words that may be a full name once.

    >>> _names("The lawyer Dusan Mogil met Reiff-Lignone.")
    (('Dusan', 'Mogil'), ('Reiff', 'Lignone'))
    """
    found = {
        name
        for name in (PLAIN if text.isascii() else PAIR).findall(text)
        if name[0][1:].islower() and name[1][1:].islower() and _a_name(name[0])
    }
    for word in heads(text) if "-" in text else ():
        first, hyphen, second = word.partition("-")
        if hyphen and _weighty(first) and _weighty(second):
            found.add((first, second))
    return tuple(sorted(found))


def _uses(name: Name, blocks: list[Block]) -> list[Use]:
    """Where the two words stand, with a blank or a hyphen between."""
    form = re.compile(rf"(?<!\w){name[0]}[ \N{{NO-BREAK SPACE}}-]{name[1]}(?!\w)")
    return [(block, *match.span()) for block in blocks for match in form.finditer(block.text)]


def _initial(word: str) -> str:
    return CLASSES.get(word[0].lower(), "")


def _issues(wrong: list[Use], right: list[Use]) -> Iterator[Issue]:
    block, start, end = right[0]
    name = block.text[start:end]
    for block, start, end in wrong:
        yield RULE.issue(block, (start, end), f"Elsewhere in the text this is “{name}”.", fix=name)


def _a_name(word: str) -> bool:
    return word not in lists.words("titles") and known(word.lower()) < 4.3


def _weighty(word: str) -> bool:
    return len(word) >= 4 and word[0].isupper() and word[1:].islower() and "-" not in word


def _first(uses: list[Use]) -> int:
    block, start, _ = uses[0]
    return block.span.start + start


def _alike(one: tuple[str, str], two: tuple[str, str]) -> bool:
    if fuzz.ratio(" ".join(one), " ".join(two)) < ALIKE - 25:
        return False
    if one[0] != two[0] and (one[1] == two[1] or known(one[0].lower()) > 3.8 < known(two[0].lower())):
        return False  # brothers and sisters
    same = one[0] == two[0]
    if max(known(one[1].lower()), known(two[1].lower())) >= (UNHEARD if same else RARE):
        return False
    left, right = [sound(w) for w in one], [sound(w) for w in two]
    if same and OSA.distance(left[1], right[1]) <= 1:
        return False  # the single word shows it
    parts = [fuzz.ratio(a, b) for a, b in zip(left, right, strict=True)]
    if same and min(len(one[1]), len(two[1])) < 6:
        return False
    return min(parts) >= PART and fuzz.ratio("".join(left), "".join(right)) >= ALIKE
