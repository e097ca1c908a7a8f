"""Calibration on made-up data whose curve is known, and severity on made-up articles."""

import json
import random
from dataclasses import replace
from itertools import pairwise
from math import exp, log, log1p

import numpy as np
import pytest
from conftest import store

from mtassist.errors import InputError
from mtassist.neural.clause import likely
from mtassist.neural.features import words
from mtassist.neural.quality import Judged, judged
from mtassist.neural.reading import Reading
from mtassist.train import calibrate, reliability, severity
from mtassist.train.calibrate import Bin, Calibration, Case, fit, halves, logistic, measured

ROW = {"dataset": "d", "group": "1", "mt": "He go .", "pe": "He went .", "hter": 0.5, "tags": []}


def sigmoid(x):
    return 1 / (1 + exp(-x))


def reading(value, count=8):
    return Reading([(n, n + 1) for n in range(count)], {}, {"hter": value})


def told(value, count=8):
    return {"hter": value, "length": log1p(count)}


def made(seed, size):
    """Sentences of which a known share is edited: more the higher one number."""
    rng = random.Random(seed)
    for n in range(size):
        value = rng.gauss(0, 1)
        edited = float(rng.random() < sigmoid(2 * value - 0.5))
        yield value, Case(f"{n}", edited, sigmoid(value - 1.5), "made up", f"group {n // 3}")


# Regression


def test_one_feature_of_two_values_has_the_log_odds_of_its_counts():
    x = np.array([[0.0]] * 40 + [[1.0]] * 60)
    y = np.array([1.0] * 10 + [0.0] * 30 + [1.0] * 45 + [0.0] * 15)
    weights, bias = logistic(x, y, 0.0)
    assert bias == pytest.approx(log(10 / 30), abs=1e-4)
    assert weights[0] == pytest.approx(log(45 / 15) - log(10 / 30), abs=1e-4)


def test_shares_are_regressed_on_like_counts():
    whole = logistic(np.array([[0.0]] * 4 + [[1.0]] * 4), np.array([1.0, 0, 0, 0, 1, 1, 1, 0]), 0.0)
    shares = logistic(np.array([[0.0], [1.0]]), np.array([0.25, 0.75]), 0.0)
    assert shares[1] == pytest.approx(whole[1], abs=1e-4)
    assert shares[0][0] == pytest.approx(whole[0][0], abs=1e-4)


def test_a_heavier_ridge_holds_weights_smaller_and_keeps_the_mean():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(400, 2))
    y = (rng.random(400) < 1 / (1 + np.exp(-3 * x[:, 0]))).astype(float)
    light, heavy = (logistic(x, y, ridge) for ridge in (0.1, 100.0))
    assert abs(heavy[0][0]) < abs(light[0][0])
    assert (1 / (1 + np.exp(-(x @ heavy[0] + heavy[1])))).mean() == pytest.approx(y.mean(), abs=1e-4)


def test_a_feature_that_never_changes_does_no_harm():
    weights, bias = logistic(np.array([[5.0], [5.0], [5.0], [5.0]]), np.array([1.0, 1.0, 1.0, 0.0]))
    assert sigmoid(weights[0] * 5 + bias) == pytest.approx(0.75, abs=1e-3)


# The curve


@pytest.fixture(scope="module")
def card():
    given = list(made(1, 3_000))
    return fit([case for _, case in given], [told(value) for value, _ in given])


@pytest.mark.parametrize("value", [-1.5, -0.75, 0.0, 0.75, 1.5])
def test_calibration_finds_the_curve_that_the_data_were_made_with(card, value):
    (one,) = judged([reading(value)], card)
    assert one.left == pytest.approx(1 - sigmoid(2 * value - 0.5), abs=0.05)
    assert one.edits == pytest.approx(100 * sigmoid(value - 1.5), abs=1)


def test_it_holds_on_sentences_it_was_not_fitted_on(card):
    given = list(made(2, 3_000))
    held = measured([case for _, case in given], [judged([reading(value)], card)[0] for value, _ in given])
    assert held.error < 0.03
    assert held.by_kind == {"made up": held.error}
    assert held.count == sum(each.count for each in held.bins) == 3_000


def test_the_curve_rises_and_lies_in_its_interval(card):
    assert card["left"] == sorted(card["left"])
    assert card["knots"] == sorted(card["knots"])
    for low, left, high in zip(card["low"], card["left"], card["high"], strict=True):
        assert 0 <= low <= left <= high <= 1


def test_fewer_documents_leave_a_wider_interval(card):
    given = list(made(1, 200))
    few = fit([case for _, case in given], [told(value) for value, _ in given])
    assert np.mean(np.subtract(few["high"], few["low"])) > 2 * np.mean(np.subtract(card["high"], card["low"]))


def test_the_same_cases_give_the_same_card(card):
    given = list(made(1, 3_000))
    assert fit([case for _, case in given], [told(value) for value, _ in given]) == card


# How well it holds


def seen(left):
    return Judged(left, left, left, 0.0, 5)


