"""The command line, in process: no PATH, no sleep. Exact output for small cases, one clear line for each bad input."""

import io
import json
import os
import stat
import sys
from hashlib import sha256

import pytest
from conftest import fake

from mtassist import Severity, plugins
from mtassist.cli import main
from mtassist.formats import console
from mtassist.formats import text as files

BLANK = "\N{ZERO WIDTH SPACE}"
NEWS = f"A dog ran off.\n\nThe mini{BLANK}ster saw a cat and a fox.\n"


@pytest.fixture(autouse=True)
def animals(only, monkeypatch, tmp_path):
    """Three rules, one of each tier, and a folder of one's own to work in."""
    only(
        fake("encoding.hidden", BLANK, ""),
        fake("animals.cat", "cat", "lion", severity=Severity.MAJOR),
        fake("animals.dog", "(?<=A )dog"),
    )
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.txt"
    path.write_bytes(NEWS.encode())
    return path


@pytest.fixture
def run(capfdbinary, monkeypatch):
    """Run a command; gives its exit status, what it printed, and what it said on standard error."""

    def run(*arguments, stdin=b"", terminal=False):
        given = io.TextIOWrapper(io.BytesIO(stdin))
        given.isatty = lambda: terminal
        monkeypatch.setattr(sys, "stdin", given)
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


# check


def test_text(run, news):
    assert run("check", "news.txt") == (
        1,
        "news.txt:1:3: minor animals.dog: Here is 'dog'.\n"
        "1 | A dog ran off.\n"
        "  |   ^^^\n"
        "\n"
        "news.txt:3:9: minor encoding.hidden [*]: Here is '\\u200b'.\n"
        "3 | The mini<U+200B>ster saw a cat and a fox.\n"
        "  |         ^^^^^^^^\n"
        "  = safe: mini<U+200B>ster → minister\n"
        "\n"
        "news.txt:3:21: major animals.cat: Here is 'cat'.\n"
        "3 | The mini<U+200B>ster saw a cat and a fox.\n"
        "  |                            ^^^\n"
        "  = review: cat → lion\n"
        "\n"
        "3 findings in 1 file (1 major, 2 minor).\n"
        "[*] 1 fixable with `mtassist fix`, 1 more with `mtassist fix --unsafe-fixes`.\n",
        "",
    )


def test_compact(run, news):
    status, out, _ = run("check", news, "--format", "compact", "--select", "animals")
    assert status == 1
    assert out == f"{news}:1:3: animals.dog: Here is 'dog'.\n{news}:3:21: animals.cat: Here is 'cat'.\n"


def test_nothing_found(run, news):
    assert run("check", "news.txt", "--select", "animals.cat", "--min-confidence", "1") == (
        0,
        "Nothing found in 1 file.\n",
        "",
    )


def test_no_exit(run, news):
    assert run("check", news, "--no-exit")[0] == 0


def test_json(run, news):
    status, out, _ = run("check", "news.txt", "--format", "json")
    report = json.loads(out)
    assert status == 1
    assert list(report) == ["schema", "signature", "documents"]
    assert report["schema"] == "mtassist/report/1"
    assert report["signature"] == f"mtassist:0.1.0|rules:{plugins.rules_hash()}|model:none"
    (document,) = report["documents"]
    assert [document[key] for key in ("path", "characters", "words", "language")] == ["news.txt", len(NEWS), 12, "en"]
    assert document["sha256"] == sha256(NEWS.encode()).hexdigest()
    assert document["issues"][1] == {
        "id": "encoding.hidden@24-25",
        "rule": "encoding.hidden",
        "family": "encoding",
        "severity": "minor",
        "mqm": "Fluency/Grammar",
        "confidence": 0.9,
        "start": 24,
        "end": 25,
        "text": BLANK,
        "message": f"Here is {BLANK!r}.",
        "fingerprint": document["issues"][1]["fingerprint"],
        "suggestions": [
            {"safety": "safe", "by": "encoding.hidden", "edits": [{"start": 24, "end": 25, "new": ""}]},
        ],
    }
    for issue in document["issues"]:
        assert issue["text"] == NEWS[issue["start"] : issue["end"]]
        assert len(issue["fingerprint"]) == 16


