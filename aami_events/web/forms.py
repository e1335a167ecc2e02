"""Forms of organisers: they offer words, take a service's refusals, and know which revision was read."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from flask import request
from wtforms import HiddenField

from ..foundation.text import whole_number
from . import fields

F = TypeVar("F")


class HouseForm(fields.CheckedForm):
    """A form that offers words, and says the service's refusals beside its fields."""

    #: {field: {value: words}} of what may be chosen
    offered: ClassVar[Mapping[str, Mapping[str, object]]] = {}
    #: fields that must be filled, and that the service checks
    needed: ClassVar[Sequence[str]] = ()
    #: {what is wrong: sentence}
    faults: ClassVar[Mapping[str, object]] = {}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, words in self.offered.items():
            self[name].choices = [(key, str(word)) for key, word in words.items()]
        for name in self.needed:
            self[name].flags.required = True

    def refuse(self, faults: Iterable[tuple[str, str]]) -> None:
        """Put (field, what is wrong) of the service beside the fields."""
        for name, what in faults:
            fields.refuse(self, name, str(self.faults[what]))


class RevisedForm(HouseForm):
    """A form that knows which revision was read."""

    revision = HiddenField()

    @property
    def base(self) -> int:
        """The revision that was read; 0, which nothing has, for a form that does not say."""
        given = self.revision.raw_data
        return whole_number(given[0]) or 0 if given else 0

    def again(self, revision: int) -> None:
        """Somebody else was quicker: the next time it is saved over theirs, knowingly."""
        self.revision.raw_data, self.revision.data = None, str(revision)


def looked_for(filters: type[F], longest: int = 100) -> F:
    """What somebody looks for, from the address: a dataclass of texts, each cut at `longest`."""
    return filters(**{name: request.args.get(name, "")[:longest] for name in _names(filters)})


def kept_filters(filters: type[Any]) -> dict[str, str]:
    """The same where a form carries it along, each as f-name: what is set, to go back to."""
    return {name: request.form[f"f-{name}"][:100] for name in _names(filters) if request.form.get(f"f-{name}")}


def _names(filters: type[Any]) -> list[str]:
    return [field.name for field in dataclasses.fields(filters)]


def number_of(text: str | None) -> int | None:
    """The number of a choice; None for none, 0, which is nobody's, for anything else."""
    return (whole_number(text) or 0) if text else None
