"""The supervisor of `./run`, with small scripts in the place of the web server and the consumer."""

import contextlib
import itertools
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import psutil  # type: ignore[import-untyped]
import pytest

from aami_events import supervise

T = TypeVar("T")

DEADLINE = 20.0  # seconds; reached only when something is broken

#: A child that leaves its number, then waits; asked to end, it says so and obeys.
OBEDIENT = """
import os, pathlib, signal, sys
def end(*_): pathlib.Path({folder!r}, "{name}.asked").touch(); sys.exit(0)
signal.signal(signal.SIGTERM, end)
with open({folder!r} + "/{name}.pids", "a") as file: print(os.getpid(), file=file)
while True: signal.pause()
"""
STUBBORN = OBEDIENT.replace("sys.exit(0)", "None")
#: Starts a stubborn child of its own and waits; both leave their numbers.
PARENT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', {stubborn!r}])\n" + OBEDIENT
#: Leaves its number and ends at once with this code.
ENDS = "import os\nwith open({folder!r} + '/{name}.pids', 'a') as file: print(os.getpid(), file=file)\nos._exit({code})"

SUPERVISE = """
import sys
from aami_events.supervise import Supervisor
sys.exit(Supervisor(web={web!r}, consumer={consumer!r}, prepare={prepare!r}, greeting="bonjour / hello", {more}).run())
"""


def eventually(condition: Callable[[], T]) -> T:
    """What `condition` returns as soon as it is true."""
    end = time.monotonic() + DEADLINE
    while not (found := condition()):
        assert time.monotonic() < end, f"not so after {DEADLINE:g} s"
        time.sleep(0.01)
    return found


def gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