def test_standard_input(run):
    for arguments in (("check", "-"), ("check",)):
        status, out, _ = run(*arguments, "--format", "compact", stdin=b"A cat.")
        assert (status, out) == (1, "-:1:3: animals.cat: Here is 'cat'.\n")


def test_folders_are_read_in_order(run, tmp_path):
    for name in ("b.txt", "a/z.md", "a/y.TXT", "a/ignored.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("A cat.")
    _, out, _ = run("check", ".", "--format", "compact")
    assert [line.split(":")[0] for line in out.splitlines()] == ["a/y.TXT", "a/z.md", "b.txt"]


def test_output(run, news, tmp_path):
    status, out, _ = run("check", news, "--format", "json", "-o", "report.json")
    assert (status, out) == (1, "")
    assert json.loads((tmp_path / "report.json").read_text())["documents"]


def test_select_ignore_and_severity(run, news):
    def found(*arguments):
        out = run("check", "news.txt", "--format", "compact", *arguments)[1]
        return [line.split(": ")[1] for line in out.splitlines()]

    assert found("--select", "animals.cat,encoding") == ["encoding.hidden", "animals.cat"]
    assert found("--select", "animals.cat", "--select", "encoding") == ["encoding.hidden", "animals.cat"]
    assert found("--ignore", "animals") == ["encoding.hidden"]
    assert found("--min-severity", "major") == ["animals.cat"]
    assert found("--model", "none") == ["animals.dog", "encoding.hidden", "animals.cat"]


def test_options_from_a_file_and_over_them_the_command_line(run, news, tmp_path):
    (tmp_path / "mtassist.toml").write_text('select = ["encoding"]\n')
    assert run("check", news)[1].count("encoding.hidden") == 1
    assert "animals" not in run("check", news)[1]
    assert "animals.cat" in run("check", news, "--select", "animals")[1]
    (tmp_path / "other.toml").write_text('select = ["animals.cat"]\n')
    assert "encoding" not in run("check", news, "--config", "other.toml")[1]


def test_source_reaches_the_rules(run, news, tmp_path, only):
    seen = []
    module = fake("a.source", "x", verb="find_all")
    module.find_all = lambda document: seen.append(document.source) or []
    only(module)
    (tmp_path / "source.txt").write_text("Ein Hund.")
    assert run("check", news, "--source", "source.txt")[0] == 0
    assert seen == ["Ein Hund."]


def test_a_failing_rule_is_said_once(run, news, only):
    broken = fake("a.broken", "x")
    broken.find_block = lambda block: 1 / 0
    only(broken)
    status, _, err = run("check", news, news)
    assert status == 0
    assert err == (f"warning: {news}: a.broken failed and was left out: ZeroDivisionError('division by zero')\n")


def test_colours_only_for_a_terminal_that_wants_them(run, news, monkeypatch):
    assert "\x1b[" not in run("check", news)[1]
    monkeypatch.setattr(console, "coloured", lambda: True)
    assert "\x1b[" in run("check", news)[1]


@pytest.mark.parametrize(("environment", "wanted"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_who_wants_colours(monkeypatch, environment, wanted):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert console.coloured() is wanted


@pytest.mark.parametrize(("number", "bar"), [(console.FEW, False), (console.FEW + 1, True)])
def test_a_progress_bar_for_many_texts_and_a_terminal(number, bar, monkeypatch, capfd):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    paths = [str(n) for n in range(number)]
    assert list(console.progress(paths, quiet=False)) == paths
    assert bool(capfd.readouterr().err) is bar
    assert list(console.progress(paths, quiet=True)) == paths
    assert capfd.readouterr().err == ""


# what is wrong


def refused(result, message):
    """Status 2, nothing printed, one line that says it."""
    status, out, err = result
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1, err
    assert message in err


def make(path, content):
    path.write_bytes(content)
    return path.name


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("fix",), ("fix", "--diff")])
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.txt", None, "none.txt: no such file; give a text file, a folder, or - for standard input"),
        ("empty.txt", b"", "empty.txt: empty; there is no text to look at"),
        ("blank.txt", b" \r\n\t\n", "blank.txt: empty; there is no text to look at"),
        ("mark.txt", b"\xef\xbb\xbf", "mark.txt: empty; there is no text to look at"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" * 9, "image.txt: not a text file; save it as plain text"),
        ("zip.txt", b"PK\x03\x04" + bytes(range(256)) * 9, "zip.txt: not a text file"),
        ("broken.txt", b"\xef\xbb\xbfA cat \xff\xfe.", "broken.txt: not a text file"),
        ("no\nname", None, "no⏎name: no such file"),
    ],
)
def test_a_bad_file(run, tmp_path, command, name, content, message):
    if content is not None:
        make(tmp_path / name, content)
    refused(run(*command, name), message)


