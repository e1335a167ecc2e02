"""Lists of people to invite: pasted, brought as a file, or made of member organisations. Read line by line first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...foundation.addresses import is_whole_address, plain_before_at
from ...foundation.tables import Table, TableTooLarge, csv_rows, read_table
from ...foundation.text import clean, fold
from ...people.models import Organisation
from ..queries.invitations import key_of, known
from ..service import Guest
from . import ELSEWHERE, Plan

#: people in one list; more are several lists, so that somebody reads each before it goes
MOST = 300
COLUMNS = ("name", "email", "organisation", "language")
HEADINGS = ELSEWHERE | {
    "organisme": "organisation",
    "organisation": "organisation",
    "festival": "organisation",
    "personne": "name",
    "person": "name",
    "nom": "name",
    "courriel": "email",
    "adresse": "email",
    "address": "email",
}
ENGLISH = frozenset({"en", "english", "anglais", "ang", "eng"})
LANGUAGE_WORDS = ENGLISH | {"fr", "french", "francais", "fra"}


@dataclass(frozen=True)
class InvitationLine:
    """One line of a list: add, unchanged or refused, with a reason; a person to add may have a remark."""

    number: int
    action: str
    name: str
    email: str
    organisation: str = ""
    language: str = "fr"
    reason: str = ""

    @property
    def guest(self) -> Guest:
        """What the service takes."""
        return Guest(self.name, self.email, self.language, self.organisation)


def list_of_members(rows: Iterable[Organisation]) -> bytes:
    """A list made of member organisations: each by its name, at its public address."""
    cells = [
        [name := row.name.get(row.language) or row.name.get("fr"), row.email or "", name, row.language] for row in rows
    ]
    return b"".join(csv_rows(COLUMNS, cells))


def read_list(event_id: int, data: bytes, name: str) -> Plan[InvitationLine]:
    """What would become of each line. TableError for what is no list, TableTooLarge for more than 300 people."""
    table = _headed(read_table(data, name))
    if len(table.rows) > MOST:
        raise TableTooLarge
    keys = [HEADINGS.get(fold(heading)) for heading in table.header]
    plan: Plan[InvitationLine] = Plan(
        ignored=[heading for heading, key in zip(table.header, keys, strict=True) if key is None and heading]
    )
    people, organisations = known(event_id)
    for number, cells in table.rows:
        given = {key: clean(cell) for key, cell in zip(keys, cells, strict=False) if key and cell.strip()}
        plan.lines.append(_line(number, given, people, organisations))
    return plan


def _headed(table: Table) -> Table:
    """A list without headings gets them, from where its first line has an address and a language."""
    if not any("@" in cell for cell in table.header):
        return table
    free = iter(("name", "organisation"))
    header = []
    for cell in table.header:
        kind = "email" if "@" in cell else "language" if fold(cell) in LANGUAGE_WORDS else next(free, "")
        header.append(kind)
    return Table(header, [(1, table.header), *table.rows])


def _line(
    number: int, given: Mapping[str, str], people: set[tuple[str, str]], organisations: set[str]
) -> InvitationLine:
    first_last = f"{given.get('first', '')} {given.get('last', '')}"
    name, email = clean(given.get("name") or first_last), given.get("email", "").lower()
    organisation = given.get("organisation", "")
    language = "en" if fold(given.get("language", "")) in ENGLISH else "fr"
    action, reason = _judged(name, email, organisation, people)
    if action == "add":
        people.add((email, key_of(name)))
        key = key_of(organisation)
        reason = "same_organisation" if key and key in organisations else ""
        organisations.add(key)
    return InvitationLine(number, action, name, email, organisation, language, reason)


def _judged(name: str, email: str, organisation: str, people: set[tuple[str, str]]) -> tuple[str, str]:
    if not name:
        return "refused", "no_name"
    if max(len(name), len(organisation)) > 200:
        return "refused", "too_long"
    if not is_whole_address(email) or len(email) > 320:
        return "refused", "bad_address" if plain_before_at(email) else "accented_address"
    return ("unchanged", "known") if (email, key_of(name)) in people else ("add", "")
