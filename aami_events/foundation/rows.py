"""Things that people keep in a list: the short names that forms and exports know them by, and their order."""

import re
from collections.abc import Collection, Sequence

from .text import fold

#: characters of a key
MOST_KEY = 60
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def key_is_good(key: str) -> bool:
    """Small letters, digits and hyphens, neither first nor last a hyphen; 60 at most."""
    return len(key) <= MOST_KEY and bool(_KEY.fullmatch(key))


def new_key(words: str, used: Collection[str], otherwise: str) -> str:
    """A key made of words that is not used yet; `otherwise` begins it where the words have no letter from a to z."""
    plain = "".join(char if char.isascii() else " " for char in fold(words))
    stem = "-".join(plain.split())[: MOST_KEY - 10].strip("-") or otherwise
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(used) + 2))
    return next(name for name in names if name not in used)


def moved(ids: Sequence[int], which: int, step: int) -> list[int]:
    """The same ids with one of them so many steps further; at the ends, as they were."""
    place, rest = max(ids.index(which) + step, 0), [one for one in ids if one != which]
    return [*rest[:place], which, *rest[place:]]
