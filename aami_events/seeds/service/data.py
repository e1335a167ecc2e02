"""The files that the plan and the demo are made from."""

import json
import zlib
from functools import cache
from typing import Any

from ...config import ROOT


@cache
def data(name: str) -> Any:
    """A data file of the seeds."""
    return json.loads((ROOT / "aami_events" / "seeds" / "data" / f"{name}.json").read_text(encoding="utf-8"))


def draw(*facts: object) -> int:
    """A number that the same facts always give."""
    return zlib.crc32(":".join(map(str, facts)).encode())
