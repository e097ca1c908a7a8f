"""The words above links to other articles: “Related materials”, “More in this section”, “To the theme”, “Also read”.

Every site has its own, and every machine its own rendering, but they are put together from few parts: which articles
(more, related, most read), what they are (news, materials, topics), and where (in this section, on the subject).
"""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist.detect.residue._voice import page_set

PARTS = {
    "which": r"(?:more|other|another|further|related|similar|popular|recommended|suggested|latest|last|recent|newest"
    r"|top(?:\s\d+)?|trending|hot(?:test)?|bold|best|featured|selected|interesting|current|fresh(?:est)?|additional|accompanying|linked"
    r"|linking|adjacent|connected|tied|next|previous|all|thematic|important|main|relevant|also|promoted|sponsored"
    r"|(?:the\s)?most[\s-](?:read|viewed|popular|discussed|commented|important|interesting|shared|watched|clicked|seen"
    r"|visited))",
    "what": r"(?:news|articles?|stories|topics?|themes?|contents?|materials?|posts?|videos|reads|items|links"
    r"|publications?|headlines|reports|texts|entries|subjects?|matters|reportages?|galleries)",
    "this": r"(?:the|this|our|that|these)?\s?(?:same\s)?",
    "place": r"(?:section|category|topics?|subjects?|themes?|rubric|matter|author|heading|column|series|issue|site"
    r"|portal)",
    "time": r"(?:now|today|right\snow|this\sweek|for\syou|here"
    r"|of\s(?:the\s|this\s)?(?:day|week|month|hour|editors?|site))",
    "read": r"(?:read|see|watch|look|view|check|learn|know|find\sout|discover|listen)",
    "joint": r"(?:in|from|of|on|about|to|by|under|at|with|for|regarding|over)",
}
FRAMES = (
    r"(?:what\s(?:they|people|others|everyone)(?:\sare)?|now\s(?:they|people)(?:\sare)?|now)\sread(?:ing)?(?:\snow)?",
    r"(?:in|on)\s(?:the\s)?trends?",
    r"(?:the\s)?(?:important|main|popular|hot|new|interesting|best|fresh)(?:\s(?:thing|things))?\s<time>",
    r"(?:the\s)?<which>(?:,?\s(?:and\s)?<which>)?\s(?:\w+\s)?<what>"
    r"(?:\s(?:<time>|<joint>\s<this><place>|from\s[A-Z][\w ]{1,30}))?",
    r"(?:more|other|also|further|popular|(?:the\s)?most\s(?:read|viewed|popular|discussed|commented|shared|watched|seen|clicked|listened))"
    r"\s<joint>\s<this><place>",
    r"(?:the\s)?(?:popular|trending|most\s(?:read|viewed|popular|discussed|commented|shared|watched|seen|clicked|listened)|recommended)\s<time>",
    r"(?:the\s)?most\s(?:read|viewed|popular|discussed|commented|shared|watched|seen|clicked|listened)",
    r"top\s\d+\s<time>",
    r"(?:more|further|additional)\sinformation\s<joint>\s<this><place>",
    r"the\s\d+\smost\s(?:read|viewed|popular|seen)\s<what>",
    r"<what>\s<joint>\s<this>(?:topic|subject|theme|rubric|section|category)",
    r"news\sof\sthe\s(?:day|hour|week)",
    r"(?:on|to|by|in|about|under|regarding|concerning|around)\s(?:the\s|this\s)?(?:same\s)?(?:topic|subject|theme)",
    r"(?:the\s)?(?:topic|theme|subject)\sof\sthe\s(?:article|day|news|text|publication)",
    r"<read>(?:\s(?:us|it))?\s(?:also|too|as\swell|more|next|further|in\saddition|this\stoo|this\sas\swell)"
    r"(?:\s(?:<joint>\s<this>(?:<place>|it)|also|here|this|<what>))?",
    r"<read>(?:\salso)?\s<joint>\s<this><place>",
    r"also\s(?:this|<read>|interesting|important|worth\s\w+|recommended|popular|<joint>\s<this><place>)",
    r"(?:(?:for|to)\s<read>|reading)\s(?:also|more|next|too)",
    r"(?:you|it|this|that|these)(?:\s(?:may|might|can|could|will|would))?"
    r"(?:\s(?:also|too|be|find))*\s(?:like|interest(?:ed|ing|s)?|care)(?:\s(?:in|you|to\syou))?(?:\s(?:this|that|these|it|also|too|as\swell|<what>))*",
    r"(?:the\s)?(?:editor(?:['’]?s|s['’]|ial|s)?|our|editorial\s(?:team|office|board)(?:['’]s)?)"
    r"\s(?:recommend(?:ation|ed|s)?|choice|pick|tip|selection|suggest(?:ion)?)s?",
    r"(?:we|editors)\s(?:also\s)?(?:recommend|suggest|advise)(?:\s(?:to\s\w+|reading|you|also|to\syou))*",
    r"recommended(?:\s(?:for|to)\syou|\sby\s\w+)?",
    r"continue\s(?:with|on)\s<this><place>",
    r"don['’]t\smiss(?:\sit|\sthis|\sout)?",
)


def _pattern(frames: tuple[str, ...]) -> re.Pattern[str]:
    joined = "|".join(frames)
    for name, words in PARTS.items():
        joined = joined.replace(f"<{name}>", words)
    return re.compile(rf"(?i)(?:{joined})(?![\w'’-])")


LABEL = _pattern(FRAMES)
FIRST = page_set("link")
ARTICLES = page_set("article")
PRONOUNS = page_set("pronoun")
AFTER_ARTICLE = re.compile(r"\W*(?:\w+\s+){1,3}(?i:topic|theme|subject|most|popular|trending|editor|recommended)")
AFTER_PRONOUN = re.compile(
    r"\W*\w+\s+(?i:editor|may|might|can|could|will|would|also|too|be|find|like|interest|care|recommend|suggest|advise|choice|pick|tip)"
)


def may_open(first: str, text: str, at: int) -> bool:
    """Whether a label may begin with this word: a cheap look before the long pattern."""
    if first not in FIRST:
        return False
    if first in ARTICLES:
        return AFTER_ARTICLE.match(text, at, at + 60) is not None
    return first not in PRONOUNS or AFTER_PRONOUN.match(text, at, at + 40) is not None


@lru_cache(maxsize=8192)
def label(text: str, at: int = 0) -> int:
    """Where a label that begins at ``at`` ends; 0 if there is none.

    >>> label("Related materials"), label("To the theme"), label("To the sea")
    (17, 12, 0)
    """
    match = LABEL.match(text, at, at + 90)
    return match.end() if match else 0
