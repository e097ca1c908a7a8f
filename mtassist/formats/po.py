"""PO files, message by message, and never as a whole; translate-toolkit would hold all of it in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO

from mtassist.errors import InputError
from mtassist.formats.entries import ENTRY, Broken, Entry, lines

KEY = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,2})\])?\s*+("(?:.*)")\s*')
MORE = re.compile(r'(".*")\s*')
ESCAPE = re.compile(r"\\(?:([abfnrtv\"\\'])|([0-7]{1,3})|x([0-9a-fA-F]{1,2}))")
SIGNS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
CHARSET = re.compile(r"charset=([\w-]+)", re.IGNORECASE)


def po(file: IO[bytes]) -> Iterator[Entry]:
    """Each message of a PO file, each plural form for itself. Messages that are out of use (``#~``) are none."""
    held: dict[str, list[str]] = {}
    at, last, problem, size = 0, "", "", 0
    for number, line in enumerate(lines(file), 1):
        words = line.problem if isinstance(line, Broken) else line.strip()
        key = None if isinstance(line, Broken) else KEY.fullmatch(words)
        if key and (key[1] == "msgctxt" or (key[1] == "msgid" and last != "msgctxt")) and held:
            yield from _messages(at, held, problem)
            held, problem, size = {}, "", 0
        if key:
            at = at if held else number
            last = f"{key[1]}{key[2] or ''}"
            if last in held:
                problem = f"{key[1]} stands twice, in line {number}"
            held[last] = []
            words = key[3]
        elif isinstance(line, Broken) or (words and not words.startswith("#") and not (held and MORE.fullmatch(words))):
            at = at if held else number
            problem = problem or f"line {number}: " + (words if isinstance(line, Broken) else "no line of a PO file")
            held.setdefault("", [])
            continue
        elif not words or words.startswith("#"):
            continue
        size += len(words)
        if size > ENTRY:
            problem = f"more than {ENTRY:,} characters"
        else:
            held[last].append(_unescaped(words[1:-1]))
    if held:
        yield from _messages(at, held, problem)


def _messages(at: int, held: Mapping[str, list[str]], problem: str) -> Iterator[Entry]:
    found = {key: "".join(words) for key, words in held.items()}
    if found.get("msgid") == "" and not problem and "msgctxt" not in found:
        said = CHARSET.search(found.get("msgstr", ""))
        if said and said[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii", "charset"):
            raise InputError(f"in {said[1]}; convert it first: msgconv -t UTF-8")
        return
    forms = [key for key in found if key.startswith("msgstr")]
    name = "\4".join(filter(None, (found.get("msgctxt"), found.get("msgid"))))
    if problem or "msgid" not in found or not forms:
        yield Entry(at, problem=problem or "a message without msgid or msgstr")
        return
    for form in forms:
        plural = form not in ("msgstr", "msgstr0")
        source = found.get("msgid_plural", found["msgid"]) if plural else found["msgid"]
        missing = "" if found[form].strip() else "not translated: its msgstr is empty"
        yield Entry(at, found[form], source, id=f"{name}\4{form}", problem=missing)


def _unescaped(words: str) -> str:
    def sign(match: re.Match[str]) -> str:
        if match[1]:
            return SIGNS.get(match[1], match[1])
        return chr(int(match[2], 8) if match[2] else int(match[3], 16))

    return ESCAPE.sub(sign, words)
