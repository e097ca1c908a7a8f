"""Which model a name means, where it was looked for, and what to do when it is not there."""

import json

import pytest
import tiny

from mtassist import Config, ConfigError, ModelMissing, check, plugins
from mtassist.cli import main
from mtassist.neural import bigger, bundled
from mtassist.neural.bigger import Kind, look


@pytest.fixture(autouse=True)
def nothing_here(monkeypatch, tmp_path):
    """No bundled model, and an empty cache of the hub."""
    monkeypatch.setenv("MTASSIST_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    look.cache_clear()
    bigger._hash.cache_clear()
    bigger.settings.cache_clear()


def seq2seq(place, **config):
    """All that a corrector's folder must have to be known as one; nothing that could be run."""
    place.mkdir(parents=True)
    (place / "config.json").write_text(json.dumps({"model_type": "t5", "is_encoder_decoder": True} | config))
    (place / "model.safetensors").write_bytes(b"weights")
    (place / "spiece.model").write_bytes(b"pieces")
    return place


def comet(place):
    encoder = place / "encoder"
    encoder.mkdir(parents=True)
    (encoder / "config.json").write_text("{}")
    (encoder / "sentencepiece.bpe.model").write_bytes(b"pieces")
    (place / "hparams.yaml").write_text("class_identifier: unified_metric\npretrained_model: encoder\n")
    (place / "checkpoints").mkdir()
    (place / "checkpoints" / "model.ckpt").write_bytes(b"weights")
    return place


def test_a_folder_is_what_lies_in_it(tmp_path):
    assert look(str(seq2seq(tmp_path / "c"))).kind is Kind.CORRECTOR
    assert look(str(comet(tmp_path / "k"))).kind is Kind.COMET


def test_a_folder_of_models_may_be_named_alone(tmp_path):
    seq2seq(tmp_path / "models" / "mine")
    assert (look("mine").kind, look("mine").name) == (Kind.CORRECTOR, "mine")


def test_a_checkpoint_may_be_named_itself(tmp_path):
    place = comet(tmp_path / "kiwi")
    model = look(str(place / "checkpoints" / "model.ckpt"))
    assert (model.kind, model.name, model.place) == (Kind.COMET, "kiwi", place)
    (place / "best.ckpt").write_bytes(b"weights")
    assert look(str(place / "best.ckpt")).name == "best"


@pytest.mark.parametrize("make", [comet, seq2seq])
def test_a_name_of_the_hub_is_found_in_its_cache(tmp_path, make):
    tiny.cached(tmp_path / "cache", "Example/some-model", make(tmp_path / "made"))
    model = look("Example/some-model")
    assert model.name == "Example/some-model"
    assert model.signature.startswith("Example/some-model@")


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", ""),
        ("http://127.0.0.1:11434#qwen2.5:7b", "http://127.0.0.1:11434/v1", "qwen2.5:7b"),
        ("https://models.example.org/api/v1/#a/b", "https://models.example.org/api/v1", "a/b"),
    ],
)
def test_a_url_is_a_server_and_what_follows_it_is_the_model(name, url, told):
    model = look(name)
    assert (model.kind, model.url, model.told) == (Kind.ENDPOINT, url, told)


@pytest.mark.parametrize(
    "name",
    ["ftp://127.0.0.1/v1", "file:///etc/passwd", "http://", "http://ann:pw@127.0.0.1/v1", "http://127.0.0.1/v1?key=1"],
)
def test_any_other_url_is_refused(name):
    with pytest.raises(ConfigError, match="--model"):
        look(name)


