"""A dateline that no English paper prints: “Xinhua News Agency, Harbin, July 26 (Reporter Li Na)”, “Dubai (Union)”.

Genuine datelines stay: “NEW DELHI (AP) - …”, “VIRGINIA BEACH, Va. -- …”, “LONDON — …”, “Kabul (AFP) - …”. Residue
is one that stands alone on its line, names a reporter or an agency before the place, has a foreign agency behind it, or
keeps the signs of other papers: “[Seoul = Newsis]”, “MADRID.-”, “KOMPAS.com, Jakarta -”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist.cues import cues
from mtassist.detect.residue._agencies import ANY, FOREIGN, MISREAD, WIRE
from mtassist.detect.residue._dates import DAY_MONTH, NUMERIC
from mtassist.detect.residue._house import DESK
from mtassist.detect.residue._people import CAPITAL, NAME
from mtassist.detect.residue._position import removal, within
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.dateline",
    summary="A dateline of the source stands before the text or alone.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad(
            "[[Xinhua News Agency, Harbin, July 26 (Reporter Li Na)]] The first ships left the port on Sunday.", fix=""
        ),
        bad("[[China News Network, Feb. 11:]] The first ships left the port on Sunday.", fix=""),
        bad("[[Xinhua News Agency, Hong Kong, July 25-]]The first ships left the port on Sunday.", fix=""),
        bad("[[(Dubai 27)]] The first ships left the port on Sunday.", fix=""),
        bad("[[(Washington Kyodo News)]] The first ships left the port on Sunday.", fix=""),
        bad("[[Harbour Daily News (reporters Li Na and Wu Bo)]] The first ships left the port on Sunday.", fix=""),
        bad("Ships leave\n\n[[Ras Al Hamra (WAM)]]\n\nThe first ships left the port on Sunday.", fix=""),
        bad("[[Dubai (Union)]] The first ships left the port on Sunday.", fix=""),
        bad("[[Munich (dpa) -]] The first ships left the port on Sunday.", fix=""),
        bad("[[MOSCOW, 5 May - RIA Novosti.]] The first ships left the port on Sunday.", fix=""),
        bad("[[(Seoul = Newsis) Reporter Kim Min-su =]] The first ships left the port on Sunday.", fix=""),
        bad("[[KOMPAS.com, Jakarta -]] The first ships left the port on Sunday.", fix=""),
        bad("[[MEXICO CITY.-]] The first ships left the port on Sunday.", fix=""),
        bad("[[(Dan Tri) -]] The first ships left the port on Sunday.", fix=""),
        bad("[[VOV.VN -]] The first ships left the port on Sunday.", fix=""),
        bad("Ships leave\n\n[[News Center / MADRID, (DHA)-]]\n\nThe first ships left the port on Sunday.", fix=""),
        ok("(WASHINGTON) — The first ships left the port on Sunday."),
        ok("(CNN) -- The first ships left the port on Sunday."),
        ok("NEW DELHI (AP) - The first ships left the port on Sunday."),
        ok("VIRGINIA BEACH, Va. -- The city removed the monument on Sunday."),
        ok("LONDON — The first ships left the port on Sunday."),
        ok("LONDON (Reuters) - The first ships left the port on Sunday."),
        ok("Kabul (AFP) - The first ships left the port on Sunday."),
        ok("BEIJING, May 4 (Xinhua) -- The first ships left the port on Sunday."),
        ok("MOSCOW, May 5. /TASS/. The first ships left the port on Sunday."),
        ok("Taipei, Taiwan — The festival was officially opened on Sunday."),
        ok("Xinhua News Agency said on May 4 that ships left the port."),
        ok("July 25 (UPI) -- The centers are looking into the case."),
        ok("Health: the clinic (Reporter reads) is a novel."),
    ),
)

TOWN = rf"{CAPITAL}[\w'’.]*(?:-[\w'’.]+)*"  # a hyphen belongs to one branch only, or matching grows without bounds
PLACE = rf"(?:{TOWN}(?:[\s/](?:(?:de|del|la|el|al|of|the|am|an|der)\s)?{TOWN}){{0,3}})"
DATE = rf"(?:{DAY_MONTH}|{NUMERIC}|\d{{1,2}}\s{CAPITAL}[a-z]{{2,8}}\.?|\d{{1,2}}(?:th|st|nd|rd)?)"
HOUSE = (
    rf"(?:(?:{PLACE}\s)?(?:[Nn]ews\s(?:[Aa]gency|[Nn]etwork|[Ss]ervice|[Ee]xpress)"
    rf"|[Dd]aily(?:\s[Nn]ews)?|[Nn]ewspaper(?:\s[Nn]ews)?"
    r"|[Nn]ews\s[Cc]lient|Chinanews(?:\.com)?|[Cc]hinanews\.com|CNR\s[Nn]ews|CCTV\s[Nn]ews|News"
    r"|Evening\s(?:News|Paper)|Morning\sPost)"
    rf"|{FOREIGN}|Xinhua)"
)
REPORTER = r"(?:(?:[\w-]+\s){0,3}(?:[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?)\b[^()\[\]]{0,90})"
DASH = r"(?:\s?(?:--|[-–—−:]|\.-|\.))"
RULES = (
    # Xinhua News Agency, Harbin, July 26 (Reporter Li Na) · Harbour Daily (reporter X)
    rf"(?:{HOUSE}[,.]?\s(?:{PLACE}[,.]?\s)?(?:(?:on\s)?{DATE}[,.]?\s?)?|{PLACE},\s{DATE}\s"
    rf"|Report\sfrom\sour\snewspaper\s)[(（]{REPORTER}[)）]{DASH}?",
    # Baoshan, China News Agency, September 27 (Li Na, Wu Bo) · China News Agency Baoshan on September 27 (Li Na).
    rf"(?:{PLACE},\s{HOUSE},|{HOUSE}\s{PLACE})\s(?:on\s)?{DATE}\s\([^()]{{2,80}}\){DASH}?",
    # (Dubai 27) · [Washington Kyodo News] · (Deutsche Welle Chinese website)
    rf"\({PLACE}\s\d{{1,2}}(?:st|nd|rd|th)?\)|[\[(]{PLACE}\s(?:Kyodo|Jiji)(?:\s(?:News|Press))?[\])]"
    rf"|\((?:Deutsche\sWelle|Radio\sFree\sAsia)[\w ]{{0,25}}\)",
    # China News Network, Feb. 11: · Xinhua News Agency, Beijing, December 11 -
    rf"{HOUSE},\s?(?:{PLACE},\s)?(?:on\s)?{DATE}(?:,\sby\swire)?(?:\s?\([^()]{{2,60}}\))?(?:{DASH}|,\stitle:|,)?",
    # [Seoul = Newsis] Reporter Kim = · (Jamsil = OSEN, reporter Kim)
    rf"[(\[【][^()\[\]【】=]{{1,40}}=[^()\[\]【】=]{{1,50}}[)\]】](?:\s?(?:Reporter\s{NAME}|{NAME}\s[Rr]eporter)\s?=?)?\s?=?",
    rf"{PLACE}\s?=\s?{NAME}\s[Rr]eporter\s?=?",
    # KOMPAS.com, Jakarta - · TEMPO.CO, Jakarta -
    rf"(?:[\w-]+\.)+(?i:com|id|co|net|org)(?:,|\s[-–—])\s{PLACE}\s?(?:--|[-–—])",
    # MOSCOW, 5 May - RIA Novosti. · KYIV. January 12. UNN.
    rf"{PLACE}[,.]\s?{DATE}[,.]?\s?(?:[-–—/]\s?)?(?:{FOREIGN})/?[.,:]",
    # Munich (dpa) - · Dubai (Union) · Madrid, 12 Mar (EFE).-
    rf"{PLACE}(?:[,.]\s(?:{PLACE}|{DATE}))?(?:[,.]\s{DATE})?\s?[(/\[](?:(?:{FOREIGN})"
    rf"(?:[/-][\w.]{{2,12}})*|{MISREAD})[)/\]]{DASH}{{0,2}}",
    # (ANSA) - ROME, MAR 12 -
    rf"\((?:{FOREIGN})\)\s?[-–—]\s?{PLACE},\s{CAPITAL}{{3,9}}\s\d{{1,2}}\s?[-–—]?",
    rf"{CAPITAL}[{CAPITAL[1:-1]} ]{{3,24}}\s?\.[-–—]",
    # (Dan Tri) - · VOV.VN - · CCTV News: · Harbour, CNN Indonesia --
    rf"\((?!(?:{WIRE}|CNN|TIME|CBS|NBC|ABC|BBC|NPR|(?:I|V|X)+)\)|[A-Z]\))"
    r"(?:[A-ZĐ]{2,4}|[A-ZÀ-ÖØ-ÞĐ][\w.&'-]*(?:\s[A-ZÀ-ÖØ-ÞĐ][\w.&'-]*){1,2})\)\s?[-–—]",
    rf"(?:{FOREIGN})(?:\.[Vv][Nn])?\)?\s?[-–—](?=\s)|(?:CCTV|CNR|Phoenix)\s(?:News|reporter)[^:]{{0,20}}:",
    rf"{PLACE},\s(?:CNN\sIndonesia|(?:[\w-]+\.)+(?i:com|id|co|net|org))\s?(?:--|[-–—])",
    rf"[Rr]eporter\s{NAME}\s?/\s?[\w ]{{3,30}}[Rr]eport(?:ed|ing)?",
    r"【[^【】]{2,40}(?:News|Agency|reporter|Reporter)[^【】]{0,20}】",
)
OPENING = re.compile(rf"(?:{'|'.join(f'(?:{r})' for r in RULES)})(?=\s+[\"“‘'\w]|$|(?<=[-–—])[\"“A-Z])")
ALONE = re.compile(
    rf"{PLACE}\.\s(?:{FOREIGN})\.|"
    rf"{PLACE}(?:[,.]\s{DATE})?\s?(?:\((?:{ANY}|{MISREAD})\)|[-–—/]\s?(?:{FOREIGN})\s?/?)\.?{DASH}?"
    rf"|{PLACE},\s{DATE}\s?\((?:{WIRE})\)"
    rf"|(?:(?i:{DESK})|{NAME}(?:\s?[-–,/]\s?{NAME}){{0,2}})\s?/\s?{PLACE}\s?,?\s?\((?:{ANY})\)\s?[-–—]?"
    rf"|{PLACE}\s?\((?:{ANY})\)\s?[-–—]\s?(?:{ANY})"
)
HINT = re.compile(
    r"[()\[\]【/=（]|\.-|\.[Cc]|^[A-Z][\w.]{1,15}\s[-–—]|, CNN|gency|News|news|Daily|RIA|UNN|UNIAN|Ukrinform"
)
CLUES = (*"()[]/=-", ".c", ".C", ", CNN", "gency", "News", "news", "Daily", "RIA", "UN", "Ukrinform")  # of it in ASCII
MESSAGE = "This dateline belongs to the source: English papers do not print it."


CUES = cues(
    spelt="Agency agency News news Newspaper newspaper Chinanews chinanews Daily RIA UNN UNIAN Ukrinform CNN",
    shape=r"[()\[\]【/=（]|\.-|\.[aA]|^[-–—]",
)


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        if end := dateline(block.text[:200], len(block.text)):
            yield removal(RULE, document, within(block, (0, end)), MESSAGE)


@lru_cache(maxsize=4096)
def dateline(text: str, length: int) -> int:
    """Where the dateline ends that a block of this beginning opens with; 0 without one."""
    head = text[:120]
    if (head.isascii() and not any(map(head.__contains__, CLUES))) or not HINT.search(head):
        return 0
    if length <= 70 and ALONE.fullmatch(text):
        return length
    match = OPENING.match(text)
    return match.end() if match else 0
