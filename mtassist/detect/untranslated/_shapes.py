"""The look of words spelt out from other scripts, and of German compounds: nothing English is built so."""

from __future__ import annotations

import re

LONGEST = 30  # letters of a word
_KANA = "(?:(?:[kgszjtdnhbpmr]y?|sh|ch|ts|f|y|w)?[aeiou]|n(?![aeiouy])|(?P<double>[kstp])(?=(?P=double)))"
_PINYIN = (
    "(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)(?:iang|uang|iong|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un"
    "|ia|ie|iu|ua|uo|ui|[aeiu]))"
)
JAPANESE = re.compile(f"(?=.{{5,}}$)(?=.*(?:tsu|ryo|kyo|shi[^oep]|[aiueo]sh[ou]|gyo))(?:{_KANA})+$")
CHINESE = re.compile(f"(?=.{{5,}}$)(?=.*(?:x[iu]|q[iu]|zh[aeiou]))(?:{_PINYIN}){{2,4}}$")
SLAVIC = re.compile(
    r".{2,}(?:ushka|yshka|oshka|ochka|echka|ichka|ovka|evka|alka|elka|ilka|nitsa|shchiki?|ovniki?|tsiya|tsii|yye|eniye"
    r"|eniya|stvo|skiy|sky[iy]|noye|nogo)$"
)
GERMAN = re.compile(r".{4,}(?:berechtig|pflichtig|jährig|mäßig|würdig|bedürftig|spezifisch|wirtschaftlich)t?e[nmrs]?$")
HEADS = (  # no streets, houses, towns, clubs, papers and companies: their names stay
    "amt", "ämter", "ausschuss", "behörde", "behörden", "dienst", "fahrer", "fahrt", "feuer", "feuerwehr", "fraktion",
    "führer", "geld", "gericht", "gesetz", "gesetze", "heit", "hilfe", "kanzler", "keit", "konferenz", "kosten",
    "krise", "leistung", "leistungen", "leiter", "minister", "ministerium", "pflicht", "polizei", "präsident",
    "preis", "preise", "räte", "recht", "regierung", "rente", "richter", "schaft", "schutz", "sitzung", "steuer",
    "träger", "unfall", "versammlung", "versicherung", "vertrag", "verwaltung", "vorstand", "wahl", "wesen",
    "wirtschaft", "wohnung", "wohnungen", "zuschlag", "zuschuss",
)  # fmt: skip


def is_compound(word: str) -> bool:
    """Whether a word with a capital ends as German compounds do."""
    return word.endswith(HEADS) and word[1:].islower() and len(word) >= 7


def is_german(word: str) -> bool:
    """Whether a word in small letters is a German adjective: those stand before nouns with a capital."""
    return len(word) <= LONGEST and GERMAN.match(word) is not None


def is_outlandish(word: str) -> bool:
    """Whether a word in small letters is Russian, Japanese or Chinese in Latin letters, or a German adjective."""
    return len(word) <= LONGEST and bool(
        JAPANESE.match(word) or CHINESE.match(word) or SLAVIC.match(word) or GERMAN.match(word)
    )
