"""Sentences that nobody judged: how they are made, what a teacher's tuned layers say of them, and that it is learnt."""

import random
from dataclasses import replace

import pytest
import tiny
import torch
from conftest import store

from mtassist.train import fit, foretold, hearing, page, records, tuned, unjudged
from mtassist.train.tuned import Heard

pytest_plugins = ["training"]

ROW = {
    "mt": "He go home , said Ana .",
    "pe": "He went home , Ana said .",
    "mt_raw": "He go home, said Ana.",
    "tags": ["OK", "BAD", "OK", "OK", "BAD", "BAD", "OK"],
    "lang_pair": "de-en",
    "group": "g",
}


# Sentences


def test_a_variant_stands_between_translation_and_post_edit():
    rng = random.Random(4)
    made = {record.text for _ in range(200) if (record := unjudged.variant(ROW, {}, rng))}
    assert {"He went home, said Ana.", "He go home, Ana said.", "He went home, Ana said."} <= made
    assert "He go home, said Ana." not in made, "that one has been judged"
    assert all("".join(text.split()).isascii() and ", " in text and text.endswith(".") for text in made)


def test_swapped_words_keep_their_capital_and_their_place():
    rng = random.Random(4)
    near = {"he": ["she"], "home": ["house"]}
    made = [record for _ in range(300) if (record := unjudged.variant(ROW | {"pe": ROW["mt"]}, near, rng))]
    assert {record.text for record in made} == {
        "She go home, said Ana.",
        "He go house, said Ana.",
        "She go house, said Ana.",
    }
    assert all(not record.on_words and list(record.on_whole) == ["machine"] for record in made), "nobody judged them"


@pytest.mark.parametrize("odd", [{"tags": []}, {"pe": ""}, {"mt_raw": "He goes home, said Ana."}])
def test_rows_that_are_odd_make_no_variant(odd):
    assert unjudged.variant(ROW | odd, {}, random.Random(4)) is None


def test_words_whose_embeddings_are_near_may_stand_for_each_other(encoder):
    near = unjudged.alike(encoder)
    assert near.keys() == {word.lower() for word in tiny.SENTENCE if word.isalpha() and len(word) > 1}
    assert all(len(set(others)) == len(others) and word not in others for word, others in near.items())


def test_sentences_are_those_of_every_kind_and_the_same_for_the_same_data(data, encoder, monkeypatch):
    monkeypatch.setattr(unjudged, "AMOUNTS", {"da_scores.train": 2, "mt_news.train": 3, "mqm_spans.train": 1})
    store(data, "postedits.train", *[ROW | {"group": str(n)} for n in range(40)])
    long = "this one is long enough to be taken"
    store(
        data,
        "da_scores.train",
        {"dataset": "wmt21", "mt": f"First {long}", "lang_pair": "de-en", "is_human": False},
        {"dataset": "wmt21", "mt": f"Human {long}", "lang_pair": "de-en", "is_human": True},
        {"dataset": "mlqe-pe", "mt": f"Judged {long}", "lang_pair": "de-en"},
    )
    store(
        data,
        "mt_news.train",
        {"systems": {"a": f"Second {long}", "b": f"Second {long}", "c": "No"}, "lang_pair": "de-en"},
    )
    store(data, "mqm_spans.train", {"mt": f"Third {long}", "lang_pair": "zh-en", "is_human": False})
    made = unjudged.sentences(data, encoder)
    assert made == unjudged.sentences(data, encoder)
    came = sorted(record.text for record in made if long in record.text)
    assert came == [f"First {long}", f"Second {long}", f"Third {long}"]
    assert 10 < len(made) - len(came) <= 40
    assert all("".join(record.words) == "".join(record.text.split()) for record in made)


# Tuned layers


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny.causal(tmp_path_factory.mktemp("teacher") / "causal")


