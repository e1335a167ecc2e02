"""Several people at the same moment, each in a thread with a connection of their own."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from aami_events.foundation.database import db


def together(app: Flask, *use_cases: Callable[[], Any]) -> list[Any]:
    """Run them all at once; what each returned or raised."""
    start = threading.Barrier(len(use_cases))

    def run(use_case: Callable[[], Any]) -> Any:
        with app.app_context():
            start.wait(10)
            try:
                return use_case()
            except Exception as error:  # noqa: BLE001  the test looks at it
                return error

    db.session.rollback()
    with ThreadPoolExecutor(len(use_cases)) as pool:
        return list(pool.map(run, use_cases))


def tally(outcomes: list[Any]) -> Counter[str]:
    """How many were done, and which refusals the others met."""
    return Counter(type(one).__name__ if isinstance(one, Exception) else "done" for one in outcomes)
