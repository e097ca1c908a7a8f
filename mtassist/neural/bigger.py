"""Bigger models by name: of which kind one is and where its weights lie. Nothing is ever downloaded from here.

A name is a URL (a server that speaks OpenAI's chat completions), a folder or file, or a name of the Hugging Face hub
whose files lie in its cache on this machine. What follows a ``#`` goes to the model: which of a server's models, or the
words that a corrector wants before each sentence.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mtassist.config import Config
from mtassist.errors import ConfigError, ModelMissing
from mtassist.neural import bundled

HPARAMS, CHECKPOINT = "hparams.yaml", "checkpoints/model.ckpt"
WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
PIECES = ("tokenizer.json", "sentencepiece.bpe.model", "spiece.model", "source.spm", "vocab.json")
COMET = ("unified_metric", "xcomet_metric")  # the classes that can read a translation beside its source alone
KEY = "MTASSIST_MODEL_KEY"  # a variable of the environment: keys stand neither in commands nor in signatures
HEXADECIMAL = frozenset("0123456789abcdef")


class Kind(StrEnum):
    """What a bigger model does."""

    COMET = "comet"  # scores a translation beside its source, and marks what is wrong in it
    CORRECTOR = "corrector"  # writes a sentence anew
    ENDPOINT = "endpoint"  # the same, on a server


@dataclass(frozen=True, slots=True)
class Bigger:
    """A model that is there. ``name`` is what reports call it."""

    kind: Kind
    name: str
    place: Path | None = None  # its folder
    url: str = ""  # its server
    told: str = ""  # what stood behind the #
    weights: tuple[Path, ...] = ()

    @property
    def signature(self) -> str:
        """Name and eight hexadecimal digits that change with the weights, the settings and what the model is told."""
        return f"{self.name}@{_hash(self)}"


def chosen(config: Config, kind: Kind) -> Bigger | None:
    """The bigger model that the options name, if it is of this kind. Raises ModelMissing where there is none such."""
    model = None if config.model in ("default", "none") else look(config.model)
    return model if model and model.kind is kind else None


@cache
def look(name: str) -> Bigger | None:
    """The bigger model of a name; None for the name of one as bundled. Raises ModelMissing for any other."""
    if "://" in name:
        return _endpoint(name)
    if bundled.at(name):
        return None
    bare, _, told = name.partition("#")
    given = Path(bare).expanduser()
    for place in (given, bundled.home() / bare):
        if place.suffix == ".ckpt" and os.path.isfile(place):
            return _comet(_folder_of(place), place, place.stem if place.stem != "model" else place.parents[1].name)
        if bare and os.path.isdir(place):
            return _in_folder(place, place.resolve().name, told)
    if found := _cached(bare):
        return _in_folder(found, bare, told)
    get = f"`hf download {bare}` fetches it" if bare.count("/") == 1 else "name a folder, or OWNER/NAME of the hub"
    raise ModelMissing(
        f"model {bare!r} is not installed: no such folder, none in {bundled.home()}, none in the Hugging Face cache at "
        f"{_cache()}; {get}; a server is named by its URL; none means the rules alone"
    )


def _endpoint(name: str) -> Bigger:
    parts = urlsplit(name)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"--model {name}: wanted http:// or https://, a host and a port, as http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query:
        raise ConfigError(f"--model: a URL of host, port and path alone; a key belongs into {KEY}")
    url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') or '/v1'}"
    return Bigger(Kind.ENDPOINT, parts.fragment, url=url, told=parts.fragment)


def _in_folder(place: Path, name: str, told: str) -> Bigger:
    if (place / HPARAMS).is_file():
        return _comet(place, place / CHECKPOINT, name)
    if not (place / "config.json").is_file():
        raise ModelMissing(
            f"{place} holds no model: wanted {HPARAMS} (COMET), config.json (a corrector) or {bundled.CARD}; "
            f"`hf download {name}` fetches a whole one"
        )
    try:
        settings = json.loads((place / "config.json").read_text(encoding="utf-8"))
        whole = bool(settings.get("is_encoder_decoder"))
    except (ValueError, AttributeError) as error:
        raise ModelMissing(f"{place / 'config.json'} is no model's configuration: {error}; fetch it again") from None
    if not whole:
        raise ModelMissing(
            f"{name} is {settings.get('model_type', 'of no known type')}, no encoder with a decoder; start a server "
            f"with it (`vllm serve {name}`, `llama-server`, `ollama serve`) and name its URL"
        )
    weights = next((place / file for file in WEIGHTS if (place / file).is_file()), None)
    if not weights or not any((place / file).is_file() for file in PIECES):
        missing = " or ".join(PIECES[:3] if weights else WEIGHTS)
        raise ModelMissing(f"{place} lacks {missing}; `hf download {name}` fetches the whole model")
    return Bigger(Kind.CORRECTOR, name, place, told=told, weights=_parts(weights))


def _comet(place: Path, checkpoint: Path, name: str) -> Bigger:
    if not (place / HPARAMS).is_file():
        raise ModelMissing(f"{checkpoint} has no {HPARAMS} beside it or above it; `hf download` fetches both")
    if not checkpoint.is_file():
        raise ModelMissing(f"{place} lacks {CHECKPOINT}; `hf download {name}` fetches the whole model")
    if (kind := settings(place / HPARAMS).get("class_identifier")) not in COMET:
        raise ModelMissing(
            f"{name} is a {kind}, which does not go without a reference; wanted {' or '.join(COMET)}, as "
            "Unbabel/wmt22-cometkiwi-da or Unbabel/XCOMET-XL"
        )
    model = Bigger(Kind.COMET, name, place, weights=(checkpoint,))
    encoder(model)
    return model


def hparams(model: Bigger) -> dict[str, object]:
    """The settings of a COMET model."""
    return settings((model.place or Path()) / HPARAMS)


@cache
def settings(path: Path) -> dict[str, object]:
    """What an ``hparams.yaml`` says."""
    import yaml

    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ModelMissing(f"{path} is not readable: {' '.join(str(error).split())}; fetch it again") from None
    if not isinstance(read, dict):
        raise ModelMissing(f"{path} holds no settings; fetch it again")
    return read


def encoder(model: Bigger) -> Path:
    """Where a COMET model's encoder has its configuration and tokenizer: the checkpoint holds neither."""
    name = str(hparams(model).get("pretrained_model"))
    place = (model.place or Path()) / name  # an absolute one stays what it is
    found = place if place.is_dir() else _cached(name)
    if found and (found / "config.json").is_file() and any((found / file).is_file() for file in PIECES):
        return found
    raise ModelMissing(
        f"{model.name} needs the configuration and the tokenizer of {name}, which are not in the Hugging Face cache at "
        f'{_cache()}; `hf download {name} --exclude "*.bin" --exclude "*.safetensors" --exclude "*.h5"` fetches them'
    )