class Stage:
    """One supervisor as a process of its own, and the numbers of those that it started."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None

    def script(self, text: str, name: str, **words: object) -> list[str]:
        return [sys.executable, "-c", text.format(folder=str(self.folder), name=name, **words)]

    def start(
        self,
        web: list[str] | None = None,
        consumer: list[str] | None = None,
        prepare: list[str] | None = None,
        more: str = "",
        **options: object,
    ) -> "Stage":
        web = web or self.script(OBEDIENT, "web")
        consumer = consumer or self.script(OBEDIENT, "consumer")
        # Whoever runs the tests may be under nohup, which children inherit.
        options.setdefault("preexec_fn", lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))
        text = SUPERVISE.format(web=web, consumer=consumer, prepare=prepare, more=more)
        with (self.folder / "out").open("w") as out, (self.folder / "err").open("w") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-c", text],
                cwd=supervise.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,  # no terminal
                **options,  # type: ignore[call-overload]
            )
        return self

    def pids(self, name: str) -> list[int]:
        with contextlib.suppress(FileNotFoundError):
            return [int(line) for line in (self.folder / f"{name}.pids").read_text().splitlines()]
        return []

    def pid(self, name: str, number: int = 1) -> int:
        """That of the `number`-th child of this name, once it runs."""
        return eventually(lambda: self.pids(name)[number - 1 :])[0]

    def everybody(self) -> list[int]:
        names = [path.stem for path in self.folder.glob("*.pids")]
        return list(itertools.chain.from_iterable(self.pids(name) for name in names))

    def asked(self, name: str) -> bool:
        return (self.folder / f"{name}.asked").exists()

    def tell(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def code(self) -> int:
        assert self.process
        return self.process.wait(DEADLINE)

    def said(self, stream: str = "err") -> str:
        return (self.folder / stream).read_text()


@pytest.fixture
def stage(tmp_path: pathlib.Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    if stage.process and stage.process.poll() is None:
        stage.process.kill()
        stage.process.wait()
    for pid in stage.everybody():
        if not gone(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_ends_both_in_order(stage: Stage, number: int) -> None:
    stage.start()
    stage.pid("web"), stage.pid("consumer")
    stage.tell(number)
    stage.tell(number)  # `timeout` and some service managers tell twice
    assert stage.code() == 0
    assert stage.asked("web") and stage.asked("consumer")
    assert all(map(gone, stage.everybody()))
    assert stage.said() == ""
    assert stage.said("out") == "bonjour / hello\n"


def test_interrupted_in_the_background_of_a_script_it_ends_too(stage: Stage) -> None:
    # `./run &` in a script starts with SIGINT ignored, which children inherit.
    stage.start(preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    stage.pid("web"), stage.pid("consumer")
    stage.tell(signal.SIGINT)
    assert stage.code() == 0


def test_under_nohup_a_hangup_is_no_wish_to_end(stage: Stage) -> None:
    stage.start(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    stage.pid("web")
    stage.tell(signal.SIGHUP)
    os.kill(stage.pid("consumer"), signal.SIGKILL)  # what comes after the hangup shows that it was passed over
    stage.pid("consumer", 2)
    stage.tell(signal.SIGTERM)
    assert stage.code() == 0


def test_prepares_before_it_starts_anything(stage: Stage) -> None:
    stage.start(prepare=stage.script(ENDS, "prepare", code=0))
    stage.pid("web"), stage.pid("consumer")
    assert gone(stage.pid("prepare"))


def test_a_failed_preparation_stops_everything_with_its_code(stage: Stage) -> None:
    stage.start(prepare=stage.script(ENDS, "prepare", code=3))
    assert stage.code() == 3
    assert stage.pids("web") == stage.pids("consumer") == []


def test_asked_to_end_while_it_prepares(stage: Stage) -> None:
    stage.start(prepare=stage.script(OBEDIENT, "prepare"))
    stage.pid("prepare")
    stage.tell(signal.SIGTERM)
    assert stage.code() == 0
    assert stage.asked("prepare")
    assert stage.pids("web") == []


def test_a_killed_consumer_is_started_again_beside_the_same_web_server(stage: Stage) -> None:
    stage.start(more="first_pause=0.05")
    web = stage.pid("web")
    os.kill(stage.pid("consumer"), signal.SIGKILL)
    again = stage.pid("consumer", 2)
    assert not gone(web) and not gone(again)
    assert stage.pids("web") == [web]
    assert "(code 137)" in stage.said()
    stage.tell(signal.SIGTERM)
    assert stage.code() == 0
    assert gone(again)


def test_a_consumer_that_keeps_dying_is_given_longer_pauses(stage: Stage) -> None:
    stage.start(consumer=stage.script(ENDS, "consumer", code=1), more="first_pause=0.01")
    stage.pid("consumer", 5)
    pauses = [float(text) for text in re.findall(r"starts again in ([\d.]+) s", stage.said())]
    assert pauses[:4] == [0.01, 0.02, 0.04, 0.08]


@pytest.mark.parametrize(("number", "code"), [(None, 7), (signal.SIGKILL, 137)])
def test_the_end_of_the_web_server_ends_all_with_its_code(stage: Stage, number: int | None, code: int) -> None:
    stage.start(web=stage.script(ENDS, "web", code=7) if number is None else None)
    consumer = stage.pid("consumer") if number is not None else None
    if number is not None:
        os.kill(stage.pid("web"), number)
    assert stage.code() == code
    assert consumer is None or stage.asked("consumer")
    assert all(map(gone, stage.everybody()))


def test_a_child_that_will_not_end_is_killed_after_the_grace(stage: Stage) -> None:
    stage.start(consumer=stage.script(STUBBORN, "consumer"), more="grace=0.3")
    stage.pid("web"), stage.pid("consumer")
    stage.tell(signal.SIGTERM)
    assert stage.code() == 0
    assert stage.asked("consumer")
    assert all(map(gone, stage.everybody()))


def test_what_a_child_started_goes_with_it(stage: Stage) -> None:
    stubborn = STUBBORN.format(folder=str(stage.folder), name="grandchild")
    stage.start(consumer=stage.script(PARENT, "consumer", stubborn=stubborn), more="first_pause=0.01")
    first, grandchild = stage.pid("consumer"), stage.pid("grandchild")
    os.kill(first, signal.SIGKILL)
    stage.pid("consumer", 2)
    assert eventually(lambda: gone(grandchild))
    stage.pid("grandchild", 2)
    stage.tell(signal.SIGTERM)
    assert stage.code() == 0
    assert eventually(lambda: all(map(gone, stage.everybody())))


def test_a_killed_supervisor_leaves_nobody(stage: Stage) -> None:
    stage.start(consumer=stage.script(STUBBORN, "consumer"))
    web, consumer = stage.pid("web"), stage.pid("consumer")
    stage.tell(signal.SIGKILL)
    assert stage.code() == -signal.SIGKILL
    assert eventually(lambda: gone(web) and gone(consumer))


def test_a_real_web_server_answers_and_goes_with_its_supervisor(stage: Stage) -> None:
    (stage.folder / "page.py").write_text(
        "def app(environ, start):\n    start('200 OK', [('Content-Length', '0')])\n    return []\n"
    )
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "-k", "gthread", "--workers", "2"]
    command += ["--chdir", str(stage.folder), "-b", f"127.0.0.1:{port}", "page:app"]
    answers = (
        f"answers=lambda: __import__('aami_events.supervise').supervise._healthy('127.0.0.1', {port}, 'http://x.y')"
    )
    stage.start(web=command, more=answers)
    eventually(lambda: stage.said("out"))
    assert supervise._healthy("0.0.0.0", port, "https://example.org")
    assert stage.process
    supervisor = psutil.Process(stage.process.pid)
    eventually(lambda: len(supervisor.children(recursive=True)) == 4)  # the consumer, the server, its two workers
    family = supervisor.children(recursive=True)
    stage.tell(signal.SIGKILL)
    eventually(lambda: all(gone(one.pid) for one in family))
    assert not supervise._healthy("127.0.0.1", port, "https://example.org")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def refusal(**environ: str) -> str:
    command = [sys.executable, "-m", "aami_events.supervise"]
    done = subprocess.run(
        command,
        cwd=supervise.ROOT,
        env=os.environ | environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_a_taken_port_is_said_in_both_languages_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = refusal(PORT=str(port), BIND="127.0.0.1")
    assert sentence.count("\n") == 1
    assert f"Le port {port} est déjà utilisé" in sentence
    assert f"Port {port} is already in use" in sentence


@pytest.mark.parametrize(
    "environ", [{"PORT": "http"}, {"PORT": "0"}, {"PORT": "65536"}, {"WEB_WORKERS": "-1"}, {"BIND": "203.0.113.7"}]
)
def test_a_setting_that_cannot_be_is_said_in_one_line(environ: dict[str, str]) -> None:
    sentence = refusal(**({"PORT": str(free_port())} | environ))
    assert sentence.count("\n") == 1
    assert " / " in sentence
    assert next(iter(environ.values())) in sentence