def sentence(number):
    """One whose judges like its words, and whose editors change some."""
    chance = random.Random(number)
    words = chance.choices(tiny.WORDS, k=8 + number % 5)
    aims = {"da": chance.random(), "hter": chance.random()}
    edited = {"edited": [float(chance.random() < 0.3) for _ in words]}
    return records.Record(words, edited, aims, "de-en", " ".join(words), group=str(number // 2))


@pytest.fixture(scope="module")
def heard():
    """Sentences whose states tell what is said of them."""
    draw = torch.Generator().manual_seed(3)
    made = []
    for n in range(240):
        length = 5 + n % 4
        within = torch.randn(length, 16, generator=draw)
        within[:, :2] *= 30  # loud enough for layers that know nothing
        within[:, 1] = within[0, 1]
        aims = torch.stack([within[0, 1], -within[0, 1]]) / 30
        last = list(range(1, length))
        edited = (within[1:, 0] > 0).float()
        made.append(Heard(within.half(), torch.zeros(length, 2), last, torch.zeros(3), aims, edited))
    return made


@pytest.fixture
def quick(monkeypatch):
    for name, value in {"RATE": 0.001, "OF_HEADS": 0.1, "EPOCHS": 6, "WORDS": 200, "WARM_UP": 5}.items():
        monkeypatch.setattr(tuned, name, value)


def test_tuned_layers_foretell_what_judges_and_editors_say(model, heard, quick):
    told = tuned.answers(tuned.tuned(model, heard[:160], 1, str), others := heard[160:])
    for aim in range(2):
        both = torch.stack(
            [torch.stack([each[1][aim] for each in told]), torch.stack([each.aims[aim] for each in others])]
        )
        assert torch.corrcoef(both)[0, 1] > 0.8
    right = (torch.cat([each[0] for each in told]) > 0) == (torch.cat([each.edited for each in others]) > 0.5)
    assert float(right.float().mean()) > 0.8


def test_tuned_layers_see_a_sentence_in_both_directions_and_alone(model, heard):
    torch.manual_seed(1)
    layers = tuned.Layers(hearing.loaded(model)[0], 2, 3).eval()
    alone = tuned.answers(layers, heard[7:8])[0]
    among = tuned.answers(layers, heard[:20])[7]
    for one, other in zip(alone, among, strict=True):
        torch.testing.assert_close(one, other, atol=0.05, rtol=0.05)
    within = heard[7].within.clone()
    within[-1] += 3
    assert (tuned.answers(layers, [replace(heard[7], within=within)])[0][0] - alone[0])[0].abs() > 1e-3


def test_words_that_no_token_is_known_to_end_are_not_learnt(model, heard):
    unknown = [replace(each, last=[], edited=torch.empty(0)) for each in heard[:9]]
    told = tuned.answers(tuned.tuned(model, unknown, 1, str), unknown)
    assert all(len(words) == 0 and bool(whole.isfinite().all()) for words, whole in told)


# Lessons


def test_a_lesson_is_the_mean_of_what_the_teacher_and_the_network_say(model, tmp_path):
    judged, given = [sentence(n) for n in range(30)], [sentence(n) for n in range(100, 112)]
    given[0] = replace(given[0], words=[*given[0].words, "more"])  # which its text does not have
    said = []

    def lessons(whole, word):
        own = [(torch.full((len(each.words),), word), torch.full((2,), whole)) for each in given]
        return foretold.lessons(model, judged, given, own, tmp_path, said.append)

    low, high = lessons(0.0, 0.0), lessons(2.0, 1.0)
    assert said.count("tuning the teacher") == 1, "it is kept"
    for one, two in zip(low, high, strict=True):
        torch.testing.assert_close(two.forecast - one.forecast, torch.ones(2), atol=1e-3, rtol=1e-3)
    assert bool(low[0].changed.isnan().all() and low[0].surprise.isnan().all())
    for one, two, record in zip(low[1:], high[1:], given[1:], strict=True):
        assert len(one.changed) == len(record.words)
        torch.testing.assert_close(two.changed.logit() - one.changed.logit(), torch.full((len(record.words),), 0.5))
    judged[3] = replace(judged[3], on_whole={"da": 2.0, "hter": 0.0})
    lessons(0.0, 0.0)
    assert said.count("tuning the teacher") == 2, "what it learns from has changed"


def test_a_stage_learns_from_what_nobody_judged_and_a_cut_one_goes_on(
    various, encoder, model, tmp_path, monkeypatch, cut_off
):
    monkeypatch.setattr(unjudged, "sentences", lambda *_: [sentence(n) for n in range(30)])
    plain = fit.Settings(epochs=1, words=120, warm_up=2, threads=1, guesses=1_000)
    stages = (plain, replace(plain, epochs=3, unjudged=20))
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            fit.teacher, "losses", lambda lessons, *rest: asked.append((lessons, rest[-1])) or torch.zeros(())
        )
        fit.fit(various, encoder, tmp_path / "asked", stages, str, model)
    assert sum(lesson is not None for lessons, _ in asked for lesson in lessons) == 3 * 20
    assert {heed for _, heed in asked} == {fit.teacher.ALONE}
    whole = torch.load(fit.fit(various, encoder, tmp_path / "whole", stages, str, model), weights_only=True)
    with cut_off(tmp_path / "cut" / "stage2", 5), pytest.raises(KeyboardInterrupt):
        fit.fit(various, encoder, tmp_path / "cut", stages, str, model)
    resumed = torch.load(fit.fit(various, encoder, tmp_path / "cut", stages, str, model), weights_only=True)
    for name, value in whole.items():
        torch.testing.assert_close(resumed[name], value, msg=name)


def test_the_page_of_a_model_says_how_it_was_taught():
    about = {"teacher": "T", "teacher_licence": "L", "stages": [{"taught": True}, {"unjudged": 45_000}]}
    assert "45,000 sentences that nobody judged the network learnt" in " ".join(page._taught(about))
    assert "nobody judged" not in " ".join(page._taught(about | {"stages": [{"taught": True}]}))
