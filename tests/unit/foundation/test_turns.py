"""Turns: one at a time among threads and processes, and never a reason to wait for ever."""

import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from aami_events.foundation import turns
from aami_events.foundation.turns import turn

HOLD = """
import sys
from aami_events.foundation.turns import turn
with turn(sys.argv[1]):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path) -> str:
    return str(tmp_path / "aami.db")


@contextmanager
def another_process(database):
    command = [sys.executable, "-c", HOLD, database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "mine\n"
        try:
            yield process
        finally:
            process.kill()


def try_in_a_thread(database) -> tuple[threading.Thread, threading.Event]:
    entered = threading.Event()

    def enter():
        with turn(database):
            entered.set()

    thread = threading.Thread(target=enter)
    thread.start()
    return thread, entered


def test_threads_take_turns(database):
    with turn(database):
        thread, entered = try_in_a_thread(database)
        assert not entered.wait(0.05)
    assert entered.wait(5)
    thread.join()


def test_processes_take_turns(database):
    with another_process(database) as holder:
        thread, entered = try_in_a_thread(database)
        assert not entered.wait(0.05)
        holder.stdin.close()
        assert entered.wait(5)
        thread.join()


def test_who_is_killed_gives_the_turn_back(database):
    with another_process(database) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        _thread, entered = try_in_a_thread(database)
        assert entered.wait(5)


def test_who_has_waited_long_enough_goes_on(database, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.0)
    with another_process(database), turn(database):
        _thread, entered = try_in_a_thread(database)
        assert entered.wait(5)


def test_an_error_gives_the_turn_back(database):
    with pytest.raises(KeyError), turn(database):
        raise KeyError
    _thread, entered = try_in_a_thread(database)
    assert entered.wait(5)


@pytest.mark.parametrize("nowhere", [None, "", ":memory:"])
def test_what_lies_in_memory_waits_for_nobody(nowhere):
    with turn(nowhere), turn(nowhere):
        pass
