"""The menu: what features offer through the `menu` point, lightest first."""

from dataclasses import dataclass
from typing import Any

from flask import request

from . import access


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    label: str
    url: str
    current: bool


def entries(menu: Any) -> list[Entry]:
    """The entries that the one who asks may see."""
    offered = sorted(entry for answers in menu(access.principal()) for entry in answers)
    return [Entry(label, url, request.path == url) for _weight, label, url in offered]
