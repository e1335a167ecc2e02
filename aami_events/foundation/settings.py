"""Settings for code that knows no web."""

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """The value of one of `config.SETTINGS` in this application; KeyError for a name that is none."""
    return current_app.config[name]