@pytest.mark.parametrize("name", ["Example/nothing", "nothing", "../nothing", "a/b/c", "", "x" * 300])
def test_what_is_nowhere_is_one_line_that_says_where_it_was_looked_for(name, tmp_path, capsys):
    assert main(["check", "--model", name, "no-such-file.txt"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(tmp_path / "models") in said.err
    assert str(tmp_path / "cache") in said.err
    assert "hf download" in said.err or "name a folder" in said.err


def test_the_command_that_gets_it_is_said():
    with pytest.raises(ModelMissing, match="`hf download Example/nothing` fetches it"):
        look("Example/nothing")


def test_a_model_that_only_writes_on_wants_a_server(tmp_path):
    place = seq2seq(tmp_path / "llama", is_encoder_decoder=False, model_type="llama")
    with pytest.raises(
        ModelMissing, match=r"llama is llama, no encoder with a decoder; start a server with it \(`vllm"
    ):
        look(str(place))


@pytest.mark.parametrize("content", ["", "[]", "{", "7"])
def test_a_configuration_that_is_none_is_said(tmp_path, content):
    place = seq2seq(tmp_path / "c")
    (place / "config.json").write_text(content)
    with pytest.raises(ModelMissing, match="no model's configuration"):
        look(str(place))


@pytest.mark.parametrize("content", ["", "- a", "{", "a: [", "class_identifier: regression_metric"])
def test_settings_that_are_none_are_said(tmp_path, content):
    place = comet(tmp_path / "k")
    (place / "hparams.yaml").write_text(content)
    with pytest.raises(ModelMissing, match=r"hparams\.yaml|reference"):
        look(str(place))


def test_weights_in_parts_must_all_be_there(tmp_path):
    place = seq2seq(tmp_path / "c")
    (place / "model.safetensors").unlink()
    listed = {"weight_map": {"a": "part-1.safetensors", "b": "part-2.safetensors"}}
    (place / "model.safetensors.index.json").write_text(json.dumps(listed))
    (place / "part-1.safetensors").write_bytes(b"1")
    with pytest.raises(ModelMissing, match=r"lacks part-2\.safetensors"):
        look(str(place))
    (place / "part-2.safetensors").write_bytes(b"2")
    assert [path.name for path in look(str(place)).weights] == ["part-1.safetensors", "part-2.safetensors"]


def test_the_signature_changes_with_weights_and_settings_alone(tmp_path):
    def signature(change):
        place = tmp_path / change / "model"
        seq2seq(place, d_model=8 if change == "settings" else 4)
        if change == "weights":
            (place / "model.safetensors").write_bytes(b"other")
        return look(str(place)).signature

    first, same, settings, weights = map(signature, ("first", "same", "settings", "weights"))
    assert first == same
    assert len({first, settings, weights}) == 3
    assert first.startswith("model@")
    assert len(first) == len("model@") + 8


def test_the_hub_has_already_hashed_big_files(tmp_path, monkeypatch):
    blob = tmp_path / ("ab" * 32)
    blob.write_bytes(b"gigabytes")
    (tmp_path / "model.ckpt").symlink_to(blob)
    assert bigger._sha(tmp_path / "model.ckpt") == "ab" * 32


def test_the_bundled_model_reads_beside_a_bigger_one(tmp_path, monkeypatch):
    small = tmp_path / "models" / bundled.DEFAULT
    small.mkdir(parents=True)
    (small / "model.toml").write_text("")
    config = Config(model=str(seq2seq(tmp_path / "c")))
    assert bundled.named(config).signature.startswith(f"{bundled.DEFAULT}@")
    assert plugins.model(config).startswith(f"{bundled.DEFAULT}@")
    assert "+c@" in plugins.model(config)
    assert plugins.model(Config(model="none")) == "none"
    assert look(bundled.DEFAULT) is None, "its own name is no bigger model"


def test_without_a_name_no_bigger_model_is_looked_for(monkeypatch):
    monkeypatch.setattr(bigger, "look", lambda name: pytest.fail("looked"))
    assert check("He left.", config=Config(strict=True)).model == "none"
    assert check("He left.", config=Config(model="none", strict=True)).failures == ()


def test_every_command_that_reads_texts_takes_one(capsys):
    for command in ("check", "fix", "score", "serve"):
        assert main([command, "--model", "Example/nothing", *(["-t", "x"] if command == "score" else [])]) == 2
        assert "Example/nothing" in capsys.readouterr().err


def test_the_help_says_that_sentences_leave_the_machine(capsys):
    main(["check", "--help"])
    assert "which is sent the sentences with findings" in " ".join(capsys.readouterr().out.split())


def test_a_file_of_options_names_a_folder_beside_it(tmp_path):
    seq2seq(tmp_path / "site" / "models" / "ours")
    (tmp_path / "site" / "mtassist.toml").write_text('model = "models/ours#gec:"')
    model = look(Config.read(tmp_path / "site" / "mtassist.toml").model)
    assert (model.name, model.told) == ("ours", "gec:")
    for name in ("none", "default", "Example/nothing", "http://127.0.0.1:8080/v1#x"):
        (tmp_path / "site" / "mtassist.toml").write_text(f'model = "{name}"')
        assert Config.read(tmp_path / "site" / "mtassist.toml").model == name
