"""A questionnaire as plain values, whatever file it came from, and what of a file could not be taken over."""

from dataclasses import dataclass, field
from typing import Any

#: what files of ours call themselves
FORMAT = "aami-survey-1"


@dataclass
class Draft:
    """What a file asks."""

    title: dict[str, str] = field(default_factory=dict)
    welcome: dict[str, str] = field(default_factory=dict)
    thanks: dict[str, str] = field(default_factory=dict)
    #: facts of questions, in the order in which they are asked
    questions: list[dict[str, Any]] = field(default_factory=list)
    #: (what it is called there, key of phrases.SKIPPED) of what was left out or changed
    skipped: list[tuple[str, str]] = field(default_factory=list)
