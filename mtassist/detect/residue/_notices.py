"""What a site says of its texts below them: who may use them, whose opinion they are, for what age they are.

The lines are English enough, and only what they speak of gives them away: materials, links to the site, permission of
the editors, the position of the platform.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist.segment import sentences

LONGEST = 400
TEXTS = (
    r"(?:materials?|articles?|texts?|contents?|publications?|information|news|photo(?:graph)?s?|images?|videos?|works?"
    r"|stories|story|pages?|posts?)"
)
USE = (
    r"(?:us(?:e|ing|age)|reproduc(?:tion|ing)|(?:re)?print(?:s|ing)?|cop(?:y|ying)|quot(?:ation|ing|e)|cit(?:ation|ing)"
    r"|(?:re)?distribut(?:ion|ing)|re-?publi(?:cation|shing)|publication|re-?post(?:ing|s)?|borrowing|processing)"
)
LABEL = (
    r"(?:(?:special|important|legal|copyright|reprint|risk)\s)?"
    r"(?:disclaimer|statement|notice|declaration|attention|note|warning|reminder|tips?)(?:\sof\s\w+)?\s?[:：]\s?"
)
HOUSE = r"(?:sites?|website|web\sresource|portal|platform|newspaper|publication|resource|agency|page|net|media)"
WHOSE = (
    r"(?:authors?|editors?|editorial|editorship|newsroom|publisher|sites?|website|platform|portal|newspaper|redaction)"
)
FRAMES = rf"""
    (?:all|any|the)?\s?{TEXTS}(?:\sand\s{TEXTS})?\s(?:of|on|from|published\s(?:on|in|by)|posted\son|placed\son)
        \s(?:the|this|our)\s{HOUSE}\b[^.]{{0,90}}
        \b(?:licen[cs]e|copyright|protected|rights|belongs?|permitted|allowed|prohibited|forbidden|property)
  | (?:(?:any|all|the|full|partial|complete|total|commercial|unauthori[sz]ed|illegal|or|and|in)\s){{0,5}}{USE}
        (?:(?:\s(?:and|or)|,)\s{USE}){{0,3}}\s(?:in\swhole\sor\sin\spart\s)?(?:of\s)?(?:(?:the|any|all|our|these|site)\s)*
        (?:{TEXTS}|{HOUSE})\b(?!\ssuch)[^.]{{0,100}}\b(?:link|hyperlink|reference\sto|indicat(?:ion|ing)
        |(?:permission|consent|approval)\s(?:of|from)\s(?:the\s|our\s)?{WHOSE}|(?:written|prior)\s(?:permission|consent|approval))
  | (?:when|if|in\s(?:the\s)?case\sof|for|upon|on)\s(?:(?:full|partial|any|full\sor\spartial)\s)?{USE}
        (?:,|\s(?:of\s)?(?:(?:the|any|all|our|these|this|site)\s)*(?:{TEXTS}|{HOUSE})\b|\s(?=please\b|a\s|an\s|the\ssource))
        [^.]{{0,90}}\b(?:link|hyperlink|reference|attribution|source|mention)\b[^.]{{0,30}}
        (?:required|mandatory|obligatory|necessary|indicated|site\b|must|is\b)
  | (?:please|must|be\ssure\sto)\s(?:indicate|state|cite|credit|specify|mention|note|quote)\b[^.]{{0,40}}\bsource
        \b[^.]{{0,50}}(?:re-?print|reproduc|re-?post|re-?publi|quot|cop[yi]|shar)
  | (?:for\sreprint|re-?print(?:ed|ing)?)\b[^.]{{0,30}}\b(?:please|indicate)\b
  | (?:it\sis\s)?(?:strictly\s)?(?:forbidden|prohibited|not\sallowed|not\spermitted)\sto\s
        (?:copy|reproduce|reprint|republish|use|distribute)\b[^.]{{0,60}}(?:text|article|content|material|site)
  | without\s(?:(?:the|written|prior|express|our)\s)*(?:authori[sz]ation|permission|consent)
        (?:\s(?:of|from)\s(?:the\s|our\s)?{WHOSE})?,?\s{USE}\s(?:of\s(?:(?:the|this|these|our)\s)?{TEXTS}\s)?
        (?:is|are)\s(?:strictly\s)?(?:prohibited|forbidden|not\sallowed|not\spermitted)
  | (?:the\s)?(?:above\s)?(?:views?|opinions?|positions?|statements?|contents?|articles?|texts?|point\sof\sview)
        \b[^.]{{0,90}}\b(?:do(?:es)?\snot|may\snot|might\snot|cannot|only|solely|exclusively)\s(?!necessarily)
        (?:always\s)?(?:represents?|reflects?|coincides?|expresse?s?|match|agree)\b[^.]{{0,60}}\b{WHOSE}
  | (?:this|the\sabove|the)\s(?:article|text|content|material)s?\b[^.]{{0,40}}
        (?:\b(?:only|solely)\s(?:represents?|reflects?|expresses?)|\b(?:represents?|reflects?|expresses?)\sonly)
        \sthe\s(?:personal\s|own\s)?(?:authors?|personal|views?|opinions?|position)\b
  | (?:the\s)?(?:{WHOSE}['’]?s?['’]?\s)?(?:opinions?|views?|positions?)\b[^.]{{0,60}}\b(?:may|might)\snot\scoincide\b
  | (?:the\s)?(?:opinions?|views?|contents?)\b[^.]{{0,40}}\bare\sthe\s(?:sole|exclusive)\sresponsibility\sof\b
  | (?:the\scontents?|this(?:\sarticle|\scontent|\stext)?|the\sinformation)\b[^.]{{0,60}}\b(?:do(?:es)?\snot|is\snot)\s
        (?:constitute\s)?(?:an?\s)?(?:any\s)?(?:investment|financial)\s(?:advice|recommendation|suggestion|proposal)
  | if\s[^.]{{0,50}}\binfring[^.]{{0,70}}\b(?:contact\sus|delete|deleted|remove\sit)\b
  | (?:the\s)?(?:above|this)\s(?:article|content|text)s?\b[^.]{{0,20}}\b(?:is|was|are)\s
        (?:re-?produced|re-?printed|re-?published|uploaded\sand\spublished|re-?posted)\b
  | (?:the\s)?(?:\w+,?\s(?:and\s)?){{1,5}}versions?\s(?:is|are|was|were)\s[^.]{{0,40}}
        \b(?:automatic|system|machine|AI\b)
  | (?:the\s)?copyrights?\s(?:of|in|to|for)\s(?:(?:the|this|all|our|these)\s)*{TEXTS}\b
    [^.]{{0,40}}\b(?:belongs?|owned|reserved|lies)\b
  | all\srights\sto\s(?:the\s)?(?:{TEXTS}|published)\b[^.]{{0,60}}\b(?:belong|reserved)
  | {USE}\s(?:of\s)?(?:(?:the|these|our)\s)?{TEXTS}\sis\s(?:strictly\s)?(?:prohibited|forbidden)
