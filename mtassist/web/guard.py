"""Who may come in, and how much of what: the user file, waiting after wrong passwords, limits of rate and size.

No gradio and no network here: plain functions and small objects that the gate, the pages and the API share.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from mtassist.errors import ConfigError, InputError, MtassistError

LONGEST = 1_000_000  # characters of a text in the page and the API; the command line takes more
UPLOAD = 20_000_000  # bytes of a file
SHORTEST_PASSWORD, LONGEST_PASSWORD, LONGEST_NAME = 8, 1_000, 60
WRONG, FORGOTTEN = 5, 300.0  # so many wrong passwords within so many seconds, then the door stays shut for the rest
COST = (2**15, 8, 3)  # scrypt's n, r, p: 32 MB and a third of a second, as OWASP advises
MEMORY = 256 * 2**20  # bytes; no line of a user file may ask for more
REMEMBERED = 10_000  # names and addresses that are counted at once, so that no flood of them fills the memory

Clock = Callable[[], float]


class TooMany(MtassistError):
    """Asked more often than is allowed."""


def within_limits(text: str, what: str = "the text") -> None:
    """Refuse a text that is too long, or that no UTF-8 can carry back."""
    if len(text) > LONGEST:
        raise InputError(
            f"{what} has {len(text):,} characters; at most {LONGEST:,} are read here: "
            "split it, or use mtassist check on the command line"
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{what} has half a character at {error.start:,} (a lone surrogate); send whole characters"
        ) from None


def small_enough(size: int, name: str) -> None:
    """Refuse an uploaded file that is too big."""
    if size > UPLOAD:
        raise InputError(f"{name}: {size / 1e6:,.1f} MB is too big; at most {UPLOAD / 1e6:,.0f} MB are read: split it")


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Limit:
    """At most ``many`` a minute for each person, after the manner of a bucket that fills again drop by drop."""

    def __init__(self, what: str, many: int, *, seconds: float = 60.0, clock: Clock = time.monotonic) -> None:
        self.what, self.many, self.seconds, self._clock = what, many, seconds, clock
        self._left: dict[str, tuple[float, float]] = {}  # who -> (what is left, when that was so)
        self._lock = threading.Lock()

    def take(self, who: str) -> None:
        """Count one more; TooMany when there are none left. Nobody by name on this machine itself is not counted."""
        if is_loopback(who):
            return
        with self._lock:
            now, pace = self._clock(), self.many / self.seconds
            left, at = self._left.pop(who, (float(self.many), now))
            left = min(self.many, left + (now - at) * pace)
            if len(self._left) >= REMEMBERED:
                self._left.pop(next(iter(self._left)))  # who has not come for longest has a full bucket by now
            self._left[who] = (left - 1 if left >= 1 else left, now)
        if left < 1:
            raise TooMany(
                f"{who}: more than {self.many} {self.what} in {self.seconds:.0f} seconds; "
                f"wait {_whole((1 - left) / pace)} and try again"
            )


class Attempts:
    """Wrong passwords, by name and by address. Who has too many of them waits."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}

    def check(self, *whose: str) -> None:
        """TooMany while one of these has to wait."""
        waits = [self._wait(who) for who in whose]
        if max(waits) > 0:
            raise TooMany(f"{WRONG} wrong passwords; wait {_whole(max(waits))} and try again")

    def wrong(self, *whose: str) -> None:
        for who in whose:
            times = self._wrong.pop(who, deque(maxlen=WRONG))
            times.append(self._clock())
            self._wrong[who] = times
            if len(self._wrong) > REMEMBERED:
                self._wrong.pop(next(iter(self._wrong)))

    def right(self, name: str) -> None:
        """Only the name is forgiven: whoever has one good password must not be free to guess others with it."""
        self._wrong.pop(name, None)

    def _wait(self, who: str) -> float:
        times = self._wrong.get(who)
        return FORGOTTEN - (self._clock() - times[0]) if times and len(times) == WRONG else 0.0


def _whole(seconds: float) -> str:
    number = max(1, round(seconds + 0.5))
    return "1 second" if number == 1 else f"{number} seconds"


@dataclass
class Users:
    """The people of a user file, one a line: ``name:scrypt$n$r$p$salt$hash``. Changes of the file count at once."""

    path: Path
    _stamp: tuple[int, int] = (0, 0)
    _known: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.known():
            raise ConfigError(f"{self.path}: no user in it; add one: mtassist user NAME --file {self.path}")

    def known(self) -> Mapping[str, str]:
        """Name to hashed password."""
        try:
            status = self.path.stat()
            stamp = status.st_mtime_ns, status.st_size
            if stamp != self._stamp:
                self._known, self._stamp = _parsed(self.path), stamp
        except FileNotFoundError:
            raise ConfigError(
                f"{self.path}: no such user file; make one: mtassist user NAME --file {self.path}"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{self.path}: not a readable user file: {error}") from None
        return self._known

    def admit(self, name: str, password: str) -> bool:
        """Whether the password is right. A name that nobody has costs the same time."""
        kept = self.known().get(name)
        right = matches(password, kept or NOBODY)
        return right and kept is not None


def hashed(password: str) -> str:
    """What the user file keeps of a password."""
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", *map(str, COST), _coded(salt), _coded(_scrypt(password, salt, *COST))))


def matches(password: str, kept: str) -> bool:
    n, r, p, salt, wanted = _parts(kept)
    return hmac.compare_digest(_scrypt(password[:LONGEST_PASSWORD], salt, n, r, p), wanted)


def add(path: Path, name: str, password: str) -> bool:
    """Write a user into the file, in one step and for its owner's eyes alone. Says whether the name is new."""
    if not name or len(name) > LONGEST_NAME or ":" in name or not name.isprintable() or name != name.strip():
        raise ConfigError(
            f"{name!r} is no name for a user; wanted 1 to {LONGEST_NAME} characters, no colon, no blank at the ends"
        )
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ConfigError(
            f"the password has {len(password)} characters; wanted at least {SHORTEST_PASSWORD} "
            f"and at most {LONGEST_PASSWORD:,}"
        )
    try:
        users = dict(_parsed(path)) if path.exists() else {}
        new = name not in users
        users[name] = hashed(password)
        _replace(path, "".join(f"{each}:{kept}\n" for each, kept in users.items()))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not written: {getattr(error, 'strerror', None) or error}") from None
    return new


def _replace(path: Path, content: str) -> None:
    handle, part = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        with suppress(OSError):
            os.unlink(part)


def _parsed(path: Path) -> dict[str, str]:
    users = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, kept = line.partition(":")
        try:
            _parts(kept)
        except (ValueError, binascii.Error):
            raise ConfigError(
                f"{path}, line {number}: not name:scrypt$n$r$p$salt$hash; make it with mtassist user NAME --file {path}"
            ) from None
        users[name] = kept
    return users


def _parts(kept: str) -> tuple[int, int, int, bytes, bytes]:
    kind, *cost, salt, wanted = kept.strip().split("$")
    n, r, p = map(int, cost)
    if kind != "scrypt" or n < 2 or n & (n - 1) or r < 1 or not 1 <= p <= 16 or 128 * n * r >= MEMORY:
        raise ValueError(kept)
    return n, r, p, base64.b64decode(salt, validate=True), base64.b64decode(wanted, validate=True)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=MEMORY, dklen=32)


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


NOBODY = "$".join(("scrypt", *map(str, COST), _coded(bytes(16)), _coded(bytes(32))))
