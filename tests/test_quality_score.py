"""The quality score: what it rests on, what it never rests on, and when it says little."""

import random
from math import log1p

import pytest
from conftest import SENTENCES, fake
from hypothesis import given, settings
from hypothesis import strategies as st

from mtassist import Config, check
from mtassist.neural import quality
from mtassist.neural.quality import CAP, UNJUDGED, Judged, pooled
from mtassist.neural.reading import Reading
from mtassist.pipeline import check_many
from mtassist.segment import document
from mtassist.types import Severity

CARD = {
    "bias": 0.0,
    "usual": {},
    "weights": {"hter": -1.0},
    "knots": [-1.0, 0.0, 1.0],
    "left": [0.2, 0.4, 0.8],
    "low": [0.1, 0.3, 0.7],
    "high": [0.3, 0.5, 0.9],
    "edits": {"bias": 0.0, "weights": {"hter": 0.0}},
}
FERRY = "The ferry left the old harbour at noon on Monday."


def reading(words=5, hter=0.0, **on_words):
    places = [(n, n + 1) for n in range(words)]
    return Reading(places, {task: [value] * words for task, value in on_words.items()}, {"hter": hter})


def whole(report, name="quality"):
    return next(score for score in report.scores if score.name == name and score.segment is None)


# What it rests on


def texts(seed, count):
    rng = random.Random(seed)
    return ["\n\n".join(" ".join(rng.choices(SENTENCES, k=rng.randint(1, 4))) for _ in range(2)) for _ in range(count)]


def test_the_quality_of_a_text_does_not_depend_on_what_else_is_checked(judging):
    given = texts(1, 5)
    together = [report.scores for report in check_many(map(document, given))]
    assert together[::-1] == [report.scores for report in check_many(map(document, given[::-1]))]
    assert together == [check(text).scores for text in given]


def test_equal_input_gives_an_equal_report(judging):
    from mtassist.neural import bundled

    for text in texts(2, 4):
        before = check(text)
        bundled.named(Config()).forget()
        assert check(text) == before


def test_sentences_are_numbered_over_all_and_the_text_is_their_mean(judging):
    first, last = "The ferry left early.", "Two sailors were hurt in the fire today."
    report = check(f"{first}\n\n***\n\n{last}")
    quality_of = {score.segment: score.value for score in report.scores if score.name == "quality"}
    numbers = [n for n, s in enumerate(report.document.segments) if s.text in (first, last)]
    assert quality_of == {None: 60.0, numbers[0]: 80.0, numbers[1]: 40.0}


def test_the_signature_names_the_model(judging):
    report = check(FERRY)
    assert f"|model:{report.model}|" in whole(report).signature


def test_without_a_model_there_is_no_quality(judging):
    assert {score.name for score in check(FERRY, config=Config(model="none")).scores} == {"mqm"}


def test_a_sentence_with_a_grave_error_of_the_rules_is_left_alone_less_often(judging, only):
    only()
    clean = whole(check(FERRY))
    only(fake("garbled.ferry", "ferry left", "ferries left", severity=Severity.MAJOR, confidence=0.9))
    hurt = whole(check(FERRY))
    assert hurt.value == pytest.approx(0.1 * clean.value, abs=0.1)
    assert hurt.low <= hurt.value <= hurt.high


# From a reading to a number


@pytest.mark.parametrize(
    ("hter", "left"), [(2.0, 0.2), (1.0, 0.2), (0.5, 0.3), (0.0, 0.4), (-0.25, 0.5), (-1.0, 0.8), (-9.0, 0.8)]
)
def test_the_curve_is_linear_between_its_knots_and_level_beyond(hter, left):
    assert quality.judged([reading(hter=hter)], CARD)[0].left == pytest.approx(left)


def test_edits_are_words_of_a_hundred():
    card = CARD | {"edits": {"bias": 0.0, "weights": {"hter": 0.0}}}
    assert quality.judged([reading()], card)[0].edits == 50


