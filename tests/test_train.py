"""Training: what is read of the data, how English is broken, and that a cut run ends like an undisturbed one."""

import json
import random
from contextlib import contextmanager
from dataclasses import replace

import pytest
import tiny
import torch
from conftest import store
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel

from mtassist.errors import InputError, ModelMissing
from mtassist.neural import quality
from mtassist.neural.bundled import Bundled
from mtassist.neural.features import words as places
from mtassist.neural.reader import Reader
from mtassist.neural.reading import Reading
from mtassist.segment import document
from mtassist.train import breakage, consensus, feed, fit, judge, make, records, teacher
from mtassist.train import shipped as ship
from mtassist.train.breakage import broken
from mtassist.train.export import export
from mtassist.train.net import Net

SENTENCE = records.split("The council said on Monday that the old bridge over the river would be closed for two years.")


# Breaking


@pytest.mark.parametrize("way", breakage.WAYS, ids=lambda way: way.__name__)
def test_every_way_of_breaking_changes_a_sentence_and_marks_something(way):
    rng = random.Random(3)
    made = [way(list(SENTENCE), rng) for _ in range(200)]
    hits = [(words, wrong) for words, wrong in filter(None, made) if words != SENTENCE]
    assert hits
    for words, wrong in hits:
        assert len(words) == len(wrong)
        assert any(wrong)


def test_breaking_is_the_same_for_the_same_seed():
    assert broken(SENTENCE, random.Random(5)) == broken(SENTENCE, random.Random(5))


def test_most_of_a_broken_sentence_stays_unmarked():
    rng = random.Random(7)
    made = [broken(SENTENCE, rng) for _ in range(300)]
    shares = [sum(wrong) / len(wrong) for _, wrong in filter(None, made)]
    assert sum(shares) / len(shares) < 0.35


def test_marks_follow_their_words_when_the_sentence_breaks_again():
    old, wrong = ["a", "b", "c", "d"], [False, True, False, False]
    assert breakage._carried(old, wrong, ["c", "a", "b", "d"]) == [False, False, True, False]


def test_too_short_a_sentence_is_left_alone():
    assert broken(["Read", "on", "."], random.Random(1)) is None


# Reading


def test_post_edits_become_shares_of_words_and_figures_of_the_whole(tmp_path):
    row = {"mt": "He go home .", "pe": "He went home .", "tags": ["OK", "BAD", "OK", "OK"], "hter": 0.25, "da_z": -0.5}
    store(tmp_path, "postedits.train", row, row | {"ship": False}, row | {"tags": ["OK"]})
    (record,) = records.post_edits(tmp_path)
    assert record.on_words == {"edited": [0, 1, 0, 0]}
    assert record.on_whole == {"hter": 0.25, "machine": 1.0, "da": -0.5}
    assert record.pair == "de-en"


def test_raters_of_one_segment_share_its_words(tmp_path):
    one = {"dataset": "d", "doc_id": "1", "system": "s", "seg_id": 1, "mt": "He go home today.", "is_human": False}
    grammar = {"category": "Fluency/Grammar", "severity": "major", "start": 3, "end": 5}
    everything = {"category": "Accuracy/Mistranslation", "severity": "minor", "start": 0, "end": 17}
    store(tmp_path, "mqm_spans.train", one | {"errors": [grammar, everything]}, one | {"errors": []})
    (record,) = records.marked(tmp_path)
    assert record.words == ["He", "go", "home", "today", "."]
    assert record.on_words == {"fluency": [0, 0.5, 0, 0, 0], "accuracy": [0, 0, 0, 0, 0]}
    assert record.on_whole == {"mqm": 6 / 2 / 25, "machine": 1.0}


def test_a_segment_whose_errors_were_lost_says_nothing(tmp_path):
    row = {"dataset": "d", "doc_id": "1", "system": "s", "seg_id": 1, "mt": "He went.", "is_human": False}
    store(tmp_path, "mqm_spans.train", row | {"errors": [], "lost_errors": 2})
    assert list(records.marked(tmp_path)) == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"da_scores.train.jsonl.gz: no such file; --data wants the folder"):
        list(records.judged(tmp_path))


# Fitting


