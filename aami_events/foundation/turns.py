"""Writers of SQLite one after the other, without its own way of waiting: longer and longer sleeps between two looks.

With many writers and a slow disk the file lies idle between those looks; taking turns, a tenth to a third more
registrations a second go through (docs/decisions/writers-take-turns.md). A courtesy, never a guard: who has waited for
PATIENCE goes on without a turn, and the database decides.
"""

import fcntl
import os
import pathlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: seconds that one waits for a turn, and between two looks at what another process holds
PATIENCE, LOOK = 10.0, 0.0005

_threads = threading.Lock()


@contextmanager
def turn(database: str | None) -> Iterator[None]:
    """Inside, no other turn on this file is taken, by thread or process; None and ":memory:" wait for nobody.

    The lock among processes is `flock` on the file's folder: nothing is written, and it ends with the process.
    """
    if not database or database == ":memory:":
        yield
        return
    end = time.monotonic() + PATIENCE
    first = _threads.acquire(timeout=PATIENCE)
    folder = os.open(pathlib.Path(database).parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        while not _taken(folder) and time.monotonic() < end:
            time.sleep(LOOK)
        yield
    finally:
        os.close(folder)
        if first:
            _threads.release()


def _taken(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
