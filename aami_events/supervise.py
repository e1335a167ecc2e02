"""What `./run` starts: prepares the database, then keeps the web server and one consumer of jobs alive until the end.

Settings, from the environment: PORT (8000), BIND (127.0.0.1), WEB_WORKERS (2), PUBLIC_URL (http://127.0.0.1:PORT, also
handed on to the children), AAMI_ACCESS_LOG (1: a line for each request, without keys and
what was searched for). The application reads AAMI_DEMO and the rest.

Standard library only, one thread: this process must outlive whatever goes wrong in the others.

No child is left behind, for two reasons that each need the other. Every child leads a *process group* of its own, so
that what it started is killed with it, and so that Ctrl-C in a terminal reaches the supervisor alone, which then ends
things in order. But a supervisor killed by SIGKILL can end nothing: for that case the kernel is asked to kill the
children when their parent dies (`PR_SET_PDEATHSIG`; gunicorn's workers leave by themselves when their master is gone).
SIGKILL rather than SIGTERM, for a hung child would survive the latter and keep the port and the database; nothing is
lost by it, for letters and jobs are rows, taken up again at the next start.
"""

import contextlib
import ctypes
import errno
import http.client
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Mapping, Sequence

ROOT = pathlib.Path(__file__).resolve().parent.parent

#: What the main loop wakes up for. All are blocked and fetched by `sigtimedwait`: none can arrive at a bad moment.
END = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
WATCHED = {*END, signal.SIGCHLD}

GRACE = 25.0  #: seconds between asking to end and killing; gunicorn gives its requests 20
LONGEST_PAUSE = 30.0  #: seconds between two starts of a consumer that keeps dying
STABLE = 60.0  #: seconds after which a consumer counts as healthy again, and its next pause as the first
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


class Refused(Exception):
    """A sentence, in both languages, that says why nothing was started."""


