"""From a rewritten sentence to the smallest edits that mend one place, and what is never believed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtassist.edits import apply
from mtassist.neural.minimal import Place, mend
from mtassist.types import Span


def mended(marked, new, family="garbled"):
    """The sentence after the edits for its [[marked]] place; None where there are none."""
    start = marked.index("[[")
    old = marked.replace("[[", "").replace("]]", "")
    edits = mend(old, new, Place(Span(start, marked.index("]]") - 2), family))
    return apply(old, edits) if edits else None


@pytest.mark.parametrize(
    ("marked", "new", "wanted"),
    [
        (
            "But only if [[in If]] there were peace could they return.",
            "But only if there were peace could they go home.",
            "But only if there were peace could they return.",
        ),
        ("[[The the]] minister spoke.", "The minister spoke in public.", "The minister spoke."),
        (
            "He [[has yesterday the house bought]] for 300 euros.",
            "He bought the house yesterday for 300 euros.",
            "He bought the house yesterday for 300 euros.",
        ),
        ("He said [[that that]] “now” is late.", 'He said that "now" is late.', "He said that “now” is late."),
        ("[[In in]] Ghent it rained – hard.", "In Ghent it rained - hard.", "In Ghent it rained – hard."),
    ],
)
def test_only_what_touches_the_place_is_changed(marked, new, wanted):
    assert mended(marked, new, "repetition" if "[[has" not in marked else "garbled") == wanted


def test_what_was_moved_away_comes_along():
    """The verb stands outside the marked place, and belongs to the mended clause."""
    wanted = "Yesterday the council rejected the plan, people say."
    assert mended("Yesterday [[has]] the council the plan rejected, people say.", wanted) == wanted


def test_words_of_the_source_become_english():
    assert mended("The [[Bürgermeister]] spoke.", "The mayor spoke.", "untranslated") == "The mayor spoke."
    assert mended("[[Deutschland]] has won.", "Germany has won.", "untranslated") == "Germany has won."


@pytest.mark.parametrize(
    ("marked", "new", "why"),
    [
        ("He [[has it for 300 bought]].", "He bought it for 400.", "a number"),
        ("The [[two of two]] ships left.", "The three ships left.", "a numeral"),
        ("So Ames [[has it seen]].", "So Benn saw it.", "a name"),
        ("So [[has he it seen]] in Ghent.", "So Vrombel saw it in Ghent.", "a name that came"),
        ("They [[not have it seen]] there.", "They have it seen there.", "a negation"),
        ("It [[can be not]] seen.", "It can't not be seen.", "a negation that came"),
        ("He [[said “never]] again”.", "He said never again.", "quote marks"),
        ("The road [[of the of]] council is closed since the storm.", "The road.", "most of the sentence"),
        ("The road [[of the of]] council is closed.", "A completely different remark about weather and cats.", "all"),
        ("He [[has it seen]].", "He has [it] seen.", "markup"),
        ("He [[has it seen]].", "He saw it, and he was glad to have seen it at last after so many years.", "length"),
        ("The [[of the of]] road.", "I'm sorry, I cannot help with that.", "a refusal"),
        ("Das [[ist ein Haus]].", "I'm sorry, I cannot translate.", "a refusal"),
        ("The [[of the of]] road.", "Here is the corrected sentence: The road.", "prose around it"),
        ("The road [[is is]] closed.", "", "nothing"),
        ("The road [[is is]] closed.", "The road is is closed.", "no change"),
        ("The road [[is is]] closed today.", "The road is is closed now.", "a change elsewhere"),
    ],
)
def test_what_must_stay_stays(marked, new, why):
    for family in ("garbled", "accuracy", "untranslated", "repetition"):
        assert mended(marked, new, family) is None, f"{family}: {why} must not change"


def test_of_what_was_said_twice_once_is_enough():
    said_twice = "[[In 2019 Ames did not pay. In 2019 Ames did not pay.]]"
    assert mended(said_twice, "In 2019 Ames did not pay.", "repetition") == "In 2019 Ames did not pay."
    assert mended(said_twice, "In 2019 Ames did not pay.", "garbled") is None


def test_what_is_said_twice_does_not_go_altogether():
    said = "The machine [[should also should also]] drink."
    assert mended(said, "The machine should also drink.", "repetition") == "The machine should also drink."
    assert mended(said, "The machine should drink.", "repetition") is None


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_answer_gives_edits_that_fit_and_keep_the_figures(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    made = apply(old, mend(old, new, Place(Span(start, end), "garbled")))
    assert sorted(re.findall(r"\d", made)) == sorted(re.findall(r"\d", old))
    assert made.isprintable() or made == old
