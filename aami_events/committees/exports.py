"""Whom a committee reaches out to, for spreadsheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ..people.queries import list_regions
from .models import Contact
from .phrases import CONTACT_STATES, WAYS


def contacts(rows: Sequence[Contact]) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and rows."""
    header = [
        gettext("Organisation"),
        gettext("Region"),
        gettext("Whom to talk to"),
        gettext("E-mail"),
        gettext("Language"),
        gettext("Where it stands"),
        gettext("Who is in touch"),
        gettext("How they were reached"),
        gettext("When last"),
        gettext("What came of it"),
        gettext("Come back to them on"),
    ]
    regions = {row.key: row.name.get(current_language()) for row in list_regions()}
    return header, (_contact(row, regions) for row in rows)


def _contact(row: Contact, regions: dict[str, str]) -> list[Any]:
    return [
        row.organisation_name,
        regions.get(row.region or "", ""),
        row.name,
        row.email,
        LANGUAGE_NAMES.get(row.language, ""),
        str(CONTACT_STATES[row.state]),
        row.owner.name if row.owner else "",
        str(WAYS[row.way]) if row.way else "",
        row.contacted_on,
        row.outcome,
        row.again_on,
    ]
