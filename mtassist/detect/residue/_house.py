"""Those who make a page, as patterns: desks of a newsroom, people with a label, initials, addresses."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist.detect.residue._agencies import FOREIGN
from mtassist.detect.residue._people import CAPITAL, NAME, NAMES, NEVER
from mtassist.detect.residue._position import alternation, prose
from mtassist.detect.residue._sites import site
from mtassist.lists import words

GIVEN = words("given_names")
DESK = (
    r"(?:(?:the\s)?(?:editorial\s(?:staff|team|office|board|desk|department)|online\s(?:editors|editorial|desk|team)"
    r"|(?:central\s)?news\s?(?:room|\scenter|\scentre|\sdesk|\sservice|\steam)|redaction|writing|drafting|agencies"
    r"|digital\s(?:desk|team|editorial)|web\s(?:desk|team|editorial)|foreign\sdesk|editing|editors)"
    r"(?:\sof\s[\w ]{3,30})?)"
)
TOWN = rf"{CAPITAL}[\w'’.]*(?:-[\w'’.]+)*"
PLACE = rf"(?:{TOWN}(?:\s(?:(?:de|del|la|el|al|of|the|am|an|der)\s)?{TOWN}){{0,2}})"
MAIL = r"(?:[\w.+-]{1,40}@[\w.-]{3,60}|\[email(?:\s|&nbsp;|&#160;)protected\])"
INITIALS = r"(?:[A-Z]{1,3}\.?|(?:[A-Z]\.\s?){1,3}|[a-z]{2,4}|[A-Za-z]{0,4}\d{2,6})"
WHO = rf"(?:{NAMES}|{CAPITAL}\w+\s{CAPITAL}\.|(?:{CAPITAL}\.\s?){{1,2}}{CAPITAL}[\w'’-]+|{INITIALS}(?![\w@]))"
SURE = alternation("makers", "kind", "sure")
EDGE = alternation("makers", "kind", "edge")
LABELLED = re.compile(
    rf"[\W_]{{0,3}}(?:(?P<sure>(?i:{SURE}))|(?i:{EDGE}))\s?[:：/|=]\s?(?P<who>{WHO}|{CAPITAL}\w+)"
    rf"(?=\W*$|\W+[\w -]{{3,25}}?\s?[:：/|=]|,?\s?[(\[]?{MAIL})"
    rf"(?:,?\s?[(\[]?{MAIL}[)\]]?)?[\s,;|/.)\]】>]{{0,4}}"
)
BARE = re.compile(rf"(?:Author|Text|Editor|Journalist|Writer|Redactor|Correspondent|AUTHOR|TEXT)s?\s{NAMES}\.?")
SIGNED = re.compile(
    rf"\W{{0,4}}(?:(?:intern|trainee|student|[\w ]{{3,30}})\s)?(?:under|with)\s(?:the\s)?"
    rf"(?:supervision|guidance|coordination|orientation|direction|editing|collaboration|information)\s(?:of|from|by)\s"
    rf"(?:the\s|our\s)?(?:[\w-]+\s){{0,3}}(?:{NAMES}|{CAPITAL}\w+)\.?",
    re.IGNORECASE,
)
CODE = re.compile(
    r"[(\[]\s?(?:[A-Za-z]{2,4}\d?\s?/\s?[a-z]{2,4}\d?(?:\s?/\s?[a-z]{2,4}\d?)?|[a-z]{2,3}|[A-Z]{2,3}|red\.|ed\.|editor|editorial)\s?[)\]]\.?"
)
NOT_CODE = re.compile(
    r"[(](?:sic|ii|iii|iv|vi|end|see|no|yes|he|she|it|am|pm|pdf|etc|usd|eur|max|min)[)]", re.IGNORECASE
)
PLACED = re.compile(rf"(?:(?i:{DESK})|(?P<who>{NAMES}|{CAPITAL}\.\s?{CAPITAL}[\w'’-]+))\s?[,|/·•–—-]\s?(?:{PLACE})")


def whole(text: str) -> int:
    """How surely a line names those who made the page: 2 anywhere, 1 at the edges of a page, 0 not.

    >>> whole("Editor: Li Na Proofreader: Wu Bo"), whole("Layout: Li Na"), whole("Editor: stay calm")
    (2, 1, 0)
    """
    at, proof = 0, 2
    while at < len(text):
        match = LABELLED.match(text, at)
        if not match or not match.end() > at:
            return 0
        who = match["who"]
        if not match["sure"] or (" " not in who and not any(c.isdigit() for c in who)):
            proof = 1
        at = match.end()
    return proof


def known_name(line: str) -> bool:
    """Whether a name of a person has a given name or an initial that tells it from a heading."""
    first = line.split()[0]
    return first.title() in GIVEN or (len(first) == 2 and first[1] == ".")


def is_code(text: str) -> bool:
    """Whether a text is the initials of editors in brackets: “(Ant/yh)”."""
    return bool(CODE.fullmatch(text)) and not NOT_CODE.fullmatch(text)


NAMED = re.compile(rf"(?:{NAMES}|{CAPITAL}\.\s?{CAPITAL}[\w'’-]+)")
PLACE_ALONE = re.compile(PLACE)
DESK_ALONE = re.compile(rf"(?i:{DESK})\.?")
MAIL_LINE = re.compile(
    rf"\W{{0,3}}(?:By\s)?{NAME}(?:,?\s[\w ]{{3,30}})?[,\s|/-]{{1,3}}[(\[]?{MAIL}[)\]]?\W{{0,2}}"
    rf"|\[email.protected\]|(?:[Ee]-?mail:\s)?{MAIL}"
)
AGENCY_PLACE = re.compile(rf"(?:{FOREIGN}|AGENCIES|Agencies)\s?[/|,·-]\s?{PLACE}|AGENCIES")
CLOSING_CODE = re.compile(r"(?<=[.!?\"”’»])\s+([(\[][A-Za-z./ ]{2,40}[)\]])$")
MEDIA = re.compile(
    r"[(（\[](?P<name>[\w'’.& -]{3,40}?)(?:\s(?:client|app|APP|website|web|online|WeChat|Weibo|public\saccount"
    r"|official\saccount|video\saccount|reporter|newspaper|report|integrated|comprehensive))*[)）\]]\.?"
)
MAKER = re.compile(rf"[(（]\s?(?:{NAME}|[A-Z][a-z]+\s[A-Z]{{2,}}|[A-Z]{{2,}}\s[A-Z][a-z]+)\s?[)）]\.?")


@lru_cache(maxsize=4096)
def signature(text: str) -> float:
    """How surely a line below the article signs it; 0 if it does not."""
    if len(text) > 120:
        return 0
    if whole(text) or BARE.fullmatch(text) or MAIL_LINE.fullmatch(text):
        return 0.88
    if is_code(text) or (text[0] in "(（[" and (MAKER.fullmatch(text) or _media(text))):
        return 0.8
    return 0.88 if SIGNED.fullmatch(text) else 0


def _media(text: str) -> bool:
    """“(Harbour Daily client)”."""
    match = MEDIA.fullmatch(text)
    return match is not None and site(match["name"])


@lru_cache(maxsize=4096)
def head_line(text: str) -> bool:
    """Whether a line between headline and text names author and place, or a desk."""
    if len(text) > 70 or text[-1] in ".!?:" or prose(text):
        return False
    if DESK_ALONE.fullmatch(text) or AGENCY_PLACE.fullmatch(text) or BARE.fullmatch(text):
        return True
    match = PLACED.fullmatch(text)
    who = match["who"] if match else None
    return match is not None and (who is None or (NEVER.isdisjoint(text.split()) and known_name(who)))


@lru_cache(maxsize=4096)
def initials(ending: str, length: int) -> int:
    """Where the initials of an editor begin that close the last paragraph: “… he said. (Abc/xy)”."""
    match = CLOSING_CODE.search(ending) if ending[-1:] in ").]" and ("(" in ending or "[" in ending) else None
    if match and _media(match[1]):
        return length - len(ending) + match.start(1)
    if not match or not is_code(match[1]) or ("/" not in match[1] and not match[1][1:-1].islower()):
        return 0
    return length - len(ending) + match.start(1)
