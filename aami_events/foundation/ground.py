"""What an editor has read: a short mark for each field, so that a save on older ground is noticed, field by field.

A form carries the marks of what it showed; the use case compares them with what stands there now, under its lock.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

_MARKS = re.compile(r"([a-z_]{1,40}):([0-9a-f]{12})")


def mark(value: Any) -> str:
    """The same for the same plain value (texts, numbers, lists, dicts), another for another."""
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:12]


def carried(facts: Mapping[str, Any]) -> str:
    """What a form carries of the fields that it shows; `read` understands it."""
    return " ".join(f"{name}:{mark(value)}" for name, value in facts.items())


def read(given: str) -> dict[str, str]:
    """{field: mark} from what a form carried; whatever is no mark is left out."""
    return dict(_MARKS.findall(given[:4000]))


def changed(seen: Mapping[str, str], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that are not what was read, in their order; all of them for a form that carries nothing."""
    return tuple(name for name, value in facts.items() if seen.get(name) != mark(value))
