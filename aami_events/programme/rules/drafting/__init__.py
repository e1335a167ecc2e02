"""A whole schedule drafted by a solver, or mended with the fewest changes; and a referee who counts again."""

from .check import Breach, breaches, cost
from .facts import UNPLACED, Draft, DraftRoom, Item, Problem, Slot, Span, Weights, shortage, why_unplaced
from .solve import draft, repair

__all__ = [
    "UNPLACED",
    "Breach",
    "Draft",
    "DraftRoom",
    "Item",
    "Problem",
    "Slot",
    "Span",
    "Weights",
    "breaches",
    "cost",
    "draft",
    "repair",
    "shortage",
    "why_unplaced",
]