def test_a_file_that_is_too_long(run, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 2_000_000)
    make(tmp_path / "long.txt", b"A cat. " * 400_000)
    refused(run("check", "long.txt"), "long.txt: 2.8 MB is too long; at most 2 MB are read at once: split the file")
    refused(run("check", "-", stdin=b"A cat. " * 400_000), "-: 2.0 MB is too long")


def test_a_text_with_too_many_characters(run, news, tmp_path):
    (tmp_path / "mtassist.toml").write_text("max-characters = 10\n")
    refused(run("check", "news.txt"), f"news.txt: the text has {len(NEWS)} characters; at most 10 are read at once")


def test_a_file_without_permission(run, news, monkeypatch):
    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "open", closed, raising=False)
    refused(run("check", "news.txt"), "news.txt: not readable; you lack the permission")


def test_a_folder_without_texts(run, tmp_path):
    (tmp_path / "empty").mkdir()
    refused(run("check", "empty"), "empty: no .txt, .md, .html or .htm file in this folder; name the files themselves")


def test_no_text_at_all(run):
    refused(run("check", terminal=True), "no text was given; name a file, a folder, or - for standard input")
    refused(run("check", stdin=b""), "-: empty; there is no text to look at")


def test_standard_input_twice(run):
    refused(run("check", "-", "-", stdin=b"A cat."), "- stands twice: standard input can be read only once")
    refused(run("check", "-", "--source", "-", stdin=b"A cat."), "name a file for one of them")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "animals.cta"), "unknown rule or family 'animals.cta': did you mean animals.cat"),
        (("--ignore", "zzzz"), "unknown rule or family 'zzzz': `mtassist rules` lists them"),
        (("--slect", "x"), "No such option: --slect (Possible options: "),
        (("--format", "xml"), "'xml' is not one of 'text', 'compact', 'json', 'sarif'"),
        (("--min-severity", "huge"), "'huge' is not one of 'neutral', 'minor', 'major', 'critical'"),
        (("--min-confidence", "2"), "--min-confidence"),
        (("--min-confidence", "sure"), "--min-confidence"),
        (("--config", "none.toml"), "none.toml: no such file; --config wants a TOML file"),
        (("--model", "huge"), "model 'huge' is not installed"),
        (("--source", "none.txt"), "none.txt: no such file"),
        (("--source", "news.txt", "news.txt"), "--source goes with one text, not with 2; check them one by one"),
        (("--output", "news.txt"), "--output news.txt is one of the texts; name another file"),
        (("--output", "no/such/folder.json"), "no/such/folder.json: not written: No such file or directory"),
        (("--output", "."), ".: not written: Is a directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_wrong_option(run, news, arguments, message):
    refused(run("check", "news.txt", *arguments), message)
    assert news.read_bytes() == NEWS.encode()


def test_a_wrong_option_in_a_file(run, news, tmp_path):
    (tmp_path / "mtassist.toml").write_text("selct = []\n")
    refused(run("check", "news.txt"), "mtassist.toml: unknown option selct; known are ")


def test_a_wrong_command(run):
    refused(run("chek"), "No such command 'chek'. Did you mean 'check'?; see mtassist --help")


def test_one_bad_text_among_many(run, news, tmp_path):
    make(tmp_path / "empty.txt", b"")
    status, out, err = run("check", "empty.txt", "news.txt", "none.txt", "--format", "json")
    assert status == 2
    assert [document["path"] for document in json.loads(out)["documents"]] == ["news.txt"]
    assert [line.split(":")[1] for line in err.splitlines()] == [" empty.txt", " none.txt"]


def test_nothing_is_written_when_no_text_can_be_read(run, tmp_path):
    refused(run("check", "none.txt", "--format", "json", "-o", "report.json"), "no such file")
    assert not (tmp_path / "report.json").exists()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "read as cp1252 (guessed: it is not UTF-8)"),
        ("utf-16", "read as utf-16-le (says its byte order mark)"),
        ("utf-16-be", "read as utf-16-be (guessed: it is not UTF-8)"),
        ("utf-8-sig", None),
        ("utf-8", None),
    ],
)
def test_the_encoding_is_found_and_said(run, tmp_path, encoding, said):
    make(tmp_path / "a.txt", "“A cat,” said the café’s owner.".encode(encoding))
    _, out, err = run("check", "a.txt", "--format", "json")
    (document,) = json.loads(out)["documents"]
    assert document["issues"][0]["start"] == 3  # a byte order mark is no part of the text
    assert document["incomplete"] == ([said] if said else [])
    assert err == (f"note: a.txt: {said}\n" if said else "")


