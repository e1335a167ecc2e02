"""Forms that know what their editor has read, field by field, and what they say when somebody else wrote meanwhile."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from flask_wtf import FlaskForm
from wtforms import HiddenField

from ..foundation import ground
from ..foundation.bilingual import LANGUAGES
from ..foundation.i18n import LANGUAGE_NAMES, gettext
from .fields import BilingualField, line, refuse

#: a plain value of a field, in words
Say = Callable[[str, Any], str]


class Sides(Protocol):
    """A text as somebody writes it, in two languages."""

    @property
    def fr(self) -> str: ...

    @property
    def en(self) -> str: ...


def sides(text: Sides) -> dict[str, str]:
    """The sides that say something, as they are compared."""
    return {code: side for code, side in (("fr", text.fr), ("en", text.en)) if side}


class GroundForm(FlaskForm):
    """A form that carries what its editor has read, field by field."""

    seen = HiddenField(filters=[line])

    @property
    def read(self) -> dict[str, str]:
        """The marks of what was read."""
        return ground.read(self.seen.data or "")

    def written(self) -> dict[str, Any]:
        """What was written, as plain values that are compared with `facts`."""
        raise NotImplementedError

    def reconcile(self, facts: Mapping[str, Any], held: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """Stand on the newer ground: (fields that both changed, fields that only somebody else did).

        The former keep what was written here, the latter show what stands there now.
        """
        both, theirs, mine = [], [], self.written()
        for name in ground.changed(self.read, facts):
            if name in mine and ground.mark(mine[name]) != self.read.get(name):
                if mine[name] != facts[name]:
                    both.append(name)
                continue
            theirs.append(name)
            if name in held:
                self[name].process(None, held[name])
        self.seen.data = ground.carried(facts)
        return both, theirs

    def refuse_all(self, faults: Iterable[tuple[str, str]], words: Mapping[str, Any]) -> None:
        """Put each fault of the service beside its field."""
        for name, what in faults:
            said = words.get(f"{name}:{what}") or words[what]
            self.refuse(name, what, str(said))

    def refuse(self, name: str, what: str, message: str) -> None:
        """Put a refusal beside a field; of a text that lacks a language, beside the empty side."""
        field = self[name]
        if isinstance(field, BilingualField):
            longest = "en" if len(field.form.en.data or "") > len(field.form.fr.data or "") else "fr"
            empty = "fr" if not field.form.fr.data else "en"
            name = f"{name}-{longest if what == 'too_long' else empty}"
        refuse(self, name, message)


def newer(
    names: Iterable[str], facts: Mapping[str, Any], words: Mapping[str, Any], say: Say
) -> list[tuple[str, list[tuple[str | None, str]]]]:
    """(label of the field, [(language or None, what stands there now)]) of the fields that somebody else changed."""
    return [(str(words[name]), _sides(name, facts[name], say)) for name in names]


def _sides(name: str, value: Any, say: Say) -> list[tuple[str | None, str]]:
    if isinstance(value, dict):
        return [(code, value.get(code) or "–") for code in LANGUAGES]
    rows = value if isinstance(value, list) else [value]
    return [(None, say(name, one)) for one in rows] or [(None, "–")]


def names_of(names: Iterable[str], words: Mapping[str, Any]) -> str:
    """The labels of fields, one after the other."""
    return ", ".join(str(words[name]) for name in names)


def label_of(name: str, words: Mapping[str, Any]) -> str:
    """The label of a field of the history, where each side of a text stands by itself."""
    base, _, code = name.rpartition("_")
    return f"{words[base]} ({LANGUAGE_NAMES[code]})" if code in LANGUAGE_NAMES and base in words else str(words[name])


def changes(diff: Mapping[str, list[Any]], label: Callable[[str], str], say: Say) -> str:
    """What was changed, in words: each field with what stood there before and what stands there now."""
    return ", ".join(
        _change(label(name), *(_plain(name, value, say) for value in values)) for name, values in diff.items()
    )


def _plain(name: str, value: Any, say: Say) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "–" if value is None else say(name, value)


def _change(label: str, before: str, after: str) -> str:
    message = after if before == "–" else f"{before} → {after}"
    return gettext("%(label)s: %(message)s", label=label, message=message)
