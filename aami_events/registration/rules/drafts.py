"""Forms that are kept for later: what has changed when somebody goes on with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: forms that can be kept for later, for how many days, and how many bytes of them
DRAFT_KINDS = ("person", "group")
DRAFT_DAYS = 30
MOST_DRAFT = 200_000


@dataclass(frozen=True)
class Offered:
    """What a form offers: categories by key, parts by id, {question: the version asked}."""

    categories: frozenset[str]
    parts: frozenset[str]
    asked: Mapping[str, int]


def offer_changes(then: Offered, now: Offered, written: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """(what, key) of what concerns somebody who goes on with a form: category_gone and part_gone for what they chose,
    question_gone and question_changed for what they answered, question_new. A group's fields end like a person's."""

    def chosen(name: str) -> list[str]:
        fields = [values for field, values in written.items() if field == name or field.endswith(f"-{name}")]
        return sorted({value for values in fields for value in values if value})

    answered = {key for key in then.asked if any(written.get(f"q-{key}", ()))}
    found = [("category_gone", key) for key in chosen("category") if key in then.categories - now.categories]
    found += [("part_gone", key) for key in chosen("parts") if key in then.parts - now.parts]
    found += [("question_gone", key) for key in sorted(answered - now.asked.keys())]
    for key, version in now.asked.items():
        if key not in then.asked:
            found.append(("question_new", key))
        elif version != then.asked[key] and key in answered:
            found.append(("question_changed", key))
    return found