class Child:
    """A command in a process group of its own that dies with the supervisor."""

    def __init__(self, command: Sequence[str]) -> None:
        supervisor = os.getpid()

        def in_the_child() -> None:
            if hasattr(_libc, "prctl"):
                _libc.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
            if os.getppid() != supervisor:  # it died before the line above
                os._exit(1)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)

        self.started = time.monotonic()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            process_group=0,
            preexec_fn=in_the_child,  # noqa: PLW1509  unsafe beside other threads; there are none
        )

    def ended(self) -> int | None:
        """The exit code, 128 + n after signal n, or None while it runs. What it started is gone when it has ended."""
        if self._process.returncode is None:
            found = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is None:
                return None
            self.kill()  # before the child is reaped: until then its number is nobody else's
        code = self._process.wait()
        return 128 - code if code < 0 else code

    def ask_to_end(self) -> None:
        if self.ended() is None:
            os.kill(self._process.pid, signal.SIGTERM)

    def kill(self) -> None:
        """Kill it and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


class Supervisor:
    """Runs `prepare` to its end, then `web` and `consumer` until one of END arrives or `web` ends.

    `answers` is asked until it first returns true; then `greeting` is said, once.
    """

    def __init__(
        self,
        *,
        web: Sequence[str],
        consumer: Sequence[str],
        prepare: Sequence[str] | None = None,
        answers: Callable[[], bool] = lambda: True,
        greeting: str = "",
        grace: float = GRACE,
        first_pause: float = 1.0,
    ) -> None:
        self._prepare, self._web, self._consumer = prepare, web, consumer
        self._answers, self._greeting = answers, greeting
        self._grace, self._first_pause = grace, first_pause

    def run(self) -> int:
        """The exit code: 0 after a requested end, else that of `prepare` or `web`. No child is left then.

        The process is expected to exit with it: END stays blocked, so that being told twice does not spoil the code.
        """
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored by some parents; then exit codes would be lost
        hears = WATCHED if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN else WATCHED - {signal.SIGHUP}  # nohup
        self._hears, self._children = hears, list[Child]()
        signal.pthread_sigmask(signal.SIG_BLOCK, hears)
        try:
            if self._prepare and (code := self._until_prepared(self._prepare)) is not None:
                return code
            return self._keep_alive()
        finally:
            self._end_all()

    def _until_prepared(self, command: Sequence[str]) -> int | None:
        child = self._start(command)
        while (code := child.ended()) is None:
            if self._wait(None):
                return 0
        self._children.remove(child)
        return code or None

    def _keep_alive(self) -> int:
        web, consumer = self._start(self._web), self._start(self._consumer)
        greeted, pause, restart_at = False, self._first_pause, 0.0
        while True:
            if (code := web.ended()) is not None:
                _say(f"Le serveur web s'est arrêté (code {code}). / The web server ended (code {code}).")
                return code
            if consumer in self._children and (code := consumer.ended()) is not None:
                self._children.remove(consumer)
                pause = self._first_pause if time.monotonic() - consumer.started > STABLE else pause
                restart_at = time.monotonic() + pause
                _say(
                    f"Le service des envois et des tâches s'est arrêté (code {code}); il repart dans {pause:g} s."
                    f" / The mail and job service ended (code {code}); it starts again in {pause:g} s."
                )
                pause = min(pause * 2, LONGEST_PAUSE)
            if consumer not in self._children and time.monotonic() >= restart_at:
                consumer = self._start(self._consumer)
            if not greeted and self._answers():
                greeted = True
                _say(self._greeting, to=1)
            waits = [] if greeted else [0.1]
            waits += [] if consumer in self._children else [max(restart_at - time.monotonic(), 0.0)]
            if self._wait(min(waits, default=None)):
                return 0

    def _start(self, command: Sequence[str]) -> Child:
        child = Child(command)
        self._children.append(child)
        return child

    def _wait(self, seconds: float | None) -> bool:
        """Sleep until something happens, `seconds` at the most; whether it was the wish to end."""
        if seconds is None:
            return signal.sigwaitinfo(self._hears).si_signo in END
        happened = signal.sigtimedwait(self._hears, seconds)
        return happened is not None and happened.si_signo in END

    def _end_all(self) -> None:
        for child in self._children:
            child.ask_to_end()
        deadline = time.monotonic() + self._grace
        while running := [child for child in self._children if child.ended() is None]:
            left = deadline - time.monotonic()
            if left > 0:
                self._wait(left)
                continue
            for child in running:
                child.kill()
            self._wait(0.1)


def _say(sentence: str, to: int = 2) -> None:
    with contextlib.suppress(OSError):  # the terminal may have been closed: no reason to stop the site
        os.write(to, f"{sentence}\n".encode())


def _number(environ: Mapping[str, str], name: str, default: int, smallest: int, largest: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or not smallest <= int(text) <= largest:
        raise Refused(
            f"{name}={text} n'est pas un nombre de {smallest} à {largest}."
            f" / {name}={text} is not a number from {smallest} to {largest}."
        )
    return int(text)


def _check_free(bind: str, port: int) -> None:
    """Raise `Refused` if nothing can listen there. Asked before anything starts, in gunicorn's own way."""
    try:
        family, kind, _proto, _name, address = socket.getaddrinfo(bind, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refused(
                f"Le port {port} est déjà utilisé; choisissez-en un autre, par exemple PORT={port % 65535 + 1} ./run"
                f" / Port {port} is already in use; choose another one, for example PORT={port % 65535 + 1} ./run"
            ) from None
        raise Refused(
            f"Impossible d'écouter à l'adresse {bind}, port {port} ({error.strerror})."
            f" / Cannot listen on address {bind}, port {port} ({error.strerror})."
        ) from None


def _healthy(bind: str, port: int, public_url: str) -> bool:
    """Whether /healthz answers 200. Asked under the public name: other hosts may be refused."""
    nearby = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(bind, bind)
    connection = http.client.HTTPConnection(nearby, port, timeout=1)
    try:
        connection.request("GET", "/healthz", headers={"Host": urllib.parse.urlsplit(public_url).netloc})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    """Serve until told to stop; the exit status."""
    try:
        port = _number(os.environ, "PORT", 8000, 1, 65535)
        workers = _number(os.environ, "WEB_WORKERS", 2, 1, 64)
        bind = (os.environ.get("BIND") or "127.0.0.1").strip("[]")
        _check_free(bind, port)
    except Refused as refusal:
        _say(str(refusal))
        return 1
    url = os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}"
    os.environ["PUBLIC_URL"] = url
    python = [sys.executable, "-m"]
    listen = f"[{bind}]:{port}" if ":" in bind else f"{bind}:{port}"
    log = ["--logger-class", "aami_events.web.server_log.ServerLog"]
    log += ["--access-logfile", "-"] if os.environ.get("AAMI_ACCESS_LOG") == "1" else []
    shape = f"--no-control-socket -k gthread --threads 4 --workers {workers} --graceful-timeout 20".split()
    return Supervisor(
        prepare=[*python, "flask", "--app", "app", "ops", "prepare"],
        web=[*python, "gunicorn", *shape, "-b", listen, *log, "app:app"],
        consumer=[*python, "flask", "--app", "app", "ops", "consume"],
        answers=lambda: _healthy(bind, port, url),
        greeting=f"Le site est prêt à l'adresse {url} / The site is ready at {url}",
    ).run()


if __name__ == "__main__":
    sys.exit(main())
