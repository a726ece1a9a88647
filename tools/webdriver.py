"""Drives WebKitGTK's small browser, on a screen that nobody sees, by the WebDriver protocol.

The protocol: https://www.w3.org/TR/webdriver2/. WebKitGTK has the engine of Safari, and is not Safari: what runs in the
one runs most likely in the other, and no test here shows that it does.
"""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

HOST = "127.0.0.1"
PATIENCE = 30.0  # seconds that a start may take
KEY = "element-6066-11e4-a52e-4f735466cecf"
"""What an element is called in the protocol."""
SCREEN = "1280x900x24"
QUIET: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
ATTEMPTS = 3


class DriverError(Exception):
    """The browser did not do as it was told; the message is its own."""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process of ours, with the browser that a driver has started."""
    grouped = os.getpgid(process.pid) == process.pid if process.poll() is None else False
    for number in (signal.SIGTERM, signal.SIGKILL):
        if grouped:
            os.killpg(process.pid, number)
        elif process.poll() is None:
            process.send_signal(number)
        try:
            process.wait(5)
            return
        except subprocess.TimeoutExpired:
            continue


class WebKit:
    """The screen, until closed, on which WebKitGTK's browser opens; what that writes goes into `home`."""

    def __init__(self, driver: str, browser: str, home: Path) -> None:
        """Start the screen; `driver` and `browser` are the paths of WebKitWebDriver and of MiniBrowser."""
        self.driver = driver
        self.browser = browser
        self.downloads = home / "Downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)
        (home / ".config").mkdir(exist_ok=True)
        (home / ".config/user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
        reading, writing = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        self._screen = subprocess.Popen(screen, pass_fds=[writing], **QUIET)
        os.close(writing)
        with os.fdopen(reading) as said:
            display = said.readline().strip()
        if not display:
            self.close()
            raise DriverError("Xvfb did not start.")
        apart = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "WAYLAND"))}
        self.environment = {**apart, "DISPLAY": f":{display}", "HOME": str(home), "GDK_BACKEND": "x11"}

    def close(self) -> None:
        _end(self._screen)


class Session:
    """A window of a visitor who has never been here before, until left."""

    def __init__(self, webkit: WebKit, width: int = 1280, height: int = 800) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._open(webkit)
                break
            except (DriverError, OSError):  # on a busy machine driver and browser now and then miss each other
                _end(self._driver)
                if attempt == ATTEMPTS:
                    raise
        self.post("/window/rect", x=0, y=0, width=width, height=height)

    def _open(self, webkit: WebKit) -> None:
        with socket.create_server((HOST, 0)) as free:
            port = free.getsockname()[1]
        self._url = f"http://{HOST}:{port}"
        command = [webkit.driver, f"--port={port}"]
        self._driver = subprocess.Popen(command, env=webkit.environment, start_new_session=True, **QUIET)
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._driver.poll() is not None or time.monotonic() > end:
                raise DriverError("WebKitWebDriver did not start.")
            time.sleep(0.05)
        options = {"binary": webkit.browser, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        opened = self._call("POST", "/session", capabilities={"alwaysMatch": wanted})
        self._path = f"/session/{opened['sessionId']}"

    def _answers(self) -> bool:
        try:
            return bool(self._call("GET", "/status")["ready"])
        except OSError:
            return False

    def _call(self, method: str, path: str, **about: Any) -> Any:
        """One command of the protocol; gives its value."""
        body = json.dumps(about).encode() if method == "POST" else None
        request = urllib.request.Request(self._url + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise DriverError(f"{value['error']}: {value['message']}") from None

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _end(self._driver)

    def post(self, path: str, **about: Any) -> Any:
        """A command to this window."""
        return self._call("POST", self._path + path, **about)

    def go(self, url: str) -> None:
        self.post("/url", url=url)

    def run(self, function: str, *arguments: Any) -> Any:
        """What a function of JavaScript returns, in the page or the frame that is entered."""
        return self.post("/execute/sync", script=f"return ({function})(...arguments)", args=list(arguments))

    def element(self, css: str) -> str:
        """The path of the first element."""
        return f"/element/{self.post('/element', using='css selector', value=css)[KEY]}"

    def click(self, css: str) -> None:
        self.post(f"{self.element(css)}/click")

    def clear(self, css: str) -> None:
        self.post(f"{self.element(css)}/clear")

    def keys(self, css: str, text: str) -> None:
        """Type, or give a field for files the path of one."""
        self.post(f"{self.element(css)}/value", text=text)

    def enter(self, css: str) -> None:
        """What follows happens in a frame."""
        self.post("/frame", id={KEY: self.element(css).rpartition("/")[2]})

    def leave(self) -> None:
        """What follows happens in the page again."""
        self.post("/frame", id=None)