"""
FRAME = re.compile(rf"\W{{0,3}}(?:{LABEL})?(?:{FRAMES})", re.IGNORECASE | re.VERBOSE)
AGE = re.compile(r"\W{0,2}(?:0|6|12|14|16|18|21)\s?\+\W{0,2}")
OPENERS = re.compile(
    r"all|any|the|this|above|when|if|in|for|upon|on|please|must|be|it|strictly|forbidden|prohibited|not|without|"
    r"full|partial|complete|total|commercial|unauthorized|unauthorised|illegal|and|or|special|important|legal|"
    r"copyright|reprint|risk|disclaimer|statement|notice|declaration|attention|note|warning|reminder|tip|tips|"
    r"english|chinese|premium|subscribers|members|reserved|exclusive|exclusively|only|available"
)
STEMS = (
    "materials",
    "link",
    "mandator",
    "permi",
    "prohibit",
    "forb",
    "licen",
    "source",
    "opinion",
    "views",
    "position",
    "represent",
    "coincide",
    "infring",
    "eprint",
    "advice",
    "responsib",
    "eproduc",
    "ublish",
    "belong",
    "opying",
    "indicat",
    "ubscriber",
    "embers",
    "remium",
    "version",
    "ited",
)
FIRST = re.compile(r"\W{0,3}([A-Za-z]+)")
USED = re.compile(rf"{USE}|{TEXTS}|{WHOSE}|views?|opinions?|positions?|statements?|{HOUSE}", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _opens(word: str) -> bool:
    return bool(OPENERS.fullmatch(word)) or bool(USED.fullmatch(word))


@lru_cache(maxsize=4096)
def notice(text: str) -> bool:
    """Whether a block is a notice of the site and nothing else.

    >>> notice("Any use of materials is permitted only with a link to the site."), notice("The use of force is banned.")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    if len(text) <= 8 and AGE.fullmatch(text):
        return True
    first = FIRST.match(text)
    word = first[1].lower() if first else ""
    if not _opens(word) or not any(map(text.__contains__, STEMS)):
        return False
    if not FRAME.match(text) or any(c in text for c in "“”"):
        return False
    parts = sentences(text)
    return len(parts) <= 2 or all(FRAME.match(text[a:b]) for a, b in parts)