# fix


def test_fix_prints_the_text_with_safe_fixes(run, news):
    assert run("fix", news) == (0, NEWS.replace(BLANK, ""), "")
    assert news.read_bytes() == NEWS.encode()


def test_fix_standard_input(run):
    assert run("fix", "-", stdin=NEWS.encode()) == (0, NEWS.replace(BLANK, ""), "")


def test_unsafe_fixes(run, news):
    assert run("fix", news, "--unsafe-fixes")[1] == NEWS.replace(BLANK, "").replace("cat", "lion")


def test_diff(run, news):
    status, out, _ = run("fix", "news.txt", "--diff")
    assert status == 1
    assert out == (
        "--- news.txt\n"
        "+++ news.txt\n"
        "@@ -1,3 +1,3 @@\n"
        " A dog ran off.\n"
        " \n"
        f"-The mini{BLANK}ster saw a cat and a fox.\n"
        "+The minister saw a cat and a fox.\n"
    )


def test_a_diff_of_nothing_says_so(run, news):
    fix = ("fix", "news.txt", "--diff", "--ignore", "encoding")
    more = "; --unsafe-fixes also shows those that a person should look at"
    assert run(*fix) == (0, "", f"note: nothing to change: no safe fix was found{more}\n")
    nothing = run(*fix, "--ignore", "animals", "--unsafe-fixes")
    assert nothing == (0, "", "note: nothing to change: no fix was found\n")


def test_diff_without_a_last_line_end(run, tmp_path):
    make(tmp_path / "a.txt", f"mini{BLANK}ster".encode())
    assert run("fix", "a.txt", "--diff")[1].endswith(
        f"-mini{BLANK}ster\n\\ No newline at end of file\n+minister\n\\ No newline at end of file\n"
    )


def test_fix_to_a_file(run, news, tmp_path):
    assert run("fix", news, "-o", "clean.txt") == (0, "", "")
    assert (tmp_path / "clean.txt").read_text(encoding="utf-8") == NEWS.replace(BLANK, "")


def test_in_place_keeps_everything_else(run, tmp_path):
    before = f"\ufeffA cat\r\nsaw a mini{BLANK}ster.\rYes.\n".encode("utf-16-be")
    path = tmp_path / "a.txt"
    path.write_bytes(before)
    path.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    status, out, err = run("fix", "--in-place", link)
    assert (status, out) == (0, "")
    assert err.endswith("note: 1 of 1 texts changed\n")
    assert path.read_bytes() == before.replace(BLANK.encode("utf-16-be"), b"")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "link.txt"]


