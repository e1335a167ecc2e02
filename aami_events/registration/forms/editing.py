"""What the forms of categories and of questions share: what their editor has read, and who else wrote meanwhile."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField

from ...foundation import ground
from ...foundation.bilingual import Written
from ...questions.service import OptionSaid
from ...web.fields import BilingualField, line, refuse


def sides(text: Written | OptionSaid) -> dict[str, str]:
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
