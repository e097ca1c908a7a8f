"""File formats: encodings both ways, lines and cells, and SARIF that other programs accept."""

import json
import os
import stat

import pytest
from conftest import fake

from mtassist import InputError, Safety, Severity, check
from mtassist.edits import apply
from mtassist.formats import annotated, cells, console, report, sarif, text
from mtassist.formats.places import Places
from mtassist.types import Edit, Span

ENGLISH = "The president said in the capital that the talks would go on and both sides agreed to meet again. "


# encodings


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("“We will not go” – and it cost £5 at the café of Señor Muñoz.", "cp1252"),
        ("Then the naïve officer from Malmö spoke to Jürgen Müller.", "cp1252"),
        ("It’s fine.", "cp1252"),
        ("The price rose to 20 € – a record.", "cp1252"),
        ("«Je ne sais pas», he said.", "cp1252"),
        ("It cost £5.", "latin-1"),
        ("Президент сказал, что завтра будет встреча.", "cp1251"),
        (ENGLISH + "Правительство and Путин agreed.", "cp1251"),
        (ENGLISH + "Правительство Российской Федерации", "koi8-r"),
        ("总统说明天将举行新的会议，双方将讨论经济问题。", "gb18030"),
        (ENGLISH + "北京 and 总统", "gb18030"),
        ("Xi Jinping (习近平) said.", "gb18030"),
        (ENGLISH + "台灣的總統", "big5"),
        ("The talks go on next week. Правительство Российской Федерации", "koi8-r"),
        ("大統領は明日新しい会議が開かれると述べた。", "shift_jis"),
        (ENGLISH + "東京 and トランプ", "shift_jis"),
        (ENGLISH + "「東京」と「大阪」で会議", "euc_jp"),
        ("대통령은 내일 새로운 회의가 열릴 것이라고 말했다.", "euc_kr"),
        (ENGLISH + "서울 and 대통령", "euc_kr"),
        ("Prezydent powiedział, że jutro odbędzie się spotkanie.", "cp1250"),
        (ENGLISH + "Wałęsa and Łódź, Gdańsk", "cp1250"),
        ("Ο πρόεδρος είπε ότι αύριο θα γίνει νέα συνάντηση.", "cp1253"),
        ("الرئيس قال إن الاجتماع غدا سيكون مهما", "cp1256"),
        ("It’s “fine” – he said. A naïve café.", "mac_roman"),
        *((ENGLISH + "“é” 日本", encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
        *((ENGLISH + "“é” 日本", f"utf-{width}-{order}") for width in (16, 32) for order in ("le", "be")),
    ],
    ids=lambda value: value[-20:],
)
def test_a_file_is_read_in_its_encoding_and_written_back_as_it_was(tmp_path, words, encoding):
    words = f"{words}\r\nTwo.\rThree.\n"
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode(encoding))
    file = text.read(str(path))
    assert file.text == words
    assert file.encode(file.text) == path.read_bytes()
    assert bool(file.note) is (encoding not in ("utf-8", "utf-8-sig"))


def test_control_characters_are_a_finding_not_a_binary_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"The mini\x07ster\0 spoke.")
    assert text.read(str(path)).text == "The mini\x07ster\0 spoke."


def test_write_to_what_is_no_file(capfdbinary):
    text.write(os.devnull, b"gone")
    assert not stat.S_ISREG(os.stat(os.devnull).st_mode)


def test_write_makes_a_file_and_refuses_a_protected_one(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    text.write(str(path), b"one")
    assert path.read_bytes() == b"one"
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="not written: you lack the permission"):
        text.write(str(path), b"two")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


# lines and cells


def test_lines_are_those_of_an_editor():
    places = Places("One\r\ntwo\rthree\u2028still\nfive")
    assert [places.at(at) for at in (0, 5, 9, 15, 21, 25)] == [(1, 1), (2, 1), (3, 1), (3, 7), (4, 1), (4, 5)]
    assert places.line(3) == (9, 20)


@pytest.mark.parametrize(
    ("words", "seen", "width"),
    [
        ("a\tb", "a    b", 6),
        ("日本", "日本", 4),
        ("e\u0301", "e\u0301", 1),
        ("\x1b[31m", "<U+001B>[31m", 12),
        ("a\u00a0b", "a<U+00A0>b", 10),
        ("\ud800", "<U+D800>", 8),
        ("a\r\nb", "a⏎b", 3),
    ],
)
def test_cells(words, seen, width):
    assert (cells.shown(words), cells.width(words)) == (seen, width)