@pytest.mark.parametrize(("said", "error"), [(0.75, 0.0), (0.95, 0.2), (0.25, 0.5)])
def test_the_error_is_how_far_what_was_said_is_from_what_was(said, error):
    cases = [Case("", edited, None, "kind", "group") for edited in (0.0, 0.0, 0.0, 1.0)]
    found = measured(cases, [seen(said)] * 4)
    assert found.error == pytest.approx(error)
    assert found.bins == [Bin(said, 0.75, 4)]


def test_errors_of_kinds_that_cancel_out_over_all_are_told():
    cases = [Case("", 0.0, None, "good", "g")] * 5 + [Case("", 1.0, None, "bad", "g")] * 5
    found = measured(cases, [seen(0.55)] * 10)
    assert found.error == pytest.approx(0.05)
    assert found.by_kind == {"bad": pytest.approx(0.55), "good": pytest.approx(0.45)}


def test_no_document_stands_in_both_halves():
    first, second = halves(case for _, case in made(3, 600))
    assert {case.group for case in first}.isdisjoint(case.group for case in second)
    assert len(first) + len(second) == 600
    assert 200 < len(first) < 400


def test_cases_are_what_people_did_with_sentences(tmp_path):
    row = {"dataset": "d", "group": "1", "doc_id": "1", "system": "S"}
    edit = row | {"mt": "He go .", "mt_raw": "He go.", "pe": "He went .", "hter": 0.5, "tags": []}
    store(tmp_path, "postedits.dev", edit, edit | {"hter": 0.0, "mt_raw": "He sat."})
    marks = [{"severity": "major"}]
    rated = row | {"mt": "He gone.", "errors": marks}
    fine = row | {"mt": "He left.", "errors": []}
    store(tmp_path, "mqm_spans.dev", rated, rated, rated | {"errors": []}, fine, fine | {"errors": marks}, fine)
    clean = row | {"kind": "original", "domain": "news"}
    store(tmp_path, "clean_english.dev", clean | {"text": "He left the old house."}, clean | {"text": "Too short."})
    found = {(case.text, case.kind): (case.edited, case.rate) for case in calibrate.cases(tmp_path)}
    assert found == {
        ("He go.", "d de-en"): (1.0, 0.5),
        ("He sat.", "d de-en"): (0.0, 0.0),
        ("He went .", "post-edits"): (0.0, 0.0),
        ("He gone.", "d de-en"): (1.0, None),
        ("He left.", "d de-en"): (0.0, None),
        ("He left the old house.", "genuine news"): (0.0, 0.0),
    }


def test_documents_are_cut_into_texts_in_the_order_of_their_sentences(tmp_path):
    clean = {"dataset": "d", "kind": "original", "domain": "news"}
    rows = [clean | {"text": f"Sentence {n} of a paper.", "doc_id": f"p{n // 40}", "group": "1"} for n in range(200)]
    store(tmp_path, "postedits.dev", *(ROW,) * 3)
    store(tmp_path, "mqm_spans.dev")
    store(tmp_path, "clean_english.dev", *rows)
    given = [case for case in calibrate.cases(tmp_path) if case.genuine]
    assert len(given) == 200
    for text in calibrate.texts(given):
        numbers = [int(given[at].text.split()[1]) for at in text]
        assert numbers == list(range(numbers[0], numbers[0] + len(text)))
        assert len(text) in calibrate.LENGTHS or numbers[-1] % 40 == 39


def test_each_case_is_judged_in_its_own_text_whatever_the_order():
    given = list(made(4, 40))
    cases = [replace(case, within=f"text {n % 3}" if n % 4 else "") for n, (_, case) in enumerate(given)]
    card = fit([case for _, case in given], [told(value) for value, _ in given])
    readings = [reading(value) for value, _ in given]
    found = calibrate.seen(cases, readings, card)
    assert found[4] == judged([readings[4]], card)[0]
    mine = [n for n in range(40) if cases[n].within == "text 1"]
    assert [found[n] for n in mine] == judged([readings[n] for n in mine], card)


def test_the_text_around_tells_what_a_sentence_cannot():
    """Genuine and translated sentences read alike one by one, but for a little; texts of many differ."""
    rng = random.Random(5)
    given, values = [], []
    for n in range(1_200):
        genuine = n // 12 % 2
        values.append(rng.gauss(-0.5 if genuine else 0.5, 1))
        given.append(Case("", 0.0 if genuine else 1.0, None, "k", f"{n // 12}", f"{n // 12}", genuine=bool(genuine)))
    known = [replace(case, rate=case.edited) for case in given]
    together = fit(known, [told(value) for value in values])
    alone = fit([replace(case, within="") for case in known], [told(value) for value in values])
    errors = []
    for card, cases in ((together, known), (alone, [replace(case, within="") for case in known])):
        found = calibrate.seen(cases, [reading(value) for value in values], card)
        errors.append(sum(abs(1 - each.left - case.edited) for each, case in zip(found, cases, strict=True)))
    assert errors[0] < 0.5 * errors[1]


