"""Credits of pictures as patterns: those that hang on the end of a line, and those without a colon."""

from __future__ import annotations

import re

from mtassist.detect.residue._agencies import ANY, FOREIGN, PICTURES
from mtassist.detect.residue._people import NAME, NAMES
from mtassist.detect.residue._position import STOP, alternation
from mtassist.detect.residue._sites import site

PHOTO = rf"(?:{alternation('credits', 'kind', 'photo')})"
MORE = (
    r"(?:[\s/&+,-]+(?:credits?|sources?|by|courtesy(?:\sof)?|rights|copyright|agency|archives?|author"
    r"|and|text|video|foto|photos?|©))*"
)
GIVER = rf"(?:{PICTURES}|{ANY}|given|own|private|social\smedia|[Ii]nternet|[Aa]rchives?)"
GIVERS = rf"(?:©\s?)?(?:{GIVER}|{NAME})(?:\s?(?:[/|,–-]|via|for)\s?(?:©\s?)?(?:{GIVER}|{NAME}|[A-Z][\w.]+)){{0,4}}"
BRACKET = re.compile(
    rf"\s*[(\[（【]\s?(?:{PHOTO}{MORE}\s?(?:[:：=/|-]|by\b|of\b|from\b|provided)|(?:©|ⓒ)\s?)\s?[^()"
    rf"\[\]]{{1,90}}[)\]）】][.\s]?$",
    re.IGNORECASE,
)
HANGING = re.compile(rf"\s+(?:[|/•·–-]\s?)?(?:(?i:{PHOTO})\s?(?:[:=])\s?{GIVERS}|[©ⓒ]\s?{GIVERS})[.)]?$")
TELLING = ("©", "ⓒ", "hoto", "HOTO", "oto", "mage", "icture", "ild:", "djęcie", "Фото", "фото", "写真", "사진")
TITLED = r"[A-ZÀ-Þ][\w'’.-]*(?:\s(?:[A-ZÀ-Þ][\w'’.-]*|[a-zà-ÿ]{2,5})){0,5}"
INNER = re.compile(  # a credit without a colon, in brackets at the end of a caption
    rf"\s*[(\[](?:(?i:{PHOTO}|credits?|illustration)(?:\s(?i:archives?|by|credit))?(?:\s|\s?[:/]\s?)(?:{TITLED}|{GIVERS})"
    rf"|(?:{NAME}|{GIVER})\s?[/|]\s?(?P<site>[\w .'’-]{{2,40}})|(?:{FOREIGN}|{PICTURES}|Archives?|File|file))[)\]]\.?$"
)
NAMED = re.compile(rf"(?P<name>{NAME})\s?[/|]\s?(?P<site>[\w .'’&-]{{2,40}})")
CAPS = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:\s(?:/\s)?[A-ZÀ-Þ][A-ZÀ-Þ'’.-]*){1,3})"
SHOUTED = re.compile(rf"(?i:{PHOTO})\s{CAPS}(?:(?:,|\s?/)\s?{CAPS})?")
AFTER_STOP = re.compile(
    rf"(?<=[.!?”\"»])\s+(?:(?i:{PHOTO})s?\s{NAME}|{CAPS}(?:\s?[/|]\s?{CAPS})?|(?:{GIVER})\s?/\s?(?:{NAME}|{GIVER}))\.?$"
    rf"|\s+[-–—|/]\s?(?i:{PHOTO})\s{CAPS}$"
)
SOURCED = re.compile(
    r"(?<=[.!?”\"»\w])\s+(?:[|/–-]\s?)?[(\[]?(?:Source|SOURCE|Credit)s?\s?:\s?(?P<who>[^.:()]{2,50})[)\]]?\.?$"
)
MADE = re.compile(rf"\W{{0,2}}(?i:{alternation('credits', 'kind', 'maker')})\s?[:：=|/]\s?(?:{GIVERS}|{NAMES})\.?")
DOTTED = re.compile(rf"(?:[Ff]ot|[Ff]oto|[Pp]hot|[Pp]h|[Pp]ic)\.\s?(?:{GIVERS})")
SENT = re.compile(
    rf"[(\[]?(?:The\s|This\s)?(?i:{PHOTO})\s(?:is\s|are\s|was\s|were\s)?(?:provided|supplied|submitted|courtesy|comes?|come)"
    r"\s(?:by|of|from)\s[^.:]{2,50}[)\]]?|(?:[Tt]he\s)?[Aa]uthor['’]s\s(?:photo|picture|image)s?"
    rf"|(?i:{PHOTO})s?\s(?:by|of)\s(?:the\s)?authors?|[(\[]?(?i:{PHOTO})s?\s(?:from|via)\s(?:the\s)?[Ii]nternet[)\]]?"
)
SHOWN = re.compile(r"\b(?:shows?|depicts?|appears?|reveal)\b")
SAID = re.compile(r"\b(?:sa(?:id|ys)|told|was|were|is|are|had|has|have|will|would|can|did|does|do)\b")
GIVING = ("Photo", "photo", "PHOTO", "rchiv", "redit", "ile)", "Foto", "foto")
PHOTO_SIGN = re.compile(r"(?i)photo|foto|image|picture|credit")


def hanging(text: str) -> re.Match[str] | None:
    """The credit at the end of a block."""
    ending = text[-130:]
    closed = ending.rstrip(" .")[-1:] in ")]）】"
    told = any(map(ending.__contains__, TELLING))
    signed = told and (closed or any(map(ending.__contains__, ":=©ⓒ")))
    if signed and (match := BRACKET.search(ending) if closed else HANGING.search(ending)):
        return match
    if len(text) <= 220 and closed and ("/" in ending or any(map(ending.__contains__, GIVING))):
        match = INNER.search(ending)
        if match and not STOP.search(ending[: match.start()]) and (not match["site"] or giver(match["site"])):
            return match if len(text) <= 160 else None
        if match and PHOTO_SIGN.search(match[0]):
            return match
    if "ource" in ending or "OURCE" in ending or "redit" in ending:
        match = SOURCED.search(ending)
        if match and match.start() > 12 and giver(match["who"]):
            return match
    if len(text) <= 200 and ending[-1].isalpha():
        return AFTER_STOP.search(ending)
    return None


def giver(name: str) -> bool:
    """Whether a few words are a person, an agency or a site."""
    return site(name) or bool(re.fullmatch(rf"{GIVERS}", name.strip()))
