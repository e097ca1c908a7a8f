"""What templates and scripts leave in a text: placeholders, shortcodes, pieces of tags, lines of program."""

from __future__ import annotations

import re
from functools import lru_cache

FLAGS = re.IGNORECASE | re.VERBOSE
MARK = r"[\"”“″]"  # machines curl the quotation marks of attributes
GLUED = re.compile(
    rf"""
    \[embed\]\S{{0,200}}?\[/embed\]
    | \[\s?/?(?:ad|ads|banner|adsense|embed|caption|gallery|vc|et_pb|video|audio|playlist|quads|adrotate|widget|poll
        |tweet|inread|contact-form-7|photo|image|img)
        (?:\s?[_-]\s?\w{{1,30}}|\s\d{{1,3}}){{0,4}}
        (?:\s(?:id|ids|url|src|width|align)=[^\]\n]{{0,200}})?\s?\]                        # [ad_1], [caption id="…"]
    | (?:\b|(?<=_))(?:first|last|next|prev|main|top)\s?_\s?(?:img|image|ad|banner)(?![a-z_])   # first_img
    | \{{\{{\s?[\w.$|()\ -]{{1,60}}\s?\}}\}} | \{{%\s?[\w\ .="'-]{{1,80}}\s?%\}}
    | \$\{{[\w.]{{1,40}}\}} | %%\w{{2,30}}%%
    | <image>(?:\s?data\s?:\s?image\s?/\s?[\w+]+\s?(?:;\s?base64\s?)?,?\s?[\w/+=.]*)?
    | <(?:img|figure|iframe|script|source|video|svg|object|ins)\b[^<>\n]{{0,400}}/?>
    | \balt\s?=\s?{MARK}(?:[^"”“″\n<>]{{0,200}}{MARK}(?:\s?\w+\s?=\s?{MARK}[^"”“″\n<>]{{0,200}}{MARK}){{0,8}}\s?/?>?)?
    | \(<url>\)(?:[ \t]*\(<url>\))* | \s?[-–—]\s?<url>$ | ^<url>$
    | <!\s?[-–—]+[^<>\n]{{0,200}}(?:[-–—]+\s?>)?                                          # <!-- more -->
    | pic\.twitter\.com/\w+
    """,
    re.VERBOSE,
)
ANY_CASE = re.compile(r"(?i)\[\s?ad\s?_\s?\d\s?\]|\[\s?banner_\w+\s?\]")
AMBIGUOUS = {
    "[ad]",
    "[ads]",
    "[video]",
    "[audio]",
    "[photo]",
    "[image]",
    "[tweet]",
    "[gallery]",
    "[caption]",
    "[poll]",
    "[img]",
}
SCRIPT = re.compile(
    r"""
    \(?adsbygoogle\b | googletag\b | document\.(?:write|getElement|createElement|addEvent) | window\.\w+\s?[=.|(]
    | (?:var|let|const)\s_?\w+\s?= | \(?\s?function\s?\w*\s?\( | !function | jquery\( | \$\( | _taq | _taboola
    | (?:fbq|gtag|ga)\s?\( | _gaq | dataLayer\b | <\?\s?php | [#.][\w-]+\s?\{[^}]*: | @media\b | setTimeout\( | eval\(
    | if\s?\(\s?!?(?:window|typeof|document) | \}\)?\s?\)?\s?;?\s?$ | \}\)\s?\( | //<!\[CDATA | \]\]> | new\s\w+\.\w+\(
    """,
    FLAGS,
)
LONE = re.compile(
    r"""
    (?:&\s?(?:nbsp|amp|\#160|\#8203|zwnj|lt|gt|raquo|laquo|bull|mdash|ndash|hellip)\s?;?\s*)+
    | \[?\s?(?:e-?mail|courriel|correo\selectr[oó]nico|e-mail-adresse)[\s-]?\s?
        (?:protected|prot[eé]g[eé]|protegido|protetto|gesch[uü]tzt|address\sprotected)\s?\]?
    | </?(?:p|br|div|span|b|i|em|strong|a|ul|li|hr|h\d|center|blockquote|section)\b[^<>\n]{0,80}/?>
    | https?://(?:\w+\.)?(?:twitter|x|t|facebook|fb|instagram|youtube|youtu|tiktok)\.(?:com|co|be|me|watch)/\S+
    | data:image/\S+ | null | undefined | NaN | \[object\sObject\] | %s | \{\d\} | lorem\sipsum.{0,200}
    """,
    FLAGS,
)
HINT = re.compile(r"[\[{}<=&_%]")  # what a template leaves has one of these, or begins so
LONE_WORDS = ("null", "undefined", "nan", "lorem", "email", "e-mail", "courriel", "correo")


@lru_cache(maxsize=4096)
def _hinted(line: str) -> bool:
    """Whether a line may hold anything that a template leaves."""
    return HINT.search(line) is not None or "://" in line or "pic.t" in line or line[:12].lower().startswith(LONE_WORDS)


@lru_cache(maxsize=4096)
def inside(line: str) -> tuple[tuple[int, int], ...]:
    """The placeholders in a line, alone or glued to a word.

    >>> inside("first_imgLisvik wants its ferry back.")
    ((0, 9),)
    """
    if not _hinted(line):
        return ()
    found = {m.span() for pattern in (GLUED, ANY_CASE) for m in pattern.finditer(line) if _placeholder(line, m)}
    return tuple(sorted(found))


def _placeholder(line: str, match: re.Match[str]) -> bool:
    """A bracketed word that an editor may write too (“[photo]”) is a placeholder only alone on its line."""
    return match.group().replace(" ", "") not in AMBIGUOUS or match.group() == line.strip()


@lru_cache(maxsize=4096)
def whole(line: str) -> bool:
    """Whether a line is nothing but placeholders, markup or program."""
    if not _hinted(line):
        return False
    if LONE.fullmatch(line) or (len(line) < 5000 and SCRIPT.match(line) and any(c in line for c in ";{}()=")):
        return True
    rest, at = [], 0
    for start, end in inside(line):
        rest.append(line[at:start])
        at = max(at, end)
    return at > 0 and not any(c.isalnum() for c in "".join([*rest, line[at:]]))