def test_in_place_does_not_touch_what_needs_nothing(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A fox.")
    os.utime(path, (1, 1))
    assert run("fix", "--in-place", path)[0] == 0
    assert path.stat().st_mtime == 1


def test_many_in_place(run, news, tmp_path):
    make(tmp_path / "empty.txt", b"")
    status, _, err = run("fix", "--in-place", ".")
    assert status == 2
    assert "empty.txt: empty" in err
    assert news.read_text(encoding="utf-8") == NEWS.replace(BLANK, "")


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_failure_in_place_leaves_the_old_text(run, news, tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    status, _, err = run("fix", "--in-place", "news.txt")
    assert status == 2
    assert "error: news.txt: not written: No space left on device\n" in err
    assert news.read_bytes() == NEWS.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["news.txt"]


def test_a_fix_that_the_encoding_cannot_hold(run, tmp_path, only):
    only(fake("encoding.dot", "q", "中"))
    content = "A q in a café’s window.".encode("cp1252")
    make(tmp_path / "a.txt", content)
    status, _, err = run("fix", "--in-place", "a.txt")
    assert status == 2
    assert "a.txt: cp1252 has no '中', which a fix needs; convert the file to UTF-8 first" in err
    assert (tmp_path / "a.txt").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--in-place", "--diff"), "--in-place does not go with --diff; choose one"),
        (("--diff", "-o", "news.txt"), "--output news.txt is one of the texts; name another file"),
        (("--in-place", "-o", "x.txt"), "--in-place does not go with --output; choose one"),
        (("news.txt",), "2 texts do not go into one; use --in-place or --diff, or fix them one by one"),
        (("news.txt", "-o", "x.txt"), "2 texts do not go into one"),
    ],
)
def test_fix_needs_one_way_out(run, news, arguments, message):
    refused(run("fix", "news.txt", *arguments), message)
    assert news.read_bytes() == NEWS.encode()


def test_standard_input_has_no_place(run):
    refused(run("fix", "-", "--in-place", stdin=b"A cat."), "--in-place needs files")


# rules and the rest


def test_rules_lists_every_rule_by_family(run):
    status, out, _ = run("rules")
    assert status == 0
    for id in plugins.rules():
        assert out.count(id) == 1


def test_all_of_one_rule(run, only):
    from mtassist.rules import bad, misses, ok

    only(
        fake(
            "animals.cat",
            "cat",
            examples=(bad("A [[cat]].", fix="lion"), ok("A dog."), misses("A [[kitten]].", "too young")),
        )
    )
    plugins.modules("detect")[0].__doc__ = "A cat.\n\nMachines like cats."
    _, out, _ = run("rules", "animals.cat")
    for part in ("minor · safe · Fluency/Grammar", "Machines like cats.", "A [cat]. → lion", "A dog.", "(too young)"):
        assert part in out
    assert "Measured" in out
    listed = json.loads(run("rules", "animals", "--format", "json")[1])
    assert listed["schema"] == "mtassist/rules/1"
    assert [rule["id"] for rule in listed["rules"]] == ["animals.cat"]
    assert listed["rules"][0]["examples"][0] == {
        "text": "A cat.",
        "start": 2,
        "end": 5,
        "fix": "lion",
        "known_miss": None,
    }


def test_rules_that_are_not_there(run):
    refused(run("rules", "animals.cta"), "did you mean animals.cat")
    refused(run("rules", "--format", "sarif"), "'sarif' is not one of 'text', 'json'")


def test_version_and_help(run):
    assert run("--version") == (0, "mtassist 0.1.0\n", "")
    for arguments in ((), ("--help",)):
        status, out, _ = run(*arguments)
        assert status == 0
        for command in ("check", "fix", "rules", "eval"):
            assert command in out


def test_python_dash_m(monkeypatch, capsys):
    import runpy

    monkeypatch.setattr(sys, "argv", ["mtassist", "--version"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("mtassist", run_name="__main__")
    assert end.value.code == 0
