"""Names of people as a shape, for there is no list of all of them."""

from __future__ import annotations

import re

from mtassist.lists import rows

CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŲŴŶŹŻŽ]"
PART = rf"(?:{CAPITAL}[\w'’]*(?:-[\w'’]+)*\.?)"
LINK = r"(?:van|von|der|den|de|da|do|dos|del|della|di|du|la|le|el|al|bin|ibn|abu|ter|ten|zu|y|e|af|av)"
TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mag|Ing|Sr|Sra)\.?\s)"
NAME = rf"(?:{TITLE}{{0,2}}{PART}(?:\s(?:{LINK}\s){{0,2}}{PART}){{1,3}})"
NAMES = rf"(?:{NAME}(?:(?:,\s?|\sand\s|\s?&\s|\s?/\s?){NAME}){{0,4}})"
NEVER = frozenset(row["word"] for row in rows("not_names") if row["kind"] == "heading")
HEADLINE = frozenset(row["word"] for row in rows("not_names") if row["kind"] == "headline")
WHOLE = re.compile(NAME)


def is_name(line: str) -> bool:
    """Whether a line is the name of a person and nothing else.

    >>> is_name("Frederick van der Smith"), is_name("Dr. Ana Ruiz"), is_name("What Now"), is_name("Frederick")
    (True, True, False, False)
    """
    return len(line) <= 50 and bool(WHOLE.fullmatch(line)) and not NEVER & set(line.split())
