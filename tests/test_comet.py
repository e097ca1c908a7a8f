"""COMET checkpoints of the published layout, made on the spot: what they score and mark, and what they need."""

import json
from itertools import pairwise

import pytest
import tiny

from mtassist import Config, ModelMissing, check, document, plugins
from mtassist.cli import main
from mtassist.neural import bigger, comet
from mtassist.neural.pairs import pairs

pytestmark = pytest.mark.slow  # torch and transformers take their time to come

SOURCE = "Der alte Hafen bleibt bis März geschlossen. Schiffe kommen zurück, sagte der Bürgermeister."
TEXT = "The old harbour stays closed until March. Ships come back, the mayor said."


@pytest.fixture(autouse=True)
def nothing_bundled(monkeypatch, tmp_path):
    """What the bundled model says is another matter."""
    monkeypatch.setenv("MTASSIST_MODELS", str(tmp_path / "none"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The encoder's configuration, a CometKiwi and an xCOMET."""
    folder = tmp_path_factory.mktemp("comet")
    encoder = tiny.encoder(folder / "encoder")
    tiny.comet(folder / "kiwi", "unified_metric", encoder, layer_transformation="softmax", input_segments=["mt", "src"])
    tiny.comet(folder / "xcomet", "xcomet_metric", encoder)
    with tiny.one_thread():
        yield folder


def estimator(place):
    return comet._estimator(bigger.look(str(place)))


def by_hand(place, text, source):
    """The score from the weights, straight from the papers: layers mixed, first position, three linear maps."""
    import torch
    from transformers import AutoConfig, AutoModel, XLMRobertaTokenizer

    saved = torch.load(place / "checkpoints" / "model.ckpt")
    state, told = saved["state_dict"], saved["hyper_parameters"]
    encoder = told["pretrained_model"]
    model = AutoModel.from_config(AutoConfig.from_pretrained(encoder), add_pooling_layer=False).eval()
    model.load_state_dict({k[14:]: v for k, v in state.items() if k.startswith("encoder.model.")})
    tokenizer = XLMRobertaTokenizer.from_pretrained(encoder)
    ours, theirs = (tokenizer(t, add_special_tokens=False)["input_ids"] for t in (text, source))
    with torch.no_grad():
        layers = model(torch.tensor([[0, *ours, 2, 2, *theirs, 2]]), output_hidden_states=True).hidden_states
        if told["layer_norm"]:
            layers = [(layer - layer.mean()) / layer.var(correction=0).sqrt() for layer in layers]
        scalars = torch.cat([state[f"layerwise_attention.scalar_parameters.{n}"] for n in range(len(layers))])
        if told["layer_transformation"] == "sparsemax":
            low, high = scalars.min() - 1, scalars.max()
            for _ in range(60):  # the threshold above which all weights together are 1, by bisection
                middle = (low + high) / 2
                low, high = (middle, high) if (scalars - middle).clamp(min=0).sum() > 1 else (low, middle)
            weights = (scalars - low).clamp(min=0)
        else:
            weights = scalars.exp() / scalars.exp().sum()
        mixed = sum(w * layer for w, layer in zip(weights, layers, strict=True)) * state["layerwise_attention.gamma"]
        at, linears = (
            mixed[0, 0],
            [(state[f"estimator.ff.{n}.weight"], state[f"estimator.ff.{n}.bias"]) for n in (0, 3, 6)],
        )
        for n, (weight, bias) in enumerate(linears):
            at = weight @ at + bias
            at = at.tanh() if n < 2 else at
        labels = layers[told["word_layer"]][0] @ state["hidden2tag.weight"].T if "hidden2tag.weight" in state else None
    return float(at), None if labels is None else labels[1 : len(ours) + 1].argmax(dim=1).tolist()


def test_cometkiwi_scores_as_its_paper_says(folder):
    (judged,) = estimator(folder / "kiwi").read([("The old harbour.", "Der alte Hafen.")])
    wanted, _ = by_hand(folder / "kiwi", "The old harbour.", "Der alte Hafen.")
    assert judged.score == pytest.approx(wanted, abs=1e-6)
    assert judged.marks == ()


def test_layers_may_be_brought_to_one_scale_first(tmp_path):
    encoder = tiny.encoder(tmp_path / "encoder", large=True)
    place = tiny.comet(tmp_path / "normed", "unified_metric", encoder, layer_norm=True)
    (judged,) = estimator(place).read([("The old harbour.", "Der alte Hafen.")])
    assert judged.score == pytest.approx(by_hand(place, "The old harbour.", "Der alte Hafen.")[0], abs=1e-5)


def test_what_no_checkpoint_holds_is_as_the_encoder_makes_it(folder):
    from transformers import AutoConfig, AutoModel

    made = AutoModel.from_config(AutoConfig.from_pretrained(folder / "encoder"), add_pooling_layer=False)
    loaded = dict(estimator(folder / "kiwi")._network.encoder["model"].named_buffers())
    assert loaded.keys() == dict(made.named_buffers()).keys()
    assert all((value == loaded[name]).all() for name, value in made.named_buffers())


def test_xcomet_scores_and_marks_as_its_paper_says(folder):
    text, source = "Ships come back when old council votes.", "Der alte Hafen."
    (judged,) = estimator(folder / "xcomet").read([(text, source)])
    regression, labels = by_hand(folder / "xcomet", text, source)
    starts = [b for a, b in pairwise([0, *labels]) if b and not a]
    assert starts, "the sample must have errors in it"
    lost = min(25, sum({1: 1, 2: 5, 3: 10}[label] for label in starts))
    assert judged.score == pytest.approx(0.78 * min(regression, 1) + 0.22 * (1 - lost / 25), abs=1e-6)
    marked = [text[m.start : m.end] for m in judged.marks]
    assert all(m.strip() == m and m for m in marked)
    assert all(" " + m in " " + text for m in marked), "whole words"
    assert 1 <= len(marked) <= len(starts)


def test_the_file_of_settings_overrules_how_layers_are_mixed(folder, tmp_path):
    """Published checkpoints say sparsemax but were trained without it: sparsemax_patch tells."""
    patched = tiny.comet(tmp_path / "patched", "unified_metric", folder / "encoder")
    pair = [("The old harbour.", "Der alte Hafen.")]
    sparse = estimator(patched).read(pair)[0].score
    comet._estimator.cache_clear()
    bigger.settings.cache_clear()
    settings = (patched / "hparams.yaml").read_text()
    (patched / "hparams.yaml").write_text(settings.replace(": sparsemax", ": sparsemax_patch"))
    assert estimator(patched).read(pair)[0].score == pytest.approx(estimator(folder / "kiwi").read(pair)[0].score)
    assert sparse != pytest.approx(estimator(folder / "kiwi").read(pair)[0].score)


def test_a_larger_encoder_with_layer_norm_loads_too(tmp_path):
    encoder = tiny.encoder(tmp_path / "encoder", large=True)
    place = tiny.comet(tmp_path / "xl", "unified_metric", encoder, layer_norm=True, final_activation="Sigmoid")
    assert 0 < estimator(place).read([("The old harbour.", "Der alte Hafen.")])[0].score < 1


def test_long_texts_are_read_in_parts_and_whole(folder):
    read = estimator(folder / "xcomet").read
    text, source = "Ships come back when old council votes. " * 8, "Schiffe kommen der alte Hafen bleibt. " * 8
    (judged,) = read([(text, source)])
    alone = read([("Ships come back when old council votes. ", "Schiffe kommen der alte Hafen bleibt. ")])[0]
    assert abs(judged.score - alone.score) < 0.2
    assert any(mark.start > len(text) * 0.9 for mark in judged.marks), "the end was read as well"
    assert all(0 <= m.start < m.end <= len(text) for m in judged.marks)
    (short,) = read([("Ships.", "Schiffe kommen der alte Hafen bleibt. " * 12)])
    assert -2 < short.score < 2


def test_a_score_does_not_depend_on_what_is_read_beside_it(folder):
    read = estimator(folder / "kiwi").read
    some = [("The old harbour.", "Der alte Hafen."), ("Ships come back, the mayor said.", "Schiffe kommen zurück.")]
    assert read(some) == [read([one])[0] for one in some]
    assert read(some[::-1])[::-1] == read(some)


@pytest.mark.parametrize("kind", ["kiwi", "xcomet", "normed"])
def test_several_at_once_are_read_as_one_by_one(folder, tmp_path, kind, monkeypatch):
    """As on a GPU: what pads the shorter ones must count for nothing."""
    place = folder / kind
    if kind == "normed":
        place = tiny.comet(tmp_path / "normed", "unified_metric", folder / "encoder", layer_norm=True)
    some = [(" ".join(tiny.WORDS[n : n + 3 * n]), " ".join(tiny.WORDS[-3 * n :])) for n in range(1, 8)]
    alone = estimator(place).read(some)
    monkeypatch.setattr(estimator(place), "_together", 4)
    together = estimator(place).read(some)
    assert [j.score for j in together] == pytest.approx([j.score for j in alone], abs=1e-5)
    assert [[(m.start, m.end, m.severity) for m in j.marks] for j in together] == [
        [(m.start, m.end, m.severity) for m in j.marks] for j in alone
    ]


# in a report


def test_a_report_has_its_quality_for_the_text_and_each_sentence(folder):
    config = Config(model=str(folder / "kiwi"), strict=True)
    report = check(TEXT, source=SOURCE, config=config)
    scores = [score for score in report.scores if score.name == "quality"]
    assert [score.segment for score in scores] == [None, 0, 1]
    assert all(0 <= score.value <= 100 for score in scores)
    assert {score.signature for score in scores} == {f"quality|model:{plugins.model(config)}|unit:comet|v:1"}
    assert report.model.startswith("kiwi@")
    assert report == check(TEXT, source=SOURCE, config=config)


def test_the_bundled_model_scores_what_has_no_source(folder, monkeypatch):
    from mtassist.neural import quality
    from mtassist.types import Score

    said = [
        Score("quality", 50.0, "bundled"),
        Score("edits", 9.0, "bundled"),
        Score("quality", 40.0, "bundled", segment=0),
    ]
    monkeypatch.setattr(quality.bundled, "named", lambda config: object())
    monkeypatch.setattr(quality, "scores", lambda *about: iter(said))
    verb = quality.scorer(Config(model=str(folder / "kiwi")))
    assert list(verb(document(TEXT), ())) == said
    assert [score.name for score in verb(document(TEXT, source=SOURCE), ())] == ["edits"]
    assert list(quality.scorer(Config())(document(TEXT, source=SOURCE), ())) == said


def test_an_untranslated_copy_gets_no_good_score(folder, monkeypatch):
    monkeypatch.setattr(comet, "_read", lambda model, given: [(pair, comet_says(0.92)) for pair in pairs(given)])
    config = Config(model=str(folder / "kiwi"), strict=True)
    copied = check(SOURCE, source=SOURCE, config=config)
    assert max(score.value for score in copied.scores if score.name == "quality") <= 20
    assert any("copy of the source" in said for said in copied.incomplete)


def comet_says(score):
    from mtassist.neural.estimator import Judgement

    return Judgement(score, ())


def test_without_a_source_it_says_so_and_scores_nothing(folder):
    report = check(TEXT, config=Config(model=str(folder / "xcomet"), strict=True))
    assert any("no source: xcomet reads the text" in said for said in report.incomplete)
    assert not any("model:xcomet" in score.signature for score in report.scores)
    assert not [issue for issue in report.issues if issue.rule == comet.RULE.id]


def test_what_xcomet_marks_is_shown_and_no_more(folder):
    report = check(TEXT, source=SOURCE, config=Config(model=str(folder / "xcomet"), strict=True))
    found = [issue for issue in report.issues if issue.rule == comet.RULE.id]
    assert found
    assert comet.RULE.id == "accuracy.xcomet", "for ever: it stands in logs and options"
    for issue in found:
        assert issue.text == issue.span.of(TEXT)
        assert issue.suggestions == ()
        assert f"xcomet takes this for a {issue.severity} error" in issue.message
        assert 0 < issue.confidence <= comet.RULE.confidence


def test_what_goes_as_residue_is_not_marked(folder):
    text = TEXT.replace(" Ships", "\n\nShare this article\n\nShips")
    source = SOURCE.replace(" Schiffe", "\n\nArtikel teilen\n\nSchiffe")
    given = document(text, source=source)
    (middle,) = (
        judged for pair, judged in comet._read(bigger.look(str(folder / "xcomet")), given) if "Share" in pair.text
    )
    assert middle.marks, "it would be marked"
    report = check(given, config=Config(model=str(folder / "xcomet"), strict=True))
    residue = [issue.span for issue in report.issues if issue.family == "residue"]
    marked = [issue.span for issue in report.issues if issue.rule == comet.RULE.id]
    assert residue
    assert marked
    assert not any(a.overlaps(b) for a in residue for b in marked)


def test_a_hint_stops_no_fix_and_is_not_asked_for_again(folder, monkeypatch):
    """It would mark anything: were it to judge what rules mend, none of their fixes would be left."""
    from mtassist.neural.estimator import Judgement, Mark

    read = []

    def all_wrong(model, given):
        read.append(given.text)
        return [(p, Judgement(0.1, (Mark(0, len(p.text), "critical", 0.9),))) for p in pairs(given)]

    monkeypatch.setattr(comet, "_read", all_wrong)
    text = "The old harbour stays closed. Ships come back, said the the mayor."
    report = check(text, source=SOURCE, config=Config(model=str(folder / "xcomet"), strict=True))
    assert any(i.rule == "repetition.word" and i.suggestions for i in report.issues)
    assert set(read) == {text}


def test_the_command_line_says_what_was_not_judged(folder, tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "source.txt").write_text(SOURCE)
    asked = ["check", "--format", "json", "--model", str(folder / "kiwi"), str(tmp_path / "a.txt")]
    main([*asked, "--source", str(tmp_path / "source.txt")])
    said = capsys.readouterr()
    assert "quality|model:kiwi@" in said.out
    assert json.loads(said.out)["signature"].split("|model:")[1].startswith("kiwi@")
    assert said.err == "", "no progress bars of libraries"
    main(asked)
    assert "no source" in capsys.readouterr().err


# which sentence stands behind which


def test_sentences_are_paired_by_paragraph_and_length():
    made = pairs(document(TEXT, source=SOURCE))
    assert [pair.sentences for pair in made] == [(0,), (1,)]
    assert made[1].source == "Schiffe kommen zurück, sagte der Bürgermeister."


def test_one_sentence_may_have_become_two():
    text = "The harbour stays closed. That is so until March, as the mayor of the old city said. Ships come back."
    source = "Der Hafen bleibt bis März geschlossen, wie der Bürgermeister der alten Stadt sagte. Schiffe kommen."
    made = pairs(document(text, source=source))
    assert [pair.sentences for pair in made] == [(0, 1), (2,)]
    assert made[0].text == text[: made[0].span.end]


def test_a_paragraph_too_many_does_not_shift_the_rest():
    sentences = [f"The council of the {'old ' * n}city voted for the bridge." for n in (1, 9, 3, 7, 0, 5)]
    text = "\n\n".join(sentences)
    source = "\n\n".join(s.replace("The", "Der") for s in ["Follow", *sentences])
    made = pairs(document(text, source=source))
    assert [pair.text for pair in made] == sentences
    assert all(pair.source.endswith(pair.text[3:]) for pair in made)


def test_nothing_is_paired_without_a_source():
    assert pairs(document(TEXT)) == pairs(document(TEXT, source=" ")) == pairs(document("", source=SOURCE)) == ()


# what is missing


def broken(folder, tmp_path, **changes):
    place = tiny.comet(tmp_path / "model", "unified_metric", folder / "encoder", **changes)
    return place, Config(model=str(place))


def test_a_model_that_needs_a_reference_is_named(folder, tmp_path):
    _, config = broken(folder, tmp_path, class_identifier="regression_metric")
    with pytest.raises(ModelMissing, match=r"model is a regression_metric, which does not go without a reference"):
        plugins.model(config)


def test_an_encoder_that_is_not_there_is_named_with_the_command_that_gets_it(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    _, config = broken(folder, tmp_path, pretrained_model="example/encoder")
    with pytest.raises(ModelMissing, match=r"tokenizer of example/encoder.*`hf download example/encoder --exclude"):
        plugins.model(config)


def test_weights_that_are_not_there_are_named(folder, tmp_path):
    place, config = broken(folder, tmp_path)
    (place / "checkpoints" / "model.ckpt").unlink()
    with pytest.raises(ModelMissing, match=r"lacks checkpoints/model\.ckpt; `hf download"):
        plugins.model(config)


@pytest.mark.parametrize("content", [b"version https://git-lfs.github.com/spec/v1\n", b"", b"PK\x03\x04 cut off"])
def test_what_is_no_checkpoint_is_a_failure_in_the_report(folder, tmp_path, content):
    place, config = broken(folder, tmp_path)
    (place / "checkpoints" / "model.ckpt").write_bytes(content)
    report = check(TEXT, source=SOURCE, config=config)
    (failed,) = report.failures
    assert "is no checkpoint that can be read" in failed.error
    assert "hf download" in failed.error


def test_a_checkpoint_with_code_in_it_is_not_run(folder, tmp_path):
    import pickle

    place, config = broken(folder, tmp_path)
    seen = tmp_path / "seen"

    class Code:
        def __reduce__(self):
            return (open, (str(seen), "w"))

    (place / "checkpoints" / "model.ckpt").write_bytes(pickle.dumps({"state_dict": Code()}, protocol=2))
    report = check(TEXT, source=SOURCE, config=config)
    assert "is no checkpoint that can be read" in report.failures[0].error
    assert not seen.exists()


def test_weights_of_another_shape_are_a_failure(folder, tmp_path):
    import torch

    place, config = broken(folder, tmp_path)
    file = place / "checkpoints" / "model.ckpt"
    saved = torch.load(file)
    saved["hyper_parameters"]["hidden_sizes"] = [8]
    torch.save(saved, file)
    (failed,) = check(TEXT, source=SOURCE, config=config).failures
    assert "size mismatch for estimator.ff.0.weight" in failed.error


def test_weights_that_are_not_in_the_file_are_a_failure(folder, tmp_path):
    _, config = broken(folder, tmp_path, word_level_training=False, hidden_sizes=[24, 12, 6])
    assert check(TEXT, source=SOURCE, config=config).failures == ()
    import torch

    file = tmp_path / "model" / "checkpoints" / "model.ckpt"
    saved = torch.load(file)
    del saved["state_dict"]["encoder.model.encoder.layer.1.output.dense.weight"]
    torch.save(saved, file)
    comet._estimator.cache_clear()
    comet._known.clear()
    (failed,) = check(TEXT, source=SOURCE, config=config).failures
    assert "lacks encoder.model.encoder.layer.1.output.dense.weight" in failed.error


def test_one_layer_may_do_for_the_sentence(folder, tmp_path):
    _, config = broken(folder, tmp_path, sent_layer=1)
    assert check(TEXT, source=SOURCE, config=config).failures == ()


# in a batch


def scored(folder, capsys, *arguments):
    capsys.readouterr()
    (folder / "mt.txt").write_text("The old harbour stays closed.\nShips come back. The mayor said that.\n\nRain.\n")
    (folder / "src.txt").write_text("Der alte Hafen.\nSchiffe kommen zurück. Der Bürgermeister sagte das.\n\nRegen.\n")
    status = main(["score", "--no-issues", "-t", str(folder / "mt.txt"), *arguments])
    said = capsys.readouterr()
    return status, [json.loads(line) for line in said.out.splitlines()], said.err


def test_lines_are_scored_as_comet_score_does(folder, tmp_path, capsys):
    """Each line is read as one, the system's score is the mean of its lines."""
    asked = ["-m", "quality", "--model", str(folder / "kiwi"), "-s", str(tmp_path / "src.txt")]
    status, lines, _ = scored(tmp_path, capsys, *asked)
    assert status == 0
    judged = estimator(folder / "kiwi").read(
        [
            ("The old harbour stays closed.", "Der alte Hafen."),
            ("Ships come back. The mayor said that.", "Schiffe kommen zurück. Der Bürgermeister sagte das."),
        ]
    )
    values = [min(max(100 * each.score, 0), 100) for each in judged]
    given = [line["scores"].get("quality") for line in lines]
    assert given[:2] == pytest.approx(values)
    assert given[2] is None, "an empty line is a problem, and counts for nothing"
    assert given[4] == pytest.approx(sum(each for each in given[:4] if each is not None) / 3)
    assert lines[-1]["signatures"]["quality"].startswith("quality|model:kiwi@")


@pytest.mark.slow
def test_workers_change_no_score(folder, tmp_path, capsys):
    asked = ["-m", "quality,mqm", "--model", str(folder / "xcomet"), "-s", str(tmp_path / "src.txt")]
    assert scored(tmp_path, capsys, *asked, "--workers", "2") == scored(tmp_path, capsys, *asked)


def test_a_batch_without_sources_is_refused_and_a_row_without_one_is_a_problem(folder, tmp_path, capsys):
    status, lines, said = scored(tmp_path, capsys, "-m", "quality", "--model", str(folder / "kiwi"))
    assert (status, lines) == (2, [])
    assert "needs the sources: -s FILE" in said
    (tmp_path / "a.csv").write_text("text,source\nThe old harbour.,\nThe old harbour.,Der alte Hafen.\n")
    main(["score", "-m", "quality", "--model", str(folder / "kiwi"), str(tmp_path / "a.csv")])
    first, second, total = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert "without a source, which quality by" in first["problem"]
    assert second["scores"]["quality"] == total["scores"]["quality"]
    assert total["problems"] == 1


def test_many_lines_are_read_together(folder, tmp_path, capsys, monkeypatch):
    """So that a GPU has something to do."""
    asked = []
    there = estimator(folder / "xcomet")
    read = there.read
    monkeypatch.setattr(there, "read", lambda pairs: asked.append(len(pairs)) or read(pairs))
    comet._known.clear()
    (tmp_path / "s.txt").write_text("".join(f"Der alte Hafen {n}.\n" for n in range(40)))
    (tmp_path / "t.txt").write_text("".join(f"The old harbour {n}.\n" for n in range(40)))
    names = ["-t", str(tmp_path / "t.txt"), "-s", str(tmp_path / "s.txt")]
    main(["score", "-m", "quality,mqm", "--model", str(folder / "xcomet"), *names])
    assert asked == [40]
