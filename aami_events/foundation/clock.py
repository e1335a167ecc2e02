"""The time that the domain decides by.

`now()` is what closes a registration or ends an offer; in the demo it runs from its own beginning. Leases, claims,
rate limits and HTTP caching use `real_now()`.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from .marks import find_mark, set_mark

DEMO_START = dt.datetime(2020, 8, 17, 13, 0, tzinfo=dt.UTC)  # 9 a.m. in Toronto
DEMO_MARK = "demo"

_shift = dt.timedelta(0)
_frozen: dt.datetime | None = None


def real_now() -> dt.datetime:
    """The machine's time, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def now() -> dt.datetime:
    """The domain's time, aware, in UTC."""
    return _frozen or real_now() + _shift


def start_demo() -> None:
    """Write the demo's mark and its anchor, inside the caller's transaction; the clock is set by `load`."""
    set_mark(DEMO_MARK, (DEMO_START - real_now()).total_seconds().__repr__())


def load() -> bool:
    """Set this process's clock from the database; whether this is the demo. Needs migrated tables."""
    global _shift
    seconds = find_mark(DEMO_MARK)
    _shift = dt.timedelta(seconds=float(seconds)) if seconds else dt.timedelta(0)
    return seconds is not None


@contextmanager
def stopped(at: dt.datetime) -> Iterator[None]:
    """For tests and seeds: the domain's time stands still at `at`."""
    global _frozen
    before, _frozen = _frozen, at
    try:
        yield
    finally:
        _frozen = before
