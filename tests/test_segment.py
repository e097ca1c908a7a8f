"""Text to blocks and sentences: nothing is lost, nothing is glued."""

import pytest

from mtassist import document
from mtassist.segment import LONG
from mtassist.types import Kind


def blocks(text):
    return [(b.kind.value, b.text) for b in document(text).blocks]


def test_kinds_of_blocks():
    text = (
        "Storm closes the schools\n\n"
        "The storm closed all schools in the north of the country on Monday, the ministry said.\n\n"
        "• Follow\n\n"
        "Share this\n\n"
        "What we know so far\n"
        "Two people were hurt when a tree fell on a car near the old harbour in the evening."
    )
    assert [b.kind for b in document(text).blocks] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.ITEM,
        Kind.LINE,
        Kind.HEADING,
        Kind.PARAGRAPH,
    ]


def test_lines_are_blocks_of_their_own():
    assert [text for _, text in blocks("One line.\nTwo lines.\r\nThree.\u2028Four.")] == [
        "One line.",
        "Two lines.",
        "Three.",
        "Four.",
    ]


def test_a_hard_wrapped_paragraph_is_one_block():
    text = (
        "The minister said on Monday that the road along the coast would\n"
        "open again in May, if the weather holds and the money that was\n"
        "promised comes."
    )
    assert len(document(text).blocks) == 1


def test_verse_and_lists_are_not_a_wrapped_paragraph():
    assert len(document("Roses are red.\nViolets are blue.\nSugar is sweet.").blocks) == 3


def test_sentences():
    segments = document("Mr. Ames paid 3.5 million on Jan. 6. Then he left.").segments
    assert [s.text for s in segments] == ["Mr. Ames paid 3.5 million on Jan. 6.", "Then he left."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\N{ZERO WIDTH SPACE}", "\ud800", "\0", "a" * (LONG + 5)])
def test_strange_texts(text):
    made = document(text)
    assert made.text == text
    assert all(s.span.of(text) == s.text for s in made.segments)


def test_offsets_survive_astral_and_combining_characters():
    text = "😀😀 One. Cafe\u0301 two.\n\n👩‍👩‍👧 Three."
    for segment in document(text).segments:
        assert segment.span.of(text) == segment.text


def test_source_and_language_are_kept():
    made = document("One.", source="Eins.", language="en")
    assert (made.source, made.language) == ("Eins.", "en")


def test_two_documents_of_one_text_are_equal_and_of_two_are_not():
    assert document("One.\n\nTwo.") == document("One.\n\nTwo.") != document("One.\n\nThree.")
    assert document("One.", source="Eins.") != document("One.") != "One."
    assert hash(document("One.")) == hash(document("One."))