@pytest.fixture
def encoder(tmp_path):
    """A tiny encoder with random weights and a tokenizer that knows the words of one sentence."""
    pieces = ["[PAD]", "[UNK]", "[MASK]", *sorted({word.lower() for word in SENTENCE}), "##s"]
    made = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    folder = tmp_path / "encoder"
    torch.manual_seed(1)
    size = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=2000, **size)).save_pretrained(folder)
    made.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def data(tmp_path):
    """A few records of every kind."""
    text = " ".join(SENTENCE)
    tags = ["BAD" if n == 3 else "OK" for n in range(len(SENTENCE))]
    store(
        tmp_path,
        "postedits.train",
        *[{"mt": text, "pe": text, "tags": tags, "hter": n / 9, "da_z": n / 9} for n in range(9)],
    )
    error = {"category": "Fluency", "severity": "minor", "start": 4, "end": 11}
    rated = {"dataset": "d", "doc_id": "1", "system": "s", "mt": text, "is_human": False, "errors": [error]}
    store(tmp_path, "mqm_spans.train", *[rated | {"seg_id": n} for n in range(9)])
    store(tmp_path, "da_scores.train", {"dataset": "wmt", "mt": text, "score_z": 0.5})
    store(tmp_path, "mt_news.train", {"systems": dict.fromkeys("abc", text), "refs": {"A": text}})
    store(tmp_path, "clean_english.train", *[{"text": text, "kind": "original"}] * 9)
    return tmp_path


SETTINGS = fit.Settings(epochs=2, words=120, warm_up=2, threads=1, guesses=3)
STAGES = (fit.Settings(epochs=1, post_edits=3, marked=0, words=120, warm_up=2, threads=1), SETTINGS)


@contextmanager
def cut_off(stage, steps):
    """A run inside is interrupted after so many steps of the stage with this folder; each is saved."""
    step, done = fit._step, []

    def cut(*given):
        done.append(stage.is_dir())
        if sum(done) > steps:
            raise KeyboardInterrupt
        return step(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "SAVE_EVERY", 0)
        patch.setattr(fit, "_step", cut)
        yield


def test_a_cut_run_goes_on_and_ends_with_the_same_weights(data, encoder, tmp_path):
    whole = torch.load(fit.fit(data, encoder, tmp_path / "whole", STAGES, str), weights_only=True)
    with cut_off(tmp_path / "cut" / "stage2", 7), pytest.raises(KeyboardInterrupt):
        fit.fit(data, encoder, tmp_path / "cut", STAGES, str)
    said = []
    resumed = torch.load(fit.fit(data, encoder, tmp_path / "cut", STAGES, said.append), weights_only=True)
    assert "going on at step 7" in said
    assert whole.keys() == resumed.keys()
    for name, value in whole.items():
        torch.testing.assert_close(resumed[name], value, msg=name)


def test_a_run_is_not_gone_on_with_under_other_settings(data, encoder, tmp_path, monkeypatch):
    monkeypatch.setattr(fit, "SAVE_EVERY", 0)

    def cut(*given):
        if any((tmp_path / "out").rglob("state.pt")):
            raise KeyboardInterrupt
        return step(*given)

    step = fit._step
    monkeypatch.setattr(fit, "_step", cut)
    with pytest.raises(KeyboardInterrupt):
        fit.fit(data, encoder, tmp_path / "out", STAGES, str)
    with pytest.raises(InputError, match="of a run with other settings"):
        fit.fit(data, encoder, tmp_path / "out", (fit.Settings(seed=2),), str)


def test_a_stage_begins_where_the_one_before_ended(data, encoder, tmp_path):
    short = fit.Settings(epochs=1, words=120, threads=1)
    still = fit.Settings(epochs=1, words=120, threads=1, rate=0)
    first = torch.load(fit.fit(data, encoder, tmp_path / "one", (short,), str), weights_only=True)
    second = torch.load(fit.fit(data, encoder, tmp_path / "two", (short, still), str), weights_only=True)
    for name, value in first.items():
        torch.testing.assert_close(second[name], value, msg=name)


def test_a_stage_may_go_on_from_an_earlier_one_and_ends_in_the_mean_of_two(data, encoder, tmp_path):
    short = fit.Settings(epochs=1, words=120, threads=1)
    still = fit.Settings(epochs=1, words=120, threads=1, rate=0, after=1, beside=2)
    stages = (short, fit.Settings(2, epochs=1, words=120, threads=1, rate=1e-3), still)
    path = fit.fit(data, encoder, tmp_path / "out", stages, str)
    first, second, mean = (
        torch.load(p, weights_only=True) for p in (*sorted((tmp_path / "out").glob("*[12]/weights.pt")), path)
    )
    moved = 0
    for name, value in first.items():
        if value.dtype.is_floating_point:
            torch.testing.assert_close(mean[name], (value + second[name]) / 2, msg=name)
            moved += not torch.equal(value, second[name])
    assert moved > 10

    halfway = (short, replace(stages[1], halfway=True))
    half = torch.load(fit.fit(data, encoder, tmp_path / "half", halfway, str), weights_only=True)
    for name, value in mean.items():
        torch.testing.assert_close(half[name], value, msg=f"{name}: half of the way that the second stage went")

    again = fit.fit(data, encoder, tmp_path / "out", (*stages, replace(still, after=0, beside=3)), str)
    kept = torch.load(again, weights_only=True)
    for name, value in mean.items():
        torch.testing.assert_close(kept[name], value, msg=f"{name}: an end that is a mean counts as one")


