"""The application, one of whose processes dies between a commit and the answer: when INSTANCE_DIR/die is there.

The file goes first, so that it happens once.
"""

import os
import pathlib
from collections.abc import Callable

from aami_events.application import create_app
from aami_events.foundation import database

really_run = database._run


def die_or_run(effect: Callable[[], None]) -> None:
    """In the place of what runs after a commit: nothing of it has happened yet."""
    order = pathlib.Path(app.config["INSTANCE_DIR"]) / "die"
    if order.exists():
        order.unlink()
        os._exit(9)
    really_run(effect)


database._run = die_or_run
app = create_app()
