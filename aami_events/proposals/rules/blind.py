"""Reading without names: what would say who proposes is taken out of texts."""

import re
from collections.abc import Iterable, Sequence

from ...foundation.text import fold

#: stands for what was taken out
GAP = "[…]"
#: a part of a name in Latin letters that is shorter is also many other words
SHORTEST = 3
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

Words = tuple[str, ...]


def names(people: Iterable[tuple[str, str, str]]) -> frozenset[Words]:
    """What says who they are, of (name, organisation, address): folded words in their order, to give to `mask`."""
    found: set[Words] = set()
    for name, organisation, address in people:
        whole = [fold(word) for word in _WORD.findall(name)]
        found |= {(word,) for word in whole if len(word) >= SHORTEST or not word.isascii()}
        found |= {tuple(whole), tuple(fold(word) for word in _WORD.findall(organisation))}
        found.add(tuple(fold(word) for word in _WORD.findall(address)))
    return frozenset(words for words in found if words)


def mask(text: str, hidden: frozenset[Words]) -> str:
    """`text` with a gap for each of these, whatever the accents and capitals."""
    if not hidden or not text:
        return text
    longest = max(map(len, hidden))
    spots = list(_WORD.finditer(text))
    folded = [fold(spot.group()) for spot in spots]
    parts, done, number = [], 0, 0
    while number < len(spots):
        long = _longest(folded, number, longest, hidden)
        if long:
            parts += [text[done : spots[number].start()], GAP]
            done = spots[number + long - 1].end()
        number += long or 1
    return "".join(parts) + text[done:]


def _longest(folded: Sequence[str], at: int, longest: int, hidden: frozenset[Words]) -> int:
    """How many words from here on are one of the hidden ones; 0 for none."""
    most = min(longest, len(folded) - at)
    return next((many for many in range(most, 0, -1) if tuple(folded[at : at + many]) in hidden), 0)
