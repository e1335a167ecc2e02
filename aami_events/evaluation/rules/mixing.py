"""Answers become anonymous in company: they wait for each other, and go in together, in an order that says nothing."""

import os
import secrets
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

#: bytes of such a number
WIDE = 16


def enough(waiting: int, batch: int) -> bool:
    """Whether those who wait may go in: as many as make a group."""
    return waiting >= batch


def shuffled(rows: Sequence[T]) -> list[T]:
    """In an order that nobody can foresee or repeat: sorted by random numbers of 128 bits."""
    keys = os.urandom(WIDE * len(rows))
    order = sorted(range(len(rows)), key=lambda at: keys[WIDE * at : WIDE * at + WIDE])
    return [rows[at] for at in order]


def numbers(count: int) -> list[int]:
    """So many different random numbers for rows, below 2 to the 53rd: exact in JSON too."""
    found: set[int] = set()
    while len(found) < count:
        found.add(secrets.randbelow(2**53 - 1) + 1)
    return shuffled(list(found))