def test_a_stage_may_learn_from_editors_alone_what_they_change(data):
    piles = fit.Piles.read(data)
    of_all, of_editors = (
        [record for batch in piles.epoch(fit.Settings(editors_alone=alone, edited=0), 0) for record in batch]
        for alone in (False, True)
    )
    assert len(of_all) == len(of_editors)
    told = [sum("edited" in record.on_words for record in chosen) for chosen in (of_all, of_editors)]
    assert told[0] > told[1] == len(piles.post_edits)
    assert sum("hter" in record.on_whole for record in of_editors) == len(piles.post_edits)
    assert sum("broken" in record.on_words for record in of_editors) == len(piles.genuine)


TAUGHT = (*STAGES, fit.Settings(epochs=2, words=120, warm_up=2, threads=1, taught=True))


@pytest.fixture
def various(data):
    """The same data, with post-edited sentences of several groups."""
    chance = random.Random(2)
    texts = [" ".join(chance.choices(tiny.WORDS, k=6 + n % 5)) for n in range(12)]
    given = [{"mt": text, "pe": text, "tags": ["OK"] * len(text.split()), "hter": 0.1, "da_z": 0.3} for text in texts]
    store(data, "postedits.train", *[row | {"group": str(n)} for n, row in enumerate(given)])
    return data


def test_a_stage_may_be_taught_and_a_cut_one_goes_on(various, encoder, tmp_path):
    model = tiny.causal(tmp_path / "teacher")
    plain = torch.load(fit.fit(various, encoder, tmp_path / "plain", STAGES, str), weights_only=True)
    taught = torch.load(fit.fit(various, encoder, tmp_path / "whole", TAUGHT, str, model), weights_only=True)
    assert plain.keys() == taught.keys(), "what only the lessons need is not kept"
    with cut_off(tmp_path / "cut" / "stage3", 5), pytest.raises(KeyboardInterrupt):
        fit.fit(various, encoder, tmp_path / "cut", TAUGHT, str, model)
    resumed = torch.load(fit.fit(various, encoder, tmp_path / "cut", TAUGHT, str, model), weights_only=True)
    for name, value in taught.items():
        torch.testing.assert_close(resumed[name], value, msg=name)


def test_a_pupil_comes_nearer_to_its_teacher(various, encoder, tmp_path):
    piles = fit.Piles.read(various)
    piles.lessons = fit._lessons(piles.post_edits, tiny.causal(tmp_path / "teacher"), tmp_path / "work", str)
    settings = fit.Settings(epochs=40, words=120, rate=3e-3, warm_up=2, threads=1, taught=True, guesses=1_000)
    settings = replace(settings, marked=0, judged=0, compared=0, genuine=0, edited=0)
    lost, losses = [], teacher.losses

    def heard(*given):
        lost.append(losses(*given))
        return lost[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teacher, "losses", heard)
        fit._stage(piles, encoder, tmp_path / "out", settings, None, str)
    first, last = (torch.stack([each.detach() for each in part]).mean() for part in (lost[:5], lost[-5:]))
    assert last < 0.7 * first


def test_a_taught_stage_asks_for_its_teacher(data, encoder, tmp_path):
    with pytest.raises(InputError, match=r"taught by a language model; name its file with --teacher"):
        fit.fit(data, encoder, tmp_path / "out", TAUGHT[2:], str)


def test_a_teacher_needs_more_than_one_group(data, encoder, tmp_path):
    with pytest.raises(InputError, match=r"all 9 sentences are of one group"):
        fit.fit(data, encoder, tmp_path / "out", TAUGHT[2:], str, tiny.causal(tmp_path / "teacher"))