def test_what_people_wrote_counts_as_much_as_its_share_says():
    given = [Case("", 0.0, 0.0, "k", "g", genuine=n < 10) for n in range(100)]
    heavy = calibrate.weights_of(given)
    assert heavy[:10].sum() / heavy.sum() == pytest.approx(calibrate.PERSONS)
    assert set(calibrate.weights_of(given[10:])) == {1.0}


def test_the_plot_is_the_same_bytes_for_the_same_figures(tmp_path):
    bins = [Bin(0.2, 0.25, 40), Bin(0.5, 0.45, 60), Bin(0.8, 0.85, 20)]
    for name in ("a.svg", "b.svg"):
        reliability.plot(Calibration(0.049, {}, bins, 120), tmp_path / name)
    plotted = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert plotted == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert "calibration error 0.049 on 120 sentences" in plotted
    assert "<dc:date>" not in plotted
    assert "Matplotlib" not in plotted


# Severity


class Model:
    """To it two words are broken, and a sentence with them machine-made."""

    def read(self, sentences):
        return [self.reading(sentence) for sentence in sentences]

    def reading(self, sentence):
        places = words(sentence)
        broken = [3.0 if sentence[a:b].lower() in ("which", "whom") else -3.0 for a, b in places]
        return Reading(places, {"broken": broken}, {"machine": float(max(broken) > 0)})


SOUND = [
    "The council said that the old bridge would be closed.",
    "Nobody was hurt when the ferry left the harbour.",
    "The mayor wants to open the road again in May.",
    "A spokesman said the talks would go on for a week.",
]
BROKEN = ["The bridge which closed by them the which was.", "Whom the ferry left whom at noon for the which."]


@pytest.fixture
def articles(only):
    """Half of each translated article is broken; every broken sentence is marked."""
    only()
    rng = random.Random(2)
    given = []
    for number in range(12):
        chosen = [*rng.sample(SOUND, 3), *BROKEN]
        rng.shuffle(chosen)
        text = " ".join(chosen)
        marks = tuple((text.index(one), text.index(one) + len(one), "garbled") for one in BROKEN)
        given.append(severity.Article(f"made-{number}", text, marks))
    texts = (" ".join(rng.sample(SOUND, 3)) for _ in range(12))
    return [*given, *severity.genuine(texts)]


def test_severity_finds_the_planted_clauses_and_leaves_genuine_articles_quiet(articles):
    card, curve = severity.fit(articles, Model())
    assert 0 < card["threshold"] < 1
    (chosen,) = [point for point in curve if point.threshold == card["threshold"]]
    assert (chosen.found, chosen.precision, chosen.alarms) == (1.0, 1.0, 0.0)
    assert card["weights"]["broken-mean"] > 0
    assert card["text"]["text-machine"] > 0
    assert {"one"} == card["weights"].keys() & card["text"].keys()


def test_the_curve_never_falls_as_the_threshold_does(articles):
    _, curve = severity.fit(articles, Model())
    assert [point.threshold for point in curve] == sorted((point.threshold for point in curve), reverse=True)
    for higher, lower in pairwise(curve):
        assert lower.found >= higher.found
        assert lower.added >= higher.added
        assert lower.alarms >= higher.alarms


def test_nothing_is_flagged_where_no_threshold_is_precise(articles):
    unmarked = [severity.Article(one.name, one.text, genuine=one.genuine) for one in articles[1:]]
    card, _ = severity.fit([articles[0], *unmarked], Model())
    assert card["threshold"] == 1.0


def test_a_clause_is_broken_only_in_a_translated_text(articles):
    card, _ = severity.fit(articles, Model())
    told = {"broken-mean": 3.0, "broken-pair": 3.0, "clause-length": 2.0, "sentence-machine": 1.0, "one": 1.0}
    about = dict.fromkeys(("text-page", "text-language", "text-machine"), 0.0)
    assert told.keys() >= card["weights"].keys()
    assert about.keys() | {"one"} >= card["text"].keys()
    assert likely(told | about, card) < likely(told | about | {"text-machine": 0.5}, card)
    assert likely(told | about | {"broken-mean": -3.0, "broken-pair": -3.0}, card) < likely(told | about, card)


def test_without_a_translated_article_nothing_can_be_learnt(articles):
    with pytest.raises(InputError, match="no article is translated"):
        severity.fit([one for one in articles if one.genuine], Model())


def test_articles_are_read_with_their_marks(tmp_path):
    for pile, artefacts in (
        ("mt", [{"start": 0, "end": 2, "kind": "garbled"}, {"start": 3, "end": 5, "kind": "quote", "optional": True}]),
        ("clean", []),
    ):
        (tmp_path / pile).mkdir()
        (tmp_path / pile / "1.json").write_text(json.dumps({"text": "He go home.", "artefacts": artefacts}))
    clean, translated = severity.articles(tmp_path)
    assert (clean.name, clean.genuine, clean.marks) == ("clean-1", True, ())
    assert (translated.marks, translated.optional) == (((0, 2, "garbled"),), ((3, 5),))
