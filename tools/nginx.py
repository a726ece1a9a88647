"""Runs nginx on this machine only, with the ready file that admins get."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from tools import packages
from tools.hosting import hosting

HOST = "127.0.0.1"
SEARCHED = os.pathsep.join(["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"])
NEEDED = "--with-http_gzip_static_module"
PATIENCE = 10  # seconds that a start may take
HELP = """No nginx for the tests was found, and none could be fetched. Either of these helps:
  install it (Debian, Ubuntu: apt-get install nginx; macOS: brew install nginx)
  or name one that is there:  make test NGINX_PATH=/path/to/nginx"""

CONF = """# nginx for the tests: it writes nothing outside of its own folder.
daemon off;
{user}
worker_processes {processes};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format asked '$status $uri';
    access_log {log};
    sendfile on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {host}:{port};
        include course.conf;
    }}
}}
"""


class NoNginx(Exception):
    """No nginx could be found, fetched or started; the message says what to do."""


def find() -> str:
    """The path of an nginx that can serve compressed copies: NGINX_PATH, an installed one, else one from a package."""
    for path in _candidates():
        try:
            said = subprocess.run([path, "-V"], capture_output=True, text=True, timeout=PATIENCE)
        except OSError:
            continue
        if NEEDED in said.stderr:
            return path
    if chosen := os.environ.get("NGINX_PATH"):
        raise NoNginx(f"NGINX_PATH={chosen} is no nginx with its module gzip_static.")
    raise NoNginx(HELP)


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("NGINX_PATH"):
        yield chosen
        return
    if installed := shutil.which("nginx") or shutil.which("nginx", path=SEARCHED):
        yield installed
    if folder := packages.unpack("nginx"):
        yield str(folder / "usr/sbin/nginx")


class Nginx:
    """Serves one folder below one address until closed; what it needs to write goes into `folder`."""

    def __init__(self, site: Path, folder: Path, base: str = "/", processes: int = 1, log: bool = True) -> None:
        """Only prepare; entering starts it."""
        self.log = folder / "asked.log" if log else None
        self.base = base
        self._program = find()
        self._folder = folder
        self._processes = processes
        self._course = hosting(site, base, str(site))["nginx.conf.txt"]
        self.url = ""

    def __enter__(self) -> "Nginx":
        (self._folder / "course.conf").write_text(self._course, "utf-8")
        self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _start(self) -> None:
        with socket.create_server((HOST, 0)) as free:
            port = free.getsockname()[1]
        # Started by root, its workers would be nobody, whom most folders do not let in.
        user = "" if os.getuid() else f"user {pwd.getpwuid(0).pw_name};"
        log = f"{self.log} asked" if self.log else "off"
        conf = CONF.format(user=user, processes=self._processes, folder=self._folder, log=log, host=HOST, port=port)
        (self._folder / "nginx.conf").write_text(conf, "utf-8")
        errors = self._folder / "error.log"
        command = [self._program, "-e", str(errors), "-p", str(self._folder), "-c", "nginx.conf"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = f"http://{HOST}:{port}{self.base}"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                socket.create_connection((HOST, port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        self._process.kill()
        raise NoNginx(f"nginx did not start: {errors.read_text('utf-8') if errors.is_file() else 'it says nothing'}")


def main() -> None:
    """Find or fetch the nginx of the tests, and name it."""
    try:
        print(f"nginx for the tests: {find()}")
    except NoNginx as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