def test_a_batch_says_nothing_where_nobody_judged(encoder):
    record = records.Record(SENTENCE, {"edited": [1.0] * len(SENTENCE)}, {"hter": 1.0})
    made = feed.batch(feed.tokenizer(encoder), [record, records.Record(["The", "bridges"])])
    edited = records.WORD_TASKS.index("edited")
    known = ~made.words.isnan()
    assert known[0, :, edited].sum() == len(SENTENCE)
    assert known[0].sum() == len(SENTENCE), "no other task"
    assert known[1].sum() == 0
    assert made.first[1].sum() == 2, "two words, three pieces"
    assert made.mask[1].sum() == 3


# Judging


def test_the_judge_gives_a_perfect_reader_full_marks_and_a_turned_one_none(tmp_path):
    rng = random.Random(4)
    rows = []
    for _ in range(60):
        tags = [rng.choice(("OK", "BAD")) for _ in SENTENCE]
        share = tags.count("BAD") / len(tags)
        rows.append({"mt": " ".join(SENTENCE), "pe": "", "tags": tags, "hter": share, "da_z": -share})
    store(tmp_path, "postedits.dev", *rows)
    for name in ("da_scores.dev", "mqm_spans.dev"):
        store(tmp_path, name)

    def reader(sign):
        def read(given):
            return [
                Reading(
                    places(" ".join(r.words)),
                    {"edited": [sign * x for x in r.on_words["edited"]]},
                    {task: sign * value for task, value in r.on_whole.items()},
                )
                for r in given
            ]

        return read

    good = {figure.name: figure for figure in judge.judge(reader(1), tmp_path)}
    assert {name: round(figure.value, 6) for name, figure in good.items()} == {
        "post-edits da": 1,
        "post-edits hter": 1,
        "post-edits words": 1,
    }
    assert good["post-edits da"].low == pytest.approx(1)
    bad = {figure.name: figure.value for figure in judge.judge(reader(-1), tmp_path)}
    assert bad["post-edits hter"] == pytest.approx(-1)


def test_too_few_systems_are_not_compared(tmp_path):
    row = {"systems": {"a": "He went home.", "b": "He go home."}, "refs": {"A": "He went home."}}
    store(tmp_path, "mt_news.train", row, row | {"systems": row["systems"] | {"c": "He went away."}})
    made = list(consensus.compared(records.rows(tmp_path, "mt_news.train")))
    assert len(made) == 4
    assert made[1].on_words["lonely"] == pytest.approx([0, 1, 1 / 3, 0])
    assert made[0].on_whole["agreed"] > made[1].on_whole["agreed"]
    assert [record.on_whole["machine"] for record in made] == [1, 1, 1, 0]


# Running what was trained


@pytest.fixture
def shipped(encoder, tmp_path):
    torch.manual_seed(2)
    net = Net(encoder)
    with torch.no_grad():
        for weights in net.parameters():
            weights += 0.01 * torch.randn_like(weights)  # as after training: what is alike is written only once
    torch.save(net.state_dict(), tmp_path / "weights.pt")
    export(tmp_path / "weights.pt", encoder, tmp_path / "model")
    return tmp_path / "model"


def test_the_exported_model_says_nearly_what_the_network_says(encoder, shipped):
    net = Net(encoder)
    net.load_state_dict(torch.load(encoder.parent / "weights.pt", weights_only=True))
    given = feed.batch(feed.tokenizer(encoder), [records.Record(SENTENCE)])
    with torch.no_grad():
        words, whole = net.eval()(*given.reads())
    (read,) = Reader(shipped).read([" ".join(SENTENCE)])
    torch.testing.assert_close(torch.tensor(list(read.on_whole.values())), whole[0], atol=0.05, rtol=0.05)
    edited = words[0, given.first[0], 0]
    torch.testing.assert_close(torch.tensor(read.on_words["edited"]), edited, atol=0.05, rtol=0.05)


def test_training_goes_on_from_what_ships(encoder, shipped):
    trained = torch.load(encoder.parent / "weights.pt", weights_only=True)
    found = ship.weights(shipped, Net(encoder))
    assert found.keys() == trained.keys()
    trained["mix"] = torch.log_softmax(trained["mix"], 0)  # what counts is how its numbers differ
    for name, value in trained.items():
        if not name.startswith("gap"):
            torch.testing.assert_close(found[name], value, atol=2e-3, rtol=0, msg=name)
    other = Net(encoder)
    other.words = torch.nn.Linear(other.look.in_features, 2)
    with pytest.raises(InputError, match=r"model.onnx has no weights for words.weight; wanted a model that mtassist"):
        ship.weights(shipped, other)


