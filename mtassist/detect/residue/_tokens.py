"""What templates and scripts leave in a text: placeholders, shortcodes, pieces of tags, lines of program."""

from __future__ import annotations

import re
from functools import lru_cache

GLUED = re.compile(
    r"(?i)\[ ?/?(?:ad|banner|adsense|embed|caption|gallery|vc|et|video|audio|playlist|quads|adrotate|smartads?|widget|"
    r"contact-form-7|poll|tweet|inread|ads|photo|image|img)(?:[ _-]{1,3}[\w-]{1,30})*(?: (?:id|ids|url|src|width|align)=[^\]\n]{0,200})? ?\]"
    r"|(?:\b|(?<=_))(?:first|last|next|prev|main|top)(?: ?_ ?)(?:img|image|ad|banner)(?=[A-Z\s.,;:!?\"”)\]]|$)"
    r"|\{\{ ?[\w.$|() -]{1,60} ?\}\}|\{% ?[\w .=\"'-]{1,80} ?%\}|<%=? ?[\w .()-]{1,60} ?%>|\$\{[\w.]{1,40}\}|%%\w{2,30}%%"
    r"|<image>(?:data:[\w/+;,=.-]*)?|<(?:img|figure|iframe|script|source|video|svg|object|ins)\b[^<>\n]{0,400}/?>"
    r"|(?:\balt ?= ?[\"”“][^\"”“\n<>]{0,200}[\"”“] ?)(?:\w+ ?= ?[\"”“][^\"”“\n<>]{0,200}[\"”“] ?)*/?>"
    r"|\balt ?= ?[\"”“](?: ?[\"”“])?(?: ?/?>)?"
    r"|<url>\S{0,0}|\(<url>\)(?:[ \t]*\(<url>\))*"
    r"|<! ?[-–—]+[^<>\n]{0,200}(?:[-–—]+ ?>)?"
)
BRACKET = {"[ad]", "[video]", "[audio]", "[photo]", "[image]", "[tweet]", "[embed]", "[gallery]", "[caption]", "[poll]"}
SCRIPT = re.compile(
    r"(?i)(?:\(?adsbygoogle\b|googletag\b|document\.(?:write|getElement|createElement|addEvent)|window\.\w+ ?[=.|(]|var _?\w+ ?=|let \w+ ?=|const \w+ ?="
    r"|\(? ?function ?\w* ?\(|!function|jquery\(|\$\(|_taq|_taboola|fbq ?\(|gtag ?\(|ga ?\(|_gaq|dataLayer\b|<\? ?php|#[\w-]+ ?\{[^}]*:|\.[\w-]+ ?\{[^}]*:|@media\b"
    r"|if ?\( ?!?(?:window|typeof|document)|\}\)? ?\)? ?;? ?$|\}\) ?\(|//<!\[CDATA|\]\]>|new \w+\.\w+\(|eval\(|try ?\{|setTimeout\()"
)
LONE = re.compile(
    r"(?i)(?:& ?(?:nbsp|amp|#160|#8203|zwnj|lt|gt|raquo|laquo|bull|mdash|ndash|hellip) ?;?\s*)+"
    r"|\[? ?(?:e-?mail|email|courriel|correo electr[oó]nico|e-mail-adresse)[ -]?(?:\xa0| )?(?:protected|prot[eé]g[eé]|protegido|protetto|gesch[uü]tzt|address protected) ?\]?"
    r"|</?(?:p|br|div|span|b|i|em|strong|a|ul|li|hr|h\d|center|blockquote|section)\b[^<>\n]{0,80}/?>"
    r"|data:image/\S+|null|undefined|NaN|\[object Object\]|none|N/A|%s|\{\d\}|lorem ipsum.{0,200}|[{}()\[\];]{1,4}"
)
HINT = re.compile(
    r"[\[{<=&]|_ ?(?:img|image|ad|banner)|\w_\w|protected|protegido|\.write|push|null|undefined|function", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def inside(line: str) -> tuple[tuple[int, int], ...]:
    """The placeholders in a line, alone or glued to a word."""
    if not HINT.search(line):
        return ()
    return tuple(m.span() for m in GLUED.finditer(line) if m.end() > m.start() and _placeholder(line, m))


def _placeholder(line: str, match: re.Match[str]) -> bool:
    """A bracketed word that an editor may write too (“[photo]”) is a placeholder only alone on its line."""
    return match.group().lower().replace(" ", "") not in BRACKET or match.group() == line.strip()


@lru_cache(maxsize=4096)
def whole(line: str) -> bool:
    """Whether a line is nothing but placeholders, markup or program."""
    if not HINT.search(line):
        return False
    if LONE.fullmatch(line) or (len(line) < 5000 and SCRIPT.match(line) and re.search(r"[;{}()=]", line)):
        return True
    rest, at = [], 0
    for start, end in inside(line):
        rest.append(line[at:start])
        at = end
    return at > 0 and not any(c.isalnum() for c in "".join([*rest, line[at:]]))
