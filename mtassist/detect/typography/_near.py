"""What stands beside a place in a text: quote marks, addresses, abbreviations."""

from __future__ import annotations

from functools import cache

from mtassist.lists import words

QUOTES = frozenset("\"“”„‟‘’‚‛«»‹›`´「」『』'")
ADDRESS = ("://", "www.", "@", "/", "#", "\\", "_")


def before(text: str, at: int) -> str:
    """The character before ``at``, or nothing."""
    return text[at - 1] if at > 0 else ""


def after(text: str, at: int) -> str:
    """The character at ``at``, or nothing."""
    return text[at] if at < len(text) else ""


def in_address(text: str, start: int, end: int) -> bool:
    """Whether the unbroken run of characters around a place looks like a web address, a path, a handle or a tag."""
    left = max(text.rfind(" ", max(0, start - 80), start), text.rfind("\n", max(0, start - 80), start)) + 1
    stop = text.find(" ", end, end + 80)
    token = text[max(left, start - 80) : stop if stop >= 0 else end + 80]
    return any(sign in token for sign in ADDRESS)


def abbreviation(word: str) -> bool:
    """Whether a word, given without its last point, keeps a point of its own: “etc”, “U.S”, “J”."""
    return len(word) < 2 or "." in word or word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(w.lower() for w in words("abbreviations"))
