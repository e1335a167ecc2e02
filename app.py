"""WSGI entry: `gunicorn app:app`, `flask --app app …`."""

import gc

gc.disable()  # while it is made: nearly all of it stays

from aami_events.application import create_app  # noqa: E402

app = create_app()
# What the application is made of stays for good: the collector need not look at it again, nor so often at the rest.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
gc.enable()
