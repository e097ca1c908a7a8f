"""What every request passes: only the own pages may ask, only people who are known, only so much at once, and
whatever text ends up in the page, the browser runs no script of it and asks no other server for anything.

Starlette middleware and nothing of Gradio's inside, so that it stays true when Gradio changes.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mtassist.errors import ConfigError
from mtassist.formats import console
from mtassist.web.guard import LONGEST_NAME, LONGEST_PASSWORD, UPLOAD, Attempts, TooMany, Users, is_loopback

POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-eval' 'nonce-{nonce}'; "  # eval: gr.HTML compiles its template; inline: with the nonce
    "style-src 'self' 'unsafe-inline'; "  # Gradio writes its theme into the page
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PREVIEWS = re.compile(r"""<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*""")  # Gradio's own, with its addresses
LASTS = 7 * 24 * 3600  # seconds until somebody has to sign in again
BODY = 30_000_000  # bytes of a request: a file of 20 MB as base64, or two texts of a million characters
FILES = 10 * UPLOAD  # bytes of a request that uploads files
LOGIN = 10 * (LONGEST_NAME + LONGEST_PASSWORD)
PLUMBING = "/gradio_api/"  # no pages there, but files that people have sent
FORM = Path(__file__).with_name("login.html")
PERSON = "mtassist.person"  # where the request carries who is asking


class Gate:
    """Middleware around the pages and the API. Without ``users`` everybody who reaches the address may come in."""

    def __init__(self, app: ASGIApp, *, users: Users | None = None, own_names: bool = False) -> None:
        self.app = app
        self.users = users
        self.own_names = own_names  # only requests to names of this machine: no other site may borrow its address
        self._attempts = Attempts()
        self._one = asyncio.Lock()  # one password at a time: each takes 32 MB
        self._sessions: dict[str, tuple[str, str, float]] = {}  # token -> name, hashed password then, until

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        answer = self._refused(request) or await self._at_the_door(request)
        sealed = Seal(send, pages=not request.url.path.startswith(PLUMBING))
        if answer:
            await answer(scope, receive, sealed)
        else:
            await self.app(scope, _at_most(_limit(request.url.path), receive), sealed)

    def _refused(self, request: Request) -> Response | None:
        headers = request.headers
        host = _name(headers.get("host", ""))
        if self.own_names and not is_loopback(host):
            return _no(403, f"{host} is no name of this machine; open the page as localhost, or start it with --auth")
        if _foreign(headers):
            return _no(403, f"{headers['origin']} may not use this page; open the page itself")
        limit = _limit(request.url.path)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            return _no(413, f"{length} bytes at once is too much; at most {limit / 1e6:,.1f} MB are read: send less")
        return None

    async def _at_the_door(self, request: Request) -> Response | None:
        """An answer for whoever has to sign in first; None lets the request pass."""
        if self.users is None:
            return None
        try:
            known = self.users.known()
        except ConfigError as error:  # says where the file lies: not for whoever asks
            console.say("error", str(error))
            return _no(503, "nobody can sign in: the user file is not readable; the terminal says more")
        token = request.cookies.get(_cookie(request), "")
        name, kept, until = self._sessions.get(token, ("", "", 0.0))
        if request.url.path == "/logout":
            self._sessions.pop(token, None)
            gone = RedirectResponse("/", status_code=303)
            gone.delete_cookie(_cookie(request))
            return gone
        if request.url.path.rstrip("/") == "/login" and request.method == "POST":
            return await self._login(request)
        if name and known.get(name) == kept and time.time() < until:
            request.scope[PERSON] = name
            return None
        self._sessions.pop(token, None)
        if not _for_people(request):
            return JSONResponse({"detail": "sign in first"}, 401)
        return _form(request.url.path + (f"?{request.url.query}" if request.url.query else ""))

    async def _login(self, request: Request) -> Response:
        assert self.users
        form = await Request(request.scope, _at_most(LOGIN, request.receive)).form()
        name, password, onward = (str(form.get(key, "")) for key in ("username", "password", "next"))
        name, address = name.strip(), request.client.host if request.client else ""
        try:
            async with self._one:
                self._attempts.check(name, address)
                right = await asyncio.to_thread(self.users.admit, name, password)
                self._attempts.right(name) if right else self._attempts.wrong(name, address)
        except TooMany as error:
            return _form(onward, str(error), 429) if _for_people(request) else _no(429, str(error))
        if not right:
            said = "Wrong name or password."
            return _form(onward, said, 401) if _for_people(request) else _no(401, said)
        token = secrets.token_urlsafe(32)
        now = time.time()
        self._sessions = {t: s for t, s in self._sessions.items() if now < s[2]}
        self._sessions[token] = (name, self.users.known()[name], now + LASTS)
        welcome: Response = JSONResponse({"success": True})
        if _for_people(request):
            welcome = RedirectResponse(onward if re.match(r"/(?![/\\])", onward) else "/", status_code=303)
        secure = request.url.scheme == "https"
        welcome.set_cookie(_cookie(request), token, max_age=LASTS, httponly=True, samesite="lax", secure=secure)
        return welcome


class Seal:
    """Puts the policy on what is sent, and a nonce into the scripts that Gradio writes into its pages."""

    def __init__(self, send: Send, *, pages: bool) -> None:
        self._send = send
        self._pages = pages
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None  # held back while a page is being rewritten
        self._page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Content-Security-Policy": POLICY.format(nonce=self._nonce)})
            if self._pages and headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start:
            self._page += message.get("body", b"")
            if message.get("more_body"):
                return
            page = PREVIEWS.sub("", self._page.decode()).replace("<script", f'<script nonce="{self._nonce}"').encode()
            MutableHeaders(scope=self._start)["content-length"] = str(len(page))
            await self._send(self._start)
            self._start, message = None, {"type": "http.response.body", "body": page}
        await self._send(message)


def _foreign(headers: Headers) -> bool:
    """Whether another site asks through the browser of somebody who may. Programs send no Origin."""
    origin = headers.get("origin")
    if origin is None:
        return False
    if "sec-fetch-site" in headers:  # the browser knows best, also behind a proxy; it says so over HTTPS and locally
        return headers["sec-fetch-site"] not in ("same-origin", "none")
    return origin.partition("://")[2] != headers.get("host")


def _limit(path: str) -> int:
    if path.rstrip("/") == "/login":
        return LOGIN
    return FILES if path.rstrip("/") == f"{PLUMBING}upload" else BODY


def _at_most(limit: int, receive: Receive) -> Receive:
    """A body that does not say how long it is ends at the limit, as if whoever sends it had hung up."""
    left = limit

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return counted


def _name(host: str) -> str:
    """A host without its port; empty when it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _cookie(request: Request) -> str:
    """Named after the port, for two servers on one machine share their cookies."""
    return f"mtassist-{(request.scope.get('server') or ('', 0))[1]}"


def _for_people(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _no(status: int, why: str) -> Response:
    return JSONResponse({"detail": why}, status)


def _form(onward: str, said: str = "", status: int = 401) -> Response:
    page = FORM.read_text(encoding="utf-8")
    return HTMLResponse(page.replace("{said}", escape(said)).replace("{next}", escape(onward)), status)
