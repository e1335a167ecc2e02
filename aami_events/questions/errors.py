"""Refusals around questions."""


class UnknownKind(Exception):
    """No field type of that name."""


class UnknownQuestion(Exception):
    """No such question among those of this form."""


class QuestionWrong(Exception):
    """What somebody wrote cannot be asked; `faults` are (field, what)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class QuestionChanged(Exception):
    """Somebody changed the question since it was read; `fields` says in what."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(fields)
        self.fields = fields


class OrderChanged(Exception):
    """The questions are not the ones, or not in the order, that were read."""


class ConditionBroken(Exception):
    """A question would depend on what is not asked before it: `key` on `on`; `why` is gone, later or answer."""

    def __init__(self, key: str, on: str, why: str) -> None:
        super().__init__(key, on, why)
        self.key, self.on, self.why = key, on, why


class UnknownHost(Exception):
    """No form asks questions of this kind."""
