"""JupyterLab and Chromium for tests: one server, one browser, run as a reader runs them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
_READY = """() => {
  const widget = window.jupyterapp?.shell.currentWidget;
  const session = widget?.context?.sessionContext;
  const cells = widget?.content?.widgets;
  return Boolean(session?.isReady && session.session?.kernel?.info && cells.length);
}"""
_RUN = """() => {
  window.__done = null;
  window.jupyterapp.commands.execute('notebook:run-all-cells').then(
    () => { window.__done = 'run'; }, error => { window.__done = String(error); });
}"""
_SAVE = """() => window.jupyterapp.commands.execute('docmanager:save').then(() => true)"""


@dataclass
class Heard:
    """What a page asked for and complained about."""

    home: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def listen(self, page: Any) -> None:
        page.on("request", lambda request: self._hear(request.url))
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, address: str) -> None:
        if not address.startswith((self.home, "data:", "blob:", "about:")):
            self.asked.append(address)


def find_chromium() -> str | None:
    """A browser of this machine; none is downloaded."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)


@contextmanager
def serve(root: Path, private: Path) -> Iterator[str]:
    """JupyterLab on a folder, without any of the user's settings; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = private / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
    own = {
        name: str(private / name.lower())
        for name in "JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR IPYTHONDIR".split()
    }
    own["JUPYTERLAB_SETTINGS_DIR"] = str(private / "settings")
    own["JUPYTERLAB_WORKSPACES_DIR"] = str(private / "workspaces")
    command = (
        f"{sys.executable} -m jupyterlab --no-browser --allow-root --ServerApp.ip=127.0.0.1 "
        f"--ServerApp.port={port} --IdentityProvider.token= --ServerApp.password= "
        "--ServerApp.disable_check_xsrf=True --LabApp.news_url=None --expose-app-in-browser "
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate "
        f"--LabApp.extension_manager=readonly --ServerApp.root_dir={root}"
    )
    log = (private / "log").open("wb")
    server = subprocess.Popen(command.split(), env=os.environ | own, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:  # it ends its kernels first
            server.wait(120)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("JupyterLab did not start")


def open_notebook(page: Any, address: str, name: str) -> None:
    """Open a notebook and wait until its kernel answers."""
    page.goto(f"{address}/lab/tree/{name}?reset", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=180_000)
    page.wait_for_function(_READY, timeout=180_000, polling=300)


def run_all(page: Any) -> None:
    """Run all cells, and save what came out."""
    page.evaluate(_RUN)
    page.wait_for_function("() => window.__done !== null", timeout=600_000, polling=300)
    assert page.evaluate("() => window.__done") == "run"
    page.evaluate(_SAVE)
