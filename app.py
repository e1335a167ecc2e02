"""WSGI entry: `gunicorn app:app`, `flask --app app …`."""

from aami_events.application import create_app

app = create_app()
