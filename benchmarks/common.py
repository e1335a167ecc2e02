"""What the benchmarks share: a demo in a folder of its own, a local mail server, CPU of child processes, a table."""

import asyncio
import contextlib
import math
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator

from aiosmtpd.smtp import SMTP  # type: ignore[import-untyped]

from tests.load.harness import ROOT, Answer, Browser, Databases, Installation, databases

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and clean up on the way

EVENT = "conference-2020"
FORM = f"/fr/events/{EVENT}/register"


@contextlib.contextmanager
def demo(kind: str, attendees: int = 160) -> Iterator[Installation]:
    """The demo, on a database of this kind, with room for everyone."""
    with databases(kind) as made:
        yield fill(made, attendees)


def fill(made: Databases, attendees: int) -> Installation:
    """A new installation with the demo in it."""
    installation = made.new()
    installation.flask("demo", "load", "--attendees", str(attendees))
    installation.rows("UPDATE places SET capacity = 1000000 WHERE capacity IS NOT NULL")
    return installation


class Letterbox:
    """A mail server that takes everything and counts."""

    def __init__(self) -> None:
        self.count = 0
        self.loop = asyncio.new_event_loop()
        server = self.loop.run_until_complete(
            self.loop.create_server(lambda: SMTP(self, hostname="bench.test", loop=self.loop), "127.0.0.1", 0)
        )
        self.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:
        """One more."""
        self.count += 1
        return "250 OK"


SLOW_DISK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int slowly(const char *name, int file) {
    usleep(MICROSECONDS);
    return ((int (*)(int)) dlsym(RTLD_NEXT, name))(file);
}
int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
"""


def slow_disk(milliseconds: float) -> None:
    """Begin this program again, with a disk that takes so much longer for each fsync; needs a C compiler."""
    if "LD_PRELOAD" in os.environ:
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aami-slow-disk-"))
    folder.chmod(0o755)  # PostgreSQL may run as somebody else
    source, library = folder / "slow.c", folder / "slow.so"
    source.write_text(SLOW_DISK.replace("MICROSECONDS", str(int(milliseconds * 1000))))
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    os.execve(sys.executable, sys.orig_argv, os.environ | {"LD_PRELOAD": str(library)})


def run(arguments: list[str], environ: dict[str, str]) -> tuple[float, float]:
    """(CPU seconds, wall seconds) of a Python command, its children included."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begun


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * share) - 1, 0)]


def times(answers: Iterable[Answer]) -> str:
    """Median and 95th percentile in milliseconds."""
    seconds = [answer.seconds for answer in answers]
    return f"{statistics.median(seconds) * 1000:.1f} / {percentile(seconds, 0.95) * 1000:.1f}"


def show(what: str, value: str, target: str = "") -> None:
    """One line of the report."""
    print(f"{what:<66} {value:>16}   {target}", flush=True)


async def sign_in(port: int) -> Browser:
    """The browser of the demo's first one-click account."""
    browser = Browser(port)
    page = await browser.get("/fr/sign-in")
    start = page.body.index('action="/fr/sign-in/demo/') + len('action="')
    answer = await browser.post(page.body[start : page.body.index('"', start)], page.hidden())
    if answer.status != 302:
        raise SystemExit(f"no sign-in: {answer.status}")
    return browser
