"""The call in the cockpit, in copies of events and in the worklist of texts; speakers in the personal-data register."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import select

from ...events.models import Event
from ...events.queries import list_by_ids
from ...events.service import lock_words
from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext, lazy_gettext, ngettext
from ...foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    QuestionHost,
    Record,
    TextPlace,
    bilingual_texts,
    event_clonable,
    event_cloned,
    event_panels,
    event_ways,
    personal_data,
    question_hosts,
)
from ...questions.queries import shown
from ...questions.queries.fields import spoken
from ...web.access import can
from .. import mail, queries, rendering, service  # noqa: F401  mail registers its letters
from ..models import Call, Format, Picture, ProposalAnswer, Speaker, Track
from ..phrases import GENDERS, language_names
from ..queries import pictures
from . import reviews

event_cloned.hear(service.copy_call)


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """Types, themes and questions of the call."""
    formats, tracks, asked = queries.offer_of(event_id)
    number, questions = len(formats) + len(tracks), len(asked)
    types = ngettext("%(num)s type or theme of proposals", "%(num)s types and themes of proposals", number)
    said = ngettext("%(num)s question of the call", "%(num)s questions of the call", questions)
    return ([types] if number else []) + ([said] if questions else [])


GROUPS = (
    PersonalGroup(
        "proposals.speakers",
        lazy_gettext("Who speaks at an event: name, pronouns, organisation and biography"),
        lazy_gettext("To publish who speaks in a programme"),
        frozenset(
            {
                f"speakers.{name}"
                for name in ("name", "sort_key", "pronouns", "organisation_name", "region", "biography")
            }
            | {"proposal_pictures.alternative", "proposal_pictures.credit"}
        ),
    ),
    PersonalGroup(
        "proposals.contacts",
        lazy_gettext("The e-mail and language of who speaks at an event, and when they cannot be there"),
        lazy_gettext("To arrange the programme with you"),
        frozenset(
            {"speakers.email", "speakers.language", "speakers.understands", "speakers.away", "speakers.recording"}
        ),
        service.forget_contacts,
    ),
    PersonalGroup(
        "proposals.access",
        lazy_gettext("The access needs of who speaks at an event"),
        lazy_gettext("To arrange what you need"),
        frozenset({"speakers.access_needs"}),
        service.forget_needs,
    ),
    PersonalGroup(
        "proposals.balance",
        lazy_gettext("The gender that who proposes has said"),
        lazy_gettext("To see the balance of a programme, in numbers of at least five"),
        frozenset({"speakers.gender"}),
        service.forget_genders,
    ),
    PersonalGroup(
        "proposals.answers",
        lazy_gettext("Your answers to a call's own questions"),
        lazy_gettext("Each question states its own purpose"),
        frozenset({"proposal_answers.value"}),
        service.forget_answers,
    ),
)
#: the form of the call
HOST = QuestionHost(
    kind="call",
    permission="programme.edit",
    endpoint="proposals.organiser.call",
    title=lazy_gettext("Call for proposals"),
    lede=lazy_gettext("What the call asks besides what is proposed and by whom."),
    empty=lazy_gettext("The call asks nothing of its own"),
    seen_at="proposals.public.propose",
    seen=lazy_gettext("See the form"),
    readers=lazy_gettext("The organisers of the programme, and the committee that reads proposals"),
    lock=lock_words,
    answered=queries.answered,
)


@question_hosts.hear
def asks() -> QuestionHost:
    """The form of the call."""
    return HOST


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How many proposals there are, for those who read them."""
    mine = [event for event in list_by_ids(event_ids) if can(event, "programme.edit")]
    if not mine:
        return {}
    numbers = [event.id for event in mine]
    counts, calls = queries.counts(numbers), queries.calls_of(numbers)
    return {event.id: _panel(event, counts.get(event.id, {}), calls.get(event.id)) for event in mine}


def _panel(event: Event, counts: dict[str, int], call: Call | None) -> Panel:
    sent, drafts = counts.get("submitted", 0), counts.get("draft", 0)
    figures: list[tuple[object, str]] = []
    if call:
        figures = [
            (sent, ngettext("proposal sent", "proposals sent", sent)),
            (drafts, ngettext("draft", "drafts", drafts)),
        ]
    links = [
        (url_for("proposals.organiser.call", slug=event.slug), gettext("Call for proposals")),
        (url_for("proposals.organiser.list_proposals", slug=event.slug), gettext("Proposals")),
    ]
    return Panel(gettext("Call for proposals"), [], figures, links)