def test_a_sentence_is_judged_in_its_text_and_a_short_text_says_less_of_it():
    card = CARD | {"usual": {"hter": 0.5}, "weights": {"hter": -1.0, "text-hter": -1.0}}
    alone, *_ = quality.judged([reading(hter=0.0)], card)
    beside = [quality.judged([reading(hter=0.0), *[reading(hter=0.0)] * more], card)[0] for more in (1, 5, 50)]
    lefts = [alone.left, *(each.left for each in beside)]
    assert lefts == sorted(set(lefts))
    assert alone.left == pytest.approx(0.4 + 0.4 * 0.5 / (1 + quality.ALONE))
    assert quality.judged([reading(hter=0.0), *[reading(hter=1.0)] * 50], card)[0].left < alone.left


def test_a_sentence_is_judged_by_the_whole_by_its_words_and_by_its_length():
    told = quality.features(reading(4, 0.3, fluency=0.0))
    assert told == {"hter": 0.3, "fluency-mean": 0.5, "fluency-most": 0.0, "length": log1p(4)}


# Several sentences

shares = st.floats(0, 1)


@st.composite
def sentences(draw):
    low, left, high = sorted(draw(st.tuples(shares, shares, shares)))
    return Judged(left, low, high, draw(st.floats(0, 100)), draw(st.integers(1, 60)))


@given(st.lists(sentences(), min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_the_interval_holds_the_value(judged):
    value, low, high = pooled(judged)
    assert 0 <= low <= value + 1e-12
    assert value - 1e-12 <= high <= 1


@given(sentences())
@settings(deadline=None, max_examples=30)
def test_more_sentences_of_one_quality_make_it_surer_but_not_another(sentence):
    few, many = pooled([sentence] * 4), pooled([sentence] * 64)
    assert many[0] == pytest.approx(few[0])
    assert many[2] - many[1] <= few[2] - few[1] + 1e-9


def test_a_single_sentence_keeps_the_interval_of_its_calibration():
    assert pooled([Judged(0.4, 0.3, 0.5, 10, 8)]) == (0.4, 0.3, 0.5)


def test_the_words_of_a_long_sentence_weigh_more_in_the_share_that_is_changed(judging):
    assert whole(check(f"{FERRY} It rained."), "edits").value == 10


# What says little


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("Der Hund und die Katze gehen in das Haus, und das Wetter ist heute sehr schön.", None, "wrong language"),
        (FERRY, FERRY, "copy of the source"),
        ("He went home. " + 40 * "and again ", None, "loop"),
    ],
)
def test_what_is_no_translation_is_capped_whatever_the_model_says(judging, text, source, said):
    report = check(text, source=source)
    assert any(line.startswith(said) for line in report.incomplete)
    scores = [score for score in report.scores if score.name == "quality"]
    assert scores
    assert all(score.value <= CAP and score.high <= CAP for score in scores)


@pytest.mark.parametrize("text", ["Hello.", "Read on", "Three words here"])
def test_a_few_words_are_hardly_judged(judging, text):
    report = check(text)
    assert any(line.startswith("too short") for line in report.incomplete)
    assert whole(report).value <= UNJUDGED


@pytest.mark.parametrize("text", ["", " \n\n ", "***", "– – –"])
def test_a_text_without_words_has_no_quality_at_all(judging, text):
    assert not [score for score in check(text).scores if score.name in ("quality", "edits")]


def test_sound_text_of_some_words_is_not_capped(judging):
    assert quality.cap(document(f"{FERRY} Nobody was hurt."), ()) == 100


@given(st.text(max_size=200), st.none() | st.text(max_size=50))
@settings(max_examples=25, deadline=None)
def test_any_text_at_all_has_a_quality_within_bounds(models, text, source):
    model = quality.bundled._bundled(models / "mini")
    for score in quality.scores(model, document(text, source=source), ()):
        assert 0 <= score.value <= 100
        assert score.low is None or score.low <= score.value <= score.high