@pytest.mark.parametrize(
    ("words", "most", "cut"),
    [("short", 9, "short"), ("a long sentence", 9, "a lo…ence"), ("日本日本日本", 7, "日…本"), ("", 5, "")],
)
def test_middle_cut(words, most, cut):
    assert cells.middle_cut(words, most) == cut
    assert cells.width(cut) <= most


@pytest.fixture
def cat(only):
    only(fake("animals.cat", "cat", "lion"))


def drawn(words, across=40):
    lines = "".join(piece for piece, _ in console.text([("a", check(words))], across=across)).splitlines()
    return lines[1:3]


@pytest.mark.parametrize(
    ("words", "line", "carets"),
    [
        ("A cat", "1 | A cat", "  |   ^^^"),
        ("日本\tcat", "1 | 日本    cat", "  |         ^^^"),
        ("e\u0301 cat", "1 | e\u0301 cat", "  |   ^^^"),
        ("c日a本t", "1 | c日a本t", "  | ^^^^^^^"),
        ("c\na", "1 | c", "  | ^"),
        ("\nxc\na", "2 | xc", "  |  ^"),
    ],
)
def test_carets_stand_below_the_finding(only, words, line, carets):
    only(fake("animals.cat", r"c[^x]?a.?t?|cat", verb="find_all"))
    assert drawn(words) == [line, carets]


@pytest.mark.parametrize(
    ("before", "after"),
    [(0, 0), (100, 0), (0, 100), (100, 100), (15, 100), (100, 15), (10, 10)],
)
def test_a_long_line_is_cut_around_the_finding(cat, before, after):
    line, carets = drawn(f"{'x' * before} cat {'y' * after}")
    assert len(line) <= 40
    assert line[carets.index("^") : carets.rindex("^") + 1] == "cat"
    assert (line[4] == "…") is (before > 35 or before + after > 35 < before + 20)
    assert line.endswith("…") is (after > 20)


@pytest.mark.parametrize(
    ("words", "made", "seen"),
    [
        ("A cat sat.", [(2, 5, "lion")], [("cat", "lion")]),
        ("He said, go.", [(8, 8, '"')], [("said,", 'said,"')]),
        ("One.\n\nShare\n\nTwo.", [(6, 13, "")], [("Share", "")]),
        ("One  two.", [(3, 5, " ")], [("One  two.", "One two.")]),
        ("One  two.", [(4, 5, "")], [("One  two.", "One two.")]),
        ("“A cat", [(0, 1, '"'), (6, 6, '"')], [("“A", '"A'), ("cat", 'cat"')]),
        ("“cat", [(0, 1, '"'), (4, 4, '"')], [("“cat", '"cat"')]),
    ],
)
def test_changes_are_shown_with_whole_words(words, made, seen):
    edits = [Edit(Span(start, end), new) for start, end, new in made]
    assert console.changes(words, edits) == seen


def test_a_text_cannot_steer_the_terminal(only):
    only(fake("animals.cat", "c.?at", "\x1b]0;bad\x07"))
    shown = "".join(piece for piece, _ in console.text([("a", check("\x1b[2J c\x1bat \x9b"))]))
    assert not {c for c in shown if ord(c) < 32 or 0x7F <= ord(c) < 0xA0} - {"\n"}


def test_diff_of_nothing():
    assert list(console.difference("a", "x\n", "x\n")) == []


# JSON


def test_json_of_any_text(cat):
    words = "A lone \ud800 cat."
    given = json.loads(report.as_json([("a", check(words))]).encode("utf-8", "backslashreplace"))
    (issue,) = given["documents"][0]["issues"]
    assert words[issue["start"] : issue["end"]] == issue["text"]


# SARIF 2.1.0: what its JSON schema asks of the parts that we write

