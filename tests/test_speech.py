"""The quote ledger: what each mark is read as, and where direct speech stands."""

import json
import random
from pathlib import Path

import pytest

from mtassist import attribution, document, speech
from mtassist.types import Span

SEEDS = Path(__file__).parents[1] / "seeds"


def parts(text):
    return [m.part.value for _, _, read in speech.ledger(document(text)).blocks for m in read.marks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and left.', ["open", "close"]),
        ('It was still" stolen" then.', ["open", "close"]),
        ('"They plan the "big jump" now," she said.', ["open", "open", "close", "close"]),
        ('It doesn"t rain.', ["apostrophe"]),
        ('A 27" screen.', ["inches"]),
        ('"As she wishes." ”', ["open", "close", "extra"]),
        ('"Wait, he said. "Now we go," he said.', ["unclosed", "open", "close"]),
        ('We wait," he said.', ["stray"]),
        ('"One.\n\n"Two."', ["continued", "open", "close"]),
        ("„Ja“, he said. ”Nej”, she said.", ["open", "close", "open", "close"]),
    ],
)
def test_reading(text, expected):
    assert parts(text) == expected


def test_speech_runs_over_continued_paragraphs():
    text = 'She wrote: "One.\n\n"Two." It rained.'
    talk = speech.spans(document(text))
    assert [s.of(text) for s in talk.spans] == ["One.", "Two."]
    assert talk.hold(Span(12, 14))
    assert not talk.hold(Span(len(text) - 5, len(text)))


def test_style_follows_the_good_pairs():
    assert speech.ledger(document('“a”, “b” and “c” but "d".')).style == ("“", "”")
    assert speech.ledger(document('"a" and "b" but “c”.')).style == ('"', '"')


@pytest.mark.parametrize("text", ['"' * 5000, '" ' * 5000, "“" * 3000])
def test_a_heap_of_marks_is_left_unread(text):
    assert parts(text) == []


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        (" said the mayor.", "said"),
        (", Anna Berg told the press.", "Anna Berg told"),
        (" - writes Orlov", "writes"),
        (" It rained.", None),
        (" and left.", None),
    ],
)
def test_reporting_clause_after_speech(words, clause):
    found = attribution.after(words, 0)
    assert (found["clause"] if found else None) == clause


def test_an_object_after_the_verb_is_no_reporting_clause():
    assert attribution.within("After that, Mr Ash acknowledges progress in the talks.", 0, 54) is None


def test_the_sample_is_the_annotated_article():
    article = json.loads((SEEDS / "articles/mt/german-border-talks.json").read_text(encoding="utf-8"))
    sample = (SEEDS / "samples/german-border-talks.txt").read_bytes().decode()
    assert sample.rstrip("\n") == article["text"].rstrip("\n")


def test_a_plain_pair_is_read_as_the_cheapest_reading_reads_it():
    rng = random.Random(1)
    pieces = ('"', '"', "“", "”", " ", "a", "B", "s", ",", ".", ":", "1", "(", ")", "!", " said", " he ", "-", "'")
    plain = 0
    for _ in range(60_000):
        text = "".join(rng.choices(pieces, k=rng.randint(3, 9)))
        places = [m.span() for m in speech.MARKS.finditer(text)]
        if len(places) == 2 and speech._plain(text, *places):
            plain += 1
            for followed in (True, False):
                assert speech._cheapest(text, places, followed) == ["open", "close"], text
    assert plain > 100
