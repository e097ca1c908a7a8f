"""What a person has muted stays quiet: by a comment in the text, or by fingerprint."""

import pytest
from conftest import fake

from mtassist import Config, check, document
from mtassist.suppress import fingerprint


@pytest.fixture(autouse=True)
def animals(only):
    only(fake("a.cat", "cat"), fake("a.dog", "dog"), fake("b.cow", "cow"))


def found(text, **options):
    return [(i.rule, i.span.start) for i in check(text, config=Config(**options)).issues]


def rules(text):
    return [rule for rule, _ in found(text)]


def test_a_comment_mutes_its_own_block_and_the_next():
    text = "A cat.\n\n<!-- mtassist: ignore -->\n\nA cat and a cow.\n\nA dog."
    assert rules(text) == ["a.cat", "a.dog"]


def test_a_comment_within_a_paragraph():
    assert rules("A cat. <!-- mtassist: ignore -->\n\nA cow.\n\nA dog.") == ["a.dog"]


@pytest.mark.parametrize(
    ("names", "left"),
    [("a.cat", ["a.dog", "b.cow"]), ("a", ["b.cow"]), ("a.dog b", ["a.cat"]), ("a.cat, a.dog", ["b.cow"])],
)
def test_only_the_rules_or_families_named(names, left):
    assert rules(f"<!-- mtassist: ignore {names} -->\nA cat, a dog, a cow.") == left


def test_for_the_whole_text():
    text = "A cat.\n\nA cow.\n\nA dog.\n\n<!-- mtassist: ignore-file a -->"
    assert rules(text) == ["b.cow"]
    assert rules("A cat.\n\nA cow.\n\n<!--mtassist:ignore-file-->") == []


def test_a_comment_is_never_a_finding():
    assert rules("One.\n\n<!-- mtassist: ignore a.dog cow -->") == []


def test_a_fingerprint_outlives_changes_elsewhere_but_not_here():
    text = "It was long ago that he saw a cat in the garden of the house."
    (before,) = check(text).issues
    known = fingerprint(document(text), before)
    later = "A new sentence came first. " + text
    (after,) = check(later).issues
    assert fingerprint(document(later), after) == known
    other = text.replace("garden", "house")
    assert fingerprint(document(other), check(other).issues[0]) != known


def test_an_ignore_list_mutes_by_fingerprint():
    text = "A cat and a dog."
    cat, dog = (fingerprint(document(text), i) for i in check(text).issues)
    assert found(text, ignored=frozenset({cat})) == [("a.dog", 12)]
    assert found(text, ignored=frozenset({cat, dog})) == []


def test_equal_words_in_other_surroundings_have_other_fingerprints():
    text = "First there was a cat in the house, and much later there was another cat in the street."
    one, two = check(text).issues
    assert fingerprint(document(text), one) != fingerprint(document(text), two)