WORDS = "😀 One dog.\r\n\r\nThe mini\u200bster saw a cat."
STRING = {"type": "string"}
TEXT = {"type": "object", "required": ["text"], "properties": {"text": STRING}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNT = {"type": "integer", "minimum": 0}
PLACE = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"],
    "properties": {
        **dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), PLACE),
        **dict.fromkeys(("charOffset", "charLength"), COUNT),
    },
    "additionalProperties": False,
}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
REPLACEMENT = {
    "type": "object",
    "required": ["deletedRegion"],
    "properties": {"deletedRegion": REGION, "insertedContent": TEXT},
    "additionalProperties": False,
}
CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {
        "artifactLocation": ARTIFACT,
        "replacements": {"type": "array", "minItems": 1, "items": REPLACEMENT},
    },
    "additionalProperties": False,
}
FIX = {
    "type": "object",
    "required": ["artifactChanges"],
    "properties": {"description": TEXT, "artifactChanges": {"type": "array", "minItems": 1, "items": CHANGE}},
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "message", "locations"],
    "properties": {
        "ruleId": STRING,
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": STRING},
        "rank": {"type": "number", "minimum": -1, "maximum": 100},
        "fixes": {"type": "array", "items": FIX},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": STRING,
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
NOTIFICATION = {
    "type": "object",
    "required": ["message"],
    "properties": {"level": LEVEL, "message": TEXT, "locations": {"type": "array", "items": LOCATION}},
    "additionalProperties": False,
}
INVOCATION = {
    "type": "object",
    "required": ["executionSuccessful"],
    "properties": {
        "executionSuccessful": {"type": "boolean"},
        "toolExecutionNotifications": {"type": "array", "items": NOTIFICATION},
    },
    "additionalProperties": False,
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": STRING,
        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": {"type": "array", "items": INVOCATION},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
    "additionalProperties": False,
}


@pytest.fixture
def log(only):
    broken = fake("a.broken", "x")
    broken.find_block = lambda block: 1 / 0
    only(
        broken,
        fake("animals.cat", "cat", "lion", severity=Severity.CRITICAL),
        fake("animals.dog", "dog", "wolf", safety=Safety.SHOW),
        fake("encoding.hidden", "\u200b", ""),
        fake("plants.oak", "oak"),
    )
    return json.loads(sarif.as_json([("my news/a é.txt", check(WORDS)), ("/tmp/b.txt", check("No oak."))]))


def test_sarif_structure(log):
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(SARIF)
    Draft7Validator(SARIF).validate(log)


def test_sarif_lists_all_rules_and_counts_code_points(log):
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    learnt = ["accuracy.xcomet", "garbled.clause", "residue.site-memory"]
    assert sorted(ids) == sorted(["a.broken", "animals.cat", "animals.dog", "encoding.hidden", "plants.oak", *learnt])
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert len(result["partialFingerprints"]["mtassist/v1"]) == 16


def test_sarif_places_and_fixes(log):
    results = log["runs"][0]["results"]
    assert [r["ruleId"] for r in results] == ["animals.dog", "encoding.hidden", "animals.cat", "plants.oak"]
    assert [r["level"] for r in results] == ["note", "note", "error", "note"]
    dog, hidden, cat, _ = results
    assert dog["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my%20news/a%20%C3%A9.txt"},
        "region": {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 10, "charOffset": 6, "charLength": 3},
    }
    assert "fixes" not in dog  # a hint is never applied by a program
    for result, mended in ((hidden, WORDS.replace("\u200b", "")), (cat, WORDS.replace("cat", "lion"))):
        (fix,) = result["fixes"]
        edits = [
            Edit(Span(r["charOffset"], r["charOffset"] + r["charLength"]), replacement["insertedContent"]["text"])
            for replacement in fix["artifactChanges"][0]["replacements"]
            for r in [replacement["deletedRegion"]]
        ]
        assert apply(WORDS, edits) == mended


def test_sarif_says_what_failed(log):
    said = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert said[0]["message"]["text"].startswith("a.broken failed: ZeroDivisionError")
    assert log["runs"][0]["results"][3]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "file:///tmp/b.txt"
    }


# annotated articles


def article(folder, pile, name, **given):
    path = folder / pile / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(given), encoding="utf-8")


@pytest.mark.parametrize(
    "artefact",
    [
        {"start": 2, "end": 5, "kind": "quote", "suggestion": "x", "text": "dog"},
        {"start": 5, "end": 2, "kind": "quote", "suggestion": "x"},
        {"start": 2, "kind": "quote", "suggestion": "x"},
        {"start": 2, "end": 5, "kind": "quote"},
    ],
)
def test_a_wrong_annotation_is_refused(tmp_path, artefact):
    article(tmp_path, "mt", "1", text="A cat.", artefacts=[artefact])
    with pytest.raises(InputError, match=r"1\.json: not an annotated article"):
        annotated.read(tmp_path)


def test_no_articles(tmp_path):
    with pytest.raises(InputError, match="no annotated articles; wanted are mt/"):
        annotated.read(tmp_path)


def test_the_digest_changes_with_the_articles(tmp_path):
    article(tmp_path, "mt", "1", text="A cat.", artefacts=[])
    before = annotated.digest(tmp_path)
    assert annotated.digest(tmp_path) == before
    article(tmp_path, "clean", "1", text="A dog.")
    assert annotated.digest(tmp_path) != before
