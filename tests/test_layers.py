"""The architecture, as a test: who may import whom, and what is never loaded without need."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mtassist
from mtassist import plugins

ROOT = Path(mtassist.__file__).parent
NOUNS = {"types", "errors", "config"}
LANGUAGE = {"lists", "cues", "remembered", "segment", "speech", "attribution", "capitals", "vocabulary", "language"}
PLUGIN = NOUNS | LANGUAGE | {"rules", "edits"}
CORE = PLUGIN | {"plugins", "proof", "suppress", "pipeline", "review"}
MAY = {  # module or folder -> the parts of mtassist that it may import at the top
    "types": set(),
    "errors": set(),
    "lists": set(),
    "config": NOUNS,
    "rules": NOUNS,
    "edits": NOUNS,
    "segment": NOUNS,
    **dict.fromkeys(LANGUAGE - {"lists", "segment"}, NOUNS | LANGUAGE | {"rules"}),
    "suppress": NOUNS,
    "wording": NOUNS,
    "detect": PLUGIN,
    "suggest": PLUGIN,
    "score": PLUGIN,
    "plugins": NOUNS | {"lists", "rules"},
    "proof": NOUNS | {"edits", "segment", "plugins"},
    "pipeline": CORE - {"review"},
    "review": NOUNS | {"edits", "segment", "pipeline"},
    "formats": NOUNS | {"edits", "lists", "plugins", "review", "rules", "segment", "suppress"},
    "batch": CORE | {"formats", "score"},
    "evaluate": CORE | {"formats", "batch", "neural", "train"},
}
ANY = {"__init__", "__main__", "cli", "web", "api", "store", "migrations", "neural", "train"}  # whatever they need
HOME = {  # what is slow to import -> the parts that may import it at the top
    "torch": {"neural", "train"},
    "transformers": {"neural", "train"},
    "tokenizers": {"neural", "train"},
    "onnxruntime": {"neural"},
    "sentencepiece": {"neural", "train"},
    "huggingface_hub": set(),
    "yaml": set(),
    "gradio": {"web"},
    "sacrebleu": {"evaluate"},
    "rich": set(),
    "pyarrow": set(),
    "ray": set(),
    "trafilatura": set(),
    "matplotlib": set(),
    "jinja2": set(),
    "charset_normalizer": set(),
    "lingua": set(),
    "wordfreq": set(),
    "docx": set(),
    "lxml": set(),
    "defusedxml": set(),
}
NEVER_BY_RULES = {"torch", "transformers", "gradio", "sacrebleu", "numpy"}


def imports(path):
    """Top-level imports only: an import inside a function is lazy, and allowed."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = node.module == "mtassist" or node.module.startswith("mtassist.")
            yield from (f"{node.module}.{alias.name}" for alias in node.names) if inside else (node.module,)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports(path):
    place = path.relative_to(ROOT).with_suffix("").parts
    part = place[0]
    assert part in MAY or part in ANY, f"say in this test what {part} may import"
    for name in imports(path):
        head, *rest = name.split(".")
        if head in HOME:
            assert part in HOME[head], f"{part} must not import {head} at the top"
        if head == "mtassist" and part in MAY and rest != ["__version__"]:
            assert rest[0] in MAY[part] | {part}, f"{part} must not import mtassist.{rest[0]}"
            if rest[0] == part == "detect":
                assert rest[1] == place[1], "a family must not import another"
                assert rest[2].startswith("_"), "a detector must not import another; share a helper: _name.py"


def test_the_hash_of_the_rules_covers_what_they_rest_on():
    """A signature must change with everything that can change a finding."""
    assert set(plugins.SHARED) == LANGUAGE | {"rules", "edits", "pipeline", "proof"}


def run(code, *arguments):
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True).stdout


def test_the_command_line_is_light():
    loaded = set(run("import sys, mtassist.cli; print(*sys.modules)").split())
    assert not loaded & set(HOME)


def test_rules_load_nothing_heavy():
    code = (
        "import sys, mtassist.cli; from mtassist.plugins import modules as m; m('detect'), m('suggest'), m('score');"
        "mtassist.check('He said „no“ to the the minister. Follow I follow', config=mtassist.Config(model='none'));"
        "print(*sys.modules)"
    )
    assert not set(run(code).split()) & NEVER_BY_RULES


def test_help_answers_at_once():
    """0.2 s where this was written; the bound leaves room for a slow, busy machine."""
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        run("from mtassist.cli import main; main(['--help'])")
        took.append(time.perf_counter() - begin)
    assert min(took) < 1.0
