"""Starts the server of the pages: one address, nothing asked of any other server, a quiet end."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import webbrowser
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mtassist.config import DEFAULT, Config
from mtassist.errors import ConfigError
from mtassist.web.guard import UPLOAD, Users, is_loopback

if TYPE_CHECKING:
    import gradio as gr
    from starlette.requests import Request

HOST, PORT = "127.0.0.1", 7860
LOOKS = Path(__file__).with_name("page.css")
FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]  # all local
PATIENCE = 1  # second that requests under way have left when the server ends
QUIET = {  # read when gradio and the libraries beneath it are imported
    "GRADIO_ANALYTICS_ENABLED": "False",  # no usage data, no question for a newer version
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "OTEL_SDK_DISABLED": "true",  # FastAPI would send traces where an OpenTelemetry SDK is set up
}
SAMPLE = "The minister said „yes“ to the the plan on 3.500 euros. Follow I follow"


def serve(
    host: str = HOST,
    port: int = PORT,
    auth: Path | None = None,
    *,
    insecure: bool = False,
    open_browser: bool = False,
    config: Config = DEFAULT,
) -> None:
    """Serve the pages until somebody presses Ctrl-C. ``port`` 0 takes any free one."""
    users = Users(auth) if auth else None
    if users is None and not insecure and not is_loopback(host):
        raise ConfigError(
            f"--host {host} lets everybody in the network in; name them with --auth FILE "
            "(mtassist user NAME --file FILE), or say --insecure"
        )
    with suppress(KeyboardInterrupt), _bound(host, port) as taken, TemporaryDirectory(prefix="mtassist-") as uploads:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # an end like Ctrl-C: everything is put away
        os.environ.update(QUIET, GRADIO_TEMP_DIR=uploads)  # nobody else's eyes, and gone at the end
        from mtassist.store import Store, default_url
        from mtassist.store.database import folder_of
        from mtassist.web.batches import Batches
        from mtassist.web.desk import Desk
        from mtassist.web.page import page

        url = default_url()
        store = Store(url)
        desk = Desk(store, config)
        with closing(Batches(folder_of(url) / "batches", store, desk)) as batches:
            blocks = page(store, batches, desk)
            _run(blocks, taken, users, own_names=users is None and not insecure, open_browser=open_browser)


def _bound(host: str, port: int) -> socket.socket:
    """The address, taken before anything slow is loaded, so that an error is said at once."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # TCP by name: asyncio turns Nagle's waiting off only then, and each answer would be 40 ms late
        taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere it would let two servers share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(address)
        except OSError:
            taken.close()
            raise
    except OverflowError:
        raise ConfigError(f"--port {port}: no port; wanted a number up to 65535") from None
    except OSError as error:
        raise ConfigError(
            f"{host}:{port} cannot be used ({error.strerror or error}); choose another with --port, "
            "or end what is running there"
        ) from None
    return taken


def _run(blocks: gr.Blocks, taken: socket.socket, users: Users | None, *, own_names: bool, open_browser: bool) -> None:
    import uvicorn

    host, port = taken.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)
    address = f"http://{shown}:{port}"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"mtassist is at {address} (Ctrl-C ends it)", flush=True)
            threading.Thread(target=_warm, daemon=True).start()
            if open_browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # open pages are cut off: nothing to report
            await super().shutdown(sockets)

    config = uvicorn.Config(
        application(blocks, users, own_names=own_names),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    Server(config).run(sockets=[taken])


def application(blocks: gr.Blocks, users: Users | None, *, own_names: bool) -> Any:
    """The pages and the API behind the gate, as an ASGI application."""
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    from mtassist.web.gate import PERSON, Gate

    def person(request: Request) -> str | None:
        name: str | None = request.scope.get(PERSON)
        return name

    return gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        blocks,
        path="/",
        theme=gr.themes.Default(primary_hue="blue", font=FONTS),
        css_paths=LOOKS,
        app_kwargs={"middleware": [Middleware(Gate, users=users, own_names=own_names)], "openapi_url": None},
        auth_dependency=person if users else None,
        max_file_size=UPLOAD,
        footer_links=["api"],
        run_history=False,  # keeps articles in the browser otherwise
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,  # needs node
        pwa=False,
        show_error=False,
    )


def _warm() -> None:
    """The first article must not wait for word lists to be read."""
    from mtassist.pipeline import check

    check(SAMPLE)