def test_what_is_said_of_a_sentence_does_not_depend_on_its_company(shipped):
    reader, text = Reader(shipped), " ".join(SENTENCE)
    alone = reader.read([text])
    assert reader.read(["The bridge.", text, 9 * text])[1:2] == alone


def test_a_long_sentence_is_read_to_its_end(shipped):
    text = " ".join(SENTENCE * 20)
    (read,) = Reader(shipped).read([text])
    assert len(read.places) == len(read.on_words["edited"]) == 20 * len(SENTENCE)
    assert read.places[-1][1] == len(text)


def test_a_sentence_without_words_says_nothing(shipped):
    assert Reader(shipped).read(["  "])[0] == Reading((), {}, {})


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelMissing, match=r"holds no model: model.toml is missing"):
        Reader(tmp_path)


# From the data folder to the folder that ships


def test_a_model_is_made_with_its_card_and_its_figures(data, encoder, tmp_path, monkeypatch):
    monkeypatch.setattr(make, "check", str)  # the tiny encoder has other weights than the one that ships
    text = " ".join(SENTENCE)
    left = {"mt": text, "pe": text, "tags": ["OK"] * len(SENTENCE), "hter": 0.0, "da_z": 0.0, "dataset": "d"}
    store(data, "postedits.dev", *[left | {"hter": n % 2 / 3, "group": str(n)} for n in range(60)])
    rated = {"dataset": "d", "doc_id": "1", "system": "s", "mt": text, "is_human": False, "errors": []}
    store(data, "mqm_spans.dev", *[rated | {"seg_id": n, "group": str(n)} for n in range(9)])
    genuine = {"text": text, "kind": "original", "domain": "news", "doc_id": "1"}
    store(data, "clean_english.train", *[genuine | {"group": str(n)} for n in range(9)])
    store(data, "clean_english.dev", *[genuine | {"group": str(n)} for n in range(9)])
    store(data, "da_scores.dev", {"dataset": "wmt", "mt": text, "score_z": 0.5})
    articles = tmp_path / "articles"
    for pile, artefacts in (("mt", [{"start": 0, "end": 9, "kind": "garbled"}]), ("clean", [])):
        (articles / pile).mkdir(parents=True)
        written = json.dumps({"text": f"{text} {text}", "artefacts": artefacts})
        for name in "abcdefgh":
            (articles / pile / f"{name}.json").write_text(written)

    out = tmp_path / "mini"
    make.make(data, articles, encoder, out, work=tmp_path / "work", stages=STAGES[:1], say=str)
    made = Bundled(out)
    assert made.card["about"]["encoder"] == "all-MiniLM-L6-v2"
    assert {"tasks", "sha256", "quality", "clauses"} <= made.card.keys()
    (judged,) = quality.judge(made, document(text).segments)
    assert 0 <= judged.low <= judged.left <= judged.high <= 1
    measured = json.loads((out / "measured.json").read_text())
    assert {figure["name"] for figure in measured["figures"]} >= {"post-edits da", "post-edits words"}
    assert (out / "reliability.svg").read_text().lstrip().startswith("<?xml")
    said = (out / "README.md").read_text()
    assert f"the threshold is {made.card['clauses']['threshold']:.2f}" in said
    for figure in measured["figures"]:
        assert f"| {figure['pair']} | {figure['value']:.3f} [{figure['low']:.3f}" in said
    assert sum(path.stat().st_size for path in out.iterdir()) < 30_000_000

    then = {"work": tmp_path / "more", "stages": STAGES[:1] * 2, "say": str}
    with pytest.raises(InputError, match=r"gone: no model.onnx in it; name the folder of a model"):
        make.make(data, articles, encoder, tmp_path / "new", begin=tmp_path / "gone", **then)
    with pytest.raises(InputError, match=r"mini has had every stage already; without --begin it is made anew"):
        make.make(data, articles, encoder, tmp_path / "new", begin=out, **then | {"stages": STAGES[:1]})
    make.make(data, articles, encoder, tmp_path / "new", begin=out, **then)
    card, before = Bundled(tmp_path / "new").card["about"], made.card["about"]
    assert card["stages"] == before["stages"] * 2
    assert card["begun_with"] == made.card["sha256"]["model.onnx"]
    assert [path.name for path in (tmp_path / "more").iterdir() if path.is_dir()] == ["stage1"]
    assert "went on from the eight-bit weights of the model before" in (tmp_path / "new" / "README.md").read_text()
