"""Words as the grammar rules see them: tokens, closed word classes, and the forms of common verbs.

There is no tagger. A rule asks for words by name or for a class of a few words, and for verb forms listed in
``seeds/lists/verbs.tsv``; what a list does not hold is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from mtassist import lists

TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]|_")
SCORE = re.compile(r"[0-9]{1,3}-[0-9]{1,3}")
LATEST = 2099  # the last number that is read as a year


class Token(NamedTuple):
    start: int
    end: int
    text: str
    word: str  # lower case, straight apostrophe; capitals stay where a whole word is in capitals (US, WHO, IT)


def words(text: str) -> frozenset[str]:
    """The words of a list written in one string."""
    return frozenset(text.split())


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a sentence, in order.

    >>> [t.word for t in tokens("The WHO doesn’t say.")]
    ['the', 'WHO', "doesn't", 'say', '.']
    """
    return tuple([Token(*match.span(), said := match.group(), _low(said)) for match in TOKEN.finditer(text)])


def _low(text: str) -> str:
    if text.islower() and text.isascii():
        return text
    return text if len(text) > 1 and text.isupper() else text.lower().replace("’", "'")


CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "art": "a an the",
        "det": "a an the this that these those my your his her its our their every each some any no another",
        "poss": "my your his her its our their",
        "subj": "i he she it we they you",
        "he": "he she it",
        "obj": "him her them us me",
        "be": "is are was were am",
        "have": "has have had",
        "modal": "can could will would shall should may might must cannot",
        "prep": "of in on at to for from with by about into onto over under between among against during without"
        " within through towards toward upon across behind",
        "day": "monday tuesday wednesday thursday friday saturday sunday",
        "month": "january february march april may june july august september october november december",
        "time": "morning afternoon evening night noon",
        "net": "instagram twitter facebook telegram tiktok youtube vkontakte linkedin snapchat wechat weibo",
        "act": "go come do make see eat bring buy choose continue decide become begin join learn speak sit ski believe"
        " understand know explain give take find keep let think write get be have",
        "few": "two three four five six seven eight nine ten eleven twelve several many few various numerous",
    }.items()
}


@cache
def word_class(name: str) -> frozenset[str]:
    """A closed class or one of ``seeds/lists/word_classes.tsv``."""
    return CLASSES.get(name) or words({row["class"]: row["words"] for row in lists.rows("word_classes")}[name])


@cache
def forms() -> dict[str, dict[str, str]]:
    """Base form of a verb → its forms: third, past, part, ing (and base)."""
    return {row["base"]: row for row in lists.rows("verbs")}


@cache
def with_form(form: str) -> frozenset[str]:
    """Every listed verb in one form: base, third, past, part or ing."""
    return frozenset(row[form] for row in forms().values())


@cache
def base_of(form: str, word: str) -> str | None:
    """The base of a verb given in one form: ``base_of("third", "goes")`` is ``"go"``."""
    return _bases(form).get(word)


@cache
def _bases(form: str) -> dict[str, str]:
    return {row[form]: row["base"] for row in forms().values()}


def is_number(token: Token) -> bool:
    return token.text[0].isdigit()


def is_year(token: Token) -> bool:
    return (
        len(token.text) == 4 and token.text.isascii() and token.text.isdecimal() and 1900 <= int(token.text) <= LATEST
    )


def is_name(token: Token) -> bool:
    return token.text[0].isupper()


def is_plain(token: Token) -> bool:
    """A word in small letters."""
    return token.text[0].islower()


def is_plural(token: Token) -> bool:
    return token.text.isdecimal() and token.text != "1"


def is_hour(token: Token) -> bool:
    return token.text.isascii() and token.text.isdecimal() and len(token.text) <= 2 and int(token.text) <= 24


def is_score(token: Token) -> bool:
    return SCORE.fullmatch(token.text) is not None


@cache
def _one() -> dict[str, str]:
    """Plural → singular of the listed nouns."""
    return {many: one for one in sorted(word_class("one")) if (many := reform(one, "many"))}


OPEN: dict[str, Callable[[Token], bool]] = {
    "num": is_number,
    "year": is_year,
    "plural": is_plural,
    "hour": is_hour,
    "score": is_score,
    "Name": is_name,
    "word": is_plain,
    "any": lambda token: token.text[0].isalnum(),
}
FORMS = ("base", "third", "past", "part", "ing")
MANY = {"man": "men", "woman": "women", "child": "children", "person": "people"}
PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do", "wants": "want", "says": "say", "knows": "know"}
PLURAL |= {"thinks": "think", "needs": "need"}
SINGULAR = {"are": "is", "were": "was", "am": "is", "do": "does", "don't": "doesn't", "these": "this", "those": "that"}
IRREGULAR = {("are", "have"): "have", ("were", "have"): "had", ("have", "be"): "are", ("stand", "be"): "are"}


def _plural(noun: str) -> str:
    if re.search("[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search("(?:s|x|[cs]h)$", noun) else "s")


def reform(word: str, how: str) -> str | None:
    """Another form of a word: ``many`` or ``one`` of a noun, ``th`` of a number, ``pl`` or ``sg`` of a verb, a form of
    a verb by its name, or another verb in this form.

    >>> reform("country", "many"), reform("was", "pl"), reform("took", "base"), reform("makes", "take")
    ('countries', 'were', 'take', 'takes')
    """
    if how == "th":
        return word + ("th" if word[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(word[-1:], "th"))
    if how == "many":
        return MANY.get(word) or _plural(word)
    if how == "one":
        return _one().get(word)
    if how in ("pl", "sg"):
        return (PLURAL if how == "pl" else SINGULAR).get(word, word)
    if how in FORMS:
        base = next((b for f in FORMS if (b := base_of(f, word))), None)
        return forms()[base][how] if base else None
    form = next((f for f in FORMS if base_of(f, word)), None)
    return IRREGULAR.get((word, how)) or (forms()[how][form] if form else None)