def quiet() -> None:
    """Keep transformers from drawing progress bars into what a command says."""
    import transformers

    logs: Any = transformers.logging
    logs.disable_progress_bar()
    logs.set_verbosity_error()


def _folder_of(checkpoint: Path) -> Path:
    return checkpoint.parent if (checkpoint.parent / HPARAMS).is_file() else checkpoint.parent.parent


def _cached(name: str) -> Path | None:
    """The folder of the newest copy of a hub model on this machine."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for file in (HPARAMS, "config.json"):
        try:
            if isinstance(found := try_to_load_from_cache(name, file), str):
                return Path(found).parent
        except HFValidationError:
            return None
    return None


def _cache() -> str:
    from huggingface_hub.constants import HF_HUB_CACHE

    return HF_HUB_CACHE


def _parts(weights: Path) -> tuple[Path, ...]:
    """The files of the weights: one, or the parts that an index lists."""
    if weights.suffix != ".json":
        return (weights,)
    try:
        names = set(json.loads(weights.read_text(encoding="utf-8"))["weight_map"].values())
    except (ValueError, KeyError, AttributeError) as error:
        raise ModelMissing(f"{weights} lists no weights: {error!r}; fetch the model again") from None
    parts = tuple(weights.parent / name for name in sorted(names))
    if missing := [part.name for part in parts if not part.is_file()]:
        raise ModelMissing(f"{weights.parent} lacks {', '.join(missing)}; fetch the model again with `hf download`")
    return parts


@cache
def _hash(model: Bigger) -> str:
    digest = sha256(model.told.encode())
    small = (model.place / name for name in (HPARAMS, "config.json") if model.place)
    for path in (*(path for path in small if path.is_file()), *model.weights):
        digest.update(bytes.fromhex(_sha(path)))
    return digest.hexdigest()[:8]


def _sha(path: Path) -> str:
    """Of a file's content. The hub's cache names a big file by it, so that gigabytes need not be read."""
    name = path.resolve().name
    if len(name) == 64 and HEXADECIMAL.issuperset(name):
        return name
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 22):
            digest.update(piece)
    return digest.hexdigest()
