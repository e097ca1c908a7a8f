"""Edits are the only way a text changes."""

import pytest

from mtassist.edits import apply, clash, deletion, disjoint
from mtassist.types import Edit, Span


def test_apply_makes_all_edits_whatever_their_order():
    made = [Edit(Span(4, 5), "E"), Edit(Span(0, 1), ""), Edit(Span(2, 2), "--")]
    assert apply("abcde", made) == apply("abcde", reversed(made)) == "b--cdE"


def test_two_insertions_at_one_place():
    assert apply("ab", [Edit(Span(1, 1), "x"), Edit(Span(1, 1), "y")]) == "axyb"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(0, 3), ""), Edit(Span(2, 4), "")],
        [Edit(Span(3, 9), "")],
        [Edit(Span(1, 4), "x"), Edit(Span(2, 2), "y")],
    ],
)
def test_apply_refuses_what_does_not_fit(edits):
    with pytest.raises(ValueError, match="does not fit"):
        apply("abcd", edits)


@pytest.mark.parametrize(
    ("one", "two", "clashing"),
    [
        ((0, 2), (2, 4), False),
        ((0, 2), (1, 3), True),
        ((0, 3), (1, 1), True),
        ((0, 3), (3, 3), False),
        ((1, 1), (1, 1), True),
        ((1, 1), (1, 3), True),
    ],
)
def test_clash(one, two, clashing):
    a, b = Edit(Span(*one), "x"), Edit(Span(*two), "y")
    assert clash(a, b) is clash(b, a) is clashing


def test_disjoint_keeps_groups_whole():
    first = [Edit(Span(0, 2), "x"), Edit(Span(600, 601), "y")]
    second = [Edit(Span(300, 301), ""), Edit(Span(600, 602), "z")]
    third = [Edit(Span(300, 302), "")]
    assert disjoint([first, second, third]) == first + third


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("One.\n\nShare\n\nTwo.", "Share", "One.\n\nTwo."),
        ("One.\r\nShare\r\nTwo.", "Share", "One.\r\nTwo."),
        ("One.\n\n  Share  ", "Share", "One."),
        ("Share\n\nOne.", "Share", "One."),
        ("One.\n\nShare\n\n  Two.", "Share", "One.\n\n  Two."),
        ("One. Share Two.", "Share", "One. Two."),
        ("Share One.", "Share", "One."),
        ("One. Share", "Share", "One."),
        ("OneShareTwo", "Share", "OneTwo"),
        ("Share", "Share", ""),
    ],
)
def test_deletion_leaves_no_hole(text, gone, left):
    at = text.index(gone)
    assert apply(text, [deletion(text, Span(at, at + len(gone)))]) == left
