"""Sequence-to-sequence correctors with sentencepiece tokenizers, made on the spot, as suggesters."""

import pytest
import tiny

from mtassist import Config, ModelMissing, Safety, check, edits, plugins
from mtassist.cli import main
from mtassist.neural import bigger, corrector

pytestmark = pytest.mark.slow  # torch and transformers take their time to come

BROKEN = "The mayor said that ships here not seen been has."
WHOLE = "The mayor said that ships have not been seen here."


@pytest.fixture(autouse=True)
def nothing_bundled(monkeypatch, tmp_path):
    """What the bundled model says is another matter."""
    monkeypatch.setenv("MTASSIST_MODELS", str(tmp_path / "none"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A T5 that mends one sentence, and an mT5 and an NLLB that write nonsense."""
    folder = tmp_path_factory.mktemp("correctors")
    with tiny.one_thread():
        tiny.t5(folder / "t5", by_heart=(BROKEN, WHOLE))
        tiny.t5(folder / "mt5", multilingual=True)
        tiny.nllb(folder / "nllb")
        yield folder


def config(place, **options):
    return Config(model=str(place), strict=True, **options)


def offered(report):
    return [s for issue in report.issues for s in issue.suggestions if s.by.startswith("model:")]


def test_what_it_writes_is_offered_for_a_person_to_accept(folder):
    text = f"The council met. {BROKEN} Nobody came."
    report = check(text, config=config(folder / "t5", select=("garbled",)))
    (suggestion,) = offered(report)
    assert suggestion.safety is Safety.REVIEW
    assert suggestion.by == "model:t5"
    assert edits.apply(text, suggestion.edits) == text.replace(BROKEN, WHOLE)
    assert sum(e.span.end - e.span.start for e in suggestion.edits) < 25, "edits, not the sentence anew"
    assert report.model == plugins.model(config(folder / "t5"))
    assert report.model.startswith("t5@")


def test_it_writes_the_same_again(folder):
    model = bigger.look(str(folder / "mt5"))
    first, second = (corrector.Corrector(model).rewrite(BROKEN) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("kind", ["mt5", "nllb"])
def test_nonsense_is_no_suggestion(folder, kind):
    assert offered(check(BROKEN, config=config(folder / kind))) == []


def test_a_model_of_many_languages_reads_and_writes_english(folder):
    model = corrector.Corrector(bigger.look(str(folder / "nllb")))
    english = model._tokenizer.convert_tokens_to_ids("eng_Latn")
    assert model._first == english != model._tokenizer.unk_token_id
    assert model._tokenizer("The old harbour.").input_ids[0] == english
    given = {}
    generate = model._network.generate
    model._network.generate = lambda **asked: given.update(asked) or generate(**asked)
    model.rewrite("The old harbour.")
    assert given["forced_bos_token_id"] == english
    assert (given["num_beams"], given["do_sample"]) == (4, False)


def test_words_that_it_wants_before_a_sentence_are_given_and_stand_in_the_signature(folder, monkeypatch):
    plain, told = (bigger.look(f"{folder / 't5'}{words}") for words in ("", "#gec:"))
    assert plain.signature != told.signature
    assert told.name == "t5"
    model = corrector.Corrector(told)
    read = []
    tokenizer = model._tokenizer
    monkeypatch.setattr(model, "_tokenizer", lambda text, **k: read.append(text) or tokenizer(text, **k))
    with pytest.raises(AttributeError):  # the stand-in cannot decode
        model.rewrite("The old harbour.")
    assert read == ["gec: The old harbour."]


def test_a_sentence_that_is_too_long_for_it_is_left(folder, monkeypatch):
    monkeypatch.setattr(corrector, "MOST", 5)
    assert corrector.Corrector(bigger.look(str(folder / "t5"))).rewrite(BROKEN) is None


def test_the_command_line_draws_no_bars(folder, tmp_path, capsys):
    (tmp_path / "a.txt").write_text(BROKEN)
    corrector._corrector.cache_clear()
    main(["fix", "--unsafe-fixes", "--model", str(folder / "t5"), str(tmp_path / "a.txt")])
    said = capsys.readouterr()
    assert said.out == WHOLE
    assert said.err == ""


def test_weights_that_do_not_load_are_a_failure_in_the_report(folder, tmp_path):
    import shutil

    place = tmp_path / "cut"
    shutil.copytree(folder / "t5", place)
    weights = place / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    (failed,) = check(BROKEN, config=Config(model=str(place))).failures
    assert failed.plugin == "mtassist.neural.corrector"
    assert "cut does not load" in failed.error


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ("model.safetensors", r"lacks model\.safetensors or .*`hf download"),
        ("spiece.model", r"lacks tokenizer\.json or .*`hf download"),
        ("config.json", r"holds no model: wanted hparams\.yaml \(COMET\), config\.json"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_read(folder, tmp_path, gone, says):
    import shutil

    place = tmp_path / "part"
    shutil.copytree(folder / "t5", place)
    for path in [place / gone, *place.glob("tokenizer.json" if gone == "spiece.model" else "nothing")]:
        path.unlink()
    with pytest.raises(ModelMissing, match=says):
        plugins.model(config(place))
