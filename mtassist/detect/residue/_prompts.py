"""Sentences that a site says to its visitor: newsletters, cookies, paywalls, players, comment rules, disclaimers.

They are good English and have their full stop, so lists of labels do not catch them. What gives them away is a frame:
how they begin (an imperative, “we”, “this article”, “by clicking”) and the thing they then speak of (cookies, our
channel, subscribers). The frames stand in ``seeds/lists/prompts.tsv``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mtassist import lists

SLOT = re.compile(r"<[a-z]+>")
FEW = re.compile(r"~(\d+)")
LEAD = re.compile(r"[^\w©ⓒ(]*(?:(?:please|and|or|also|so|now|then|just|you can(?: also)?) )?", re.IGNORECASE)
LONGEST = 600  # characters of a sentence that is looked at


@cache
def _frames() -> dict[str, re.Pattern[str]]:
    """One expression a rule."""
    words: dict[str, str] = {}
    frames: dict[str, list[str]] = {}
    for row in lists.rows("prompts"):
        pattern = SLOT.sub(lambda m: words.get(m.group(), m.group()), row["pattern"])
        if row["rule"].startswith("<"):
            words[row["rule"]] = pattern
        else:
            frames.setdefault(row["rule"], []).append(FEW.sub(r"[^.]{0,\1}", pattern))
    return {rule: re.compile("(?i)" + "|".join(f"(?:{p})" for p in found)) for rule, found in frames.items()}


@lru_cache(maxsize=8192)
def sentence(text: str) -> str | None:
    """Which rule a sentence belongs to, if it is one that a site says to its visitor.

    >>> sentence("Please subscribe to our channel on YouTube.")
    'prompt'
    """
    if len(text) > LONGEST:
        return None
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    return next((rule for rule, frame in _frames().items() if frame.match(text, start)), None)
