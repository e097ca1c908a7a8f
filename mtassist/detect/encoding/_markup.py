"""What is code in a text: tags of web pages and tokens of translation models, plain or escaped."""

from __future__ import annotations

import re

from mtassist.cues import cues

_OPEN, _CLOSE = r"(?:<|&lt;|& lt ;|\u2039)", r"(?:>|&gt;|& gt ;|\u203a)"
_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font"
    "|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|ol|option|p"
    "|picture|pre|q|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot"
    "|th|thead|title|tr|u|ul|video|wbr"
)
TAG = re.compile(
    rf"{_OPEN} ?(?P<close>/)? ?(?P<name>{_NAMES})(?:\s[^<>=]{{0,80}}=[^<>]{{0,400}}?)? ?/? ?{_CLOSE}", re.IGNORECASE
)
COMMENT = re.compile(
    rf"{_OPEN} ?! ?(?:--|- -|–|—)[^<>]{{0,400}}?(?:--|- -|–|—) ?{_CLOSE}|{_OPEN} ?! ?(?:--|–|—) ?{_CLOSE}?"
)
LOST = re.compile(rf"{_OPEN} ?unk ?{_CLOSE}|\[ ?UNK ?\]|\N{{DOUBLE QUESTION MARK}}+", re.IGNORECASE)  # a word is gone
CODE = re.compile(
    rf"{_OPEN} ?(?:/? ?s|pad|eos|bos|mask|cls|sep|/?sos|extra_id_\d+|2[a-z]{{2,3}}|\|[a-z_]+\|) ?{_CLOSE}"
    r"|\[ ?(?:CLS|SEP|PAD|MASK|EOS|BOS) ?\]"
    r"|__[a-z]{2,3}(?:_[A-Za-z]{4})?__|\b[a-z]{3}_(?:Latn|Cyrl|Arab|Hans|Hant|Deva|Hebr|Grek|Jpan|Hang|Thai)\b"
)
CODED = cues(shape="[&;<{‹]")  # without one of these a text holds no code


def places(text: str) -> frozenset[int]:
    """The offsets that tags and tokens cover: rules for single characters leave them alone."""
    matches = (match for pattern in (TAG, COMMENT, LOST, CODE) for match in pattern.finditer(text))
    return frozenset(at for match in matches for at in range(*match.span()))