@event_ways.hear
def ways(event_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """To propose something, while the call is open."""
    calls = {number: call for number, call in queries.calls_of(event_ids).items() if queries.call_state(call) == "open"}
    label = gettext("Propose something for the programme")
    return {
        number: [(url_for("proposals.public.propose", slug=call.event.slug), label)] for number, call in calls.items()
    }


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """What a call says, and the names of its types and themes."""
    found: dict[int, list[TextPlace]] = {}
    for call in queries.calls_of(event_ids).values():
        words = gettext("Call for proposals")
        found.setdefault(call.event_id, []).append(_text(call, words, "text", gettext("Text"), "markdown"))
    offers: tuple[tuple[Any, str], ...] = ((Format, gettext("Type: %(name)s")), (Track, gettext("Theme: %(name)s")))
    for table, word in offers:
        offered = (table.event_id.in_(event_ids), table.retired_at.is_(None))
        for row in db.session.scalars(select(table).where(*offered).order_by(table.event_id, table.position)):
            words = word % {"name": rendering.said(row.name)}
            found.setdefault(row.event_id, []).append(_text(row, words, "name", gettext("Name"), "line"))
    return reviews.texts(event_ids, found)


def _text(row: Call | Format | Track, words: str, name: str, label: str, kind: str) -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)
        if isinstance(row, Call):
            row.revision += 1  # whoever has its form open notices

    key = f"{type(row).__name__.lower()}:{row.id}:{name}"
    return TextPlace(key, words, label, getattr(row, name), write, kind, blocks=False)


@personal_data.hear
def register() -> PersonalData:
    """What is known of those who speak."""
    return PersonalData("proposals", "speaker", GROUPS, find, records, service.erase_speakers)


def find(email: str) -> dict[int, str]:
    """{id: name} of who speaks under an address, at any event."""
    return dict(db.session.execute(select(Speaker.id, Speaker.name).where(Speaker.email == email)).tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """What the person may have of it."""
    return [_record(row) for row in db.session.scalars(select(Speaker).where(Speaker.id.in_(ids)))]


def _record(row: Speaker) -> Record:
    biography = row.biography.texts()
    away = "; ".join(" – ".join(span) for span in row.away)
    facts = (
        Fact("name", gettext("Name"), row.name, row.name),
        Fact("pronouns", gettext("Pronouns"), row.pronouns, row.pronouns),
        Fact("email", gettext("E-mail"), row.email, row.email),
        Fact("language", gettext("Language"), row.language, LANGUAGE_NAMES.get(row.language, "")),
        Fact("organisation", gettext("Organisation"), row.organisation_name, row.organisation_name),
        Fact("region", gettext("Region"), row.region, row.region or ""),
        Fact("understands", gettext("Languages understood"), row.understands, language_names(row.understands)),
        Fact("recording", gettext("May be recorded"), row.recording, _answered(row.recording)),
        Fact("access", gettext("Access needs"), row.access_needs, row.access_needs),
        Fact("gender", gettext("Gender"), row.gender, str(GENDERS[row.gender]) if row.gender else ""),
        Fact("biography", gettext("Biography"), biography, " / ".join(text for text in biography.values() if text)),
        Fact("away", gettext("Away"), row.away, away),
        *(_answer(one) for one in queries.answers_by(row.id)),
        *(_picture(one) for one in pictures.by(row.id)),
    )
    return Record("speaker", gettext("Speaker"), facts)


def _answer(row: ProposalAnswer) -> Fact:
    label, said = spoken(row.version.label), shown(row.version, row.value, current_language())
    return Fact(f"answer-{row.id}", label, {"question": label, "answer": row.value}, said)


def _picture(row: Picture) -> Fact:
    value = {"credit": row.credit, "alternative": row.alternative.texts()}
    words = " / ".join((row.credit, *row.alternative.texts().values()))
    return Fact(f"picture-{row.id}", gettext("Picture"), value, words)


def _answered(given: bool | None) -> str:
    return "" if given is None else gettext("Yes") if given else gettext("No")
