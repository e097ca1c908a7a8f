"""Rules made for one test, so that the machinery is tested without any real rule; and what several tests score."""

import gzip
import json
import os
import re
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
import tiny

from mtassist import pipeline, plugins
from mtassist.rules import Rule
from mtassist.types import Mqm, Safety, Severity

SCORE = (sys.executable, "-m", "mtassist", "score")
SENTENCES = [  # some with an error, some without; what is scored at length is made of them
    "The ferry left at noon.",
    "Nobody saw the the fire.",
    "Two sailors were hurt, said the mayor.",
    'He said: "The road is closed.',
    "It rained on Sunday • Follow I follow",
    "The talks cost 1,4 million euros.",
]

os.environ["MTASSIST_MODELS"] = str(Path(__file__).parent / "none")  # the rules alone, but where a test makes a model

collect_ignore = ["browser.py", "postgres.py"]  # fixtures: no tests of their own

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background of a script: Ctrl-C could not be tested
    signal.signal(signal.SIGINT, signal.default_int_handler)


def fake(id, pattern, fix=None, *, verb="find_block", safety=Safety.SAFE, **card):
    """A detector that flags what a pattern matches. ``fix``: what to put there, or a function of the match."""
    module = ModuleType(f"mtassist.detect.{id}")
    defaults = {"mqm": Mqm.GRAMMAR, "severity": Severity.MINOR, "examples": ()}
    module.RULE = Rule(id, f"Finds {pattern}.", safety=safety, **(defaults | card))

    def find(where):
        for match in re.finditer(pattern, where.text):
            new = fix(match) if callable(fix) else fix
            yield module.RULE.issue(where, match.span(), f"Here is {match[0]!r}.", fix=new)

    setattr(module, verb, find)
    return module


def store(folder, name, *rows):
    """Write rows as a file of the data folder."""
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"ship": True, "lang_pair": "de-en"} | row) + "\n" for row in rows)


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """A folder of models, with a bundled one that looks at the length of sentences alone; see `tiny.mini`."""
    folder = tmp_path_factory.mktemp("models")
    tiny.mini(folder / "mini")
    return folder


@pytest.fixture
def judging(models, monkeypatch):
    """The default model is that one."""
    monkeypatch.setenv("MTASSIST_MODELS", str(models))


@pytest.fixture
def only(monkeypatch):
    """Make the given modules the only plugins there are."""

    def install(*detectors, suggesters=(), scorers=()):
        kinds = {"detect": detectors, "suggest": tuple(suggesters), "score": tuple(scorers)}
        monkeypatch.setattr(plugins, "modules", kinds.__getitem__)
        forget()

    def forget():
        plugins.rules.cache_clear()
        pipeline._chosen.cache_clear()

    yield install
    forget()
