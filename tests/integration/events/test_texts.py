"""Texts of events: written version by version, and required before an event is published."""

import pytest
from sqlalchemy import func, select

from aami_events.events import queries, service
from aami_events.events.errors import (
    ContactWrong,
    TextChanged,
    TextEmpty,
    TextKindUnknown,
    TextsMissing,
    TextTooLong,
)
from aami_events.events.models import EventTextVersion
from aami_events.events.queries import texts
from aami_events.events.rules.texts import CONTACTS, MOST_TEXT, TEXT_KINDS, Contact
from aami_events.events.service.contacts import contact_of, erase_contact, find_contact
from aami_events.foundation.audit import history
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.content import stamp
from aami_events.foundation.database import db, transaction
from aami_events.registration.models import Category
from tests.factories import NOW, make_category, make_event, make_person, make_venue, write_text, write_texts

pytestmark = pytest.mark.usefixtures("inside")
KIND = "code_of_conduct"


@pytest.fixture
def event(inside) -> int:
    return make_event(state="draft", venue=make_venue())


def versions() -> int:
    return db.session.scalar(select(func.count()).select_from(EventTextVersion)) or 0


def says(event_id: int, kind: str = KIND) -> Bilingual:
    version = texts.current_text(event_id, kind)
    assert version is not None
    return version.text


def missing(event_id: int) -> list[str]:
    return [row.kind for row in texts.missing_texts(event_id)]


def test_a_version_is_written_and_never_changed(event):
    author = make_person(name="Ariane Tremblay")
    entry = service.TextEntry("  Respect\x00 ", "Respect", note="Première version")
    assert service.write_text(event, KIND, entry, base=0, author_id=author) == 1
    first = texts.current_text(event, KIND)
    assert first is not None
    assert (first.text, first.note, first.author_id, first.at) == (
        Bilingual.of(fr="Respect", en="Respect"), "Première version", author, NOW,
    )  # fmt: skip
    assert texts.author_names([first, None]) == {author: "Ariane Tremblay"}
    assert write_text(event, KIND, "Respect et soin", "Respect and care") == 2
    assert [row.text.get("fr") for row in texts.versions_of(event, KIND)] == ["Respect et soin", "Respect"]
    assert [row.number for row in texts.versions_of(event, KIND, before=2)] == [1]
    old = texts.find_version(event, KIND, 1)
    assert old is not None and old.text == Bilingual.of(fr="Respect", en="Respect")
    assert texts.find_version(event, KIND, 3) is None
    deeds = [entry for entry in history("event", event) if entry.action == f"event.text_{KIND}"]
    assert [entry.diff for entry in deeds] == [{"version": [1, 2]}, {"version": [None, 1]}]


def test_what_says_the_same_is_no_version(event):
    write_text(event, KIND)
    assert (write_text(event, KIND), versions()) == (1, 1)


def test_a_side_left_alone_is_older_until_somebody_compares(event):
    write_text(event, KIND, "Un", "One")
    write_text(event, KIND, "Deux", "One")
    assert says(event).stale == {"en"}
    assert next(row for row in texts.text_states(queries.get_event(event)) if row.kind == KIND).state == "stale"
    assert KIND not in missing(event), "it is there in both languages: a checklist may warn, nothing is refused"
    write_text(event, KIND, "Deux", "One", agree=True)
    assert (says(event).stale, versions()) == (frozenset(), 3)


def test_two_editors_notice_each_other(event):
    write_text(event, KIND, "Un", "One")
    write_text(event, KIND, "Deux", "Two")
    with pytest.raises(TextChanged) as refusal:
        service.write_text(event, KIND, service.TextEntry("Mien", "Mine"), base=1)
    assert (refusal.value.number, versions(), says(event).get("fr")) == (2, 2, "Deux")
    with pytest.raises(TextChanged):
        service.write_text(event, "emergency", service.TextEntry("Mien", "Mine"), base=1)
    assert versions() == 2


@pytest.mark.parametrize(
    ("kind", "entry", "refusal"),
    [
        ("ode", service.TextEntry("Un", "One"), TextKindUnknown),
        (KIND, service.TextEntry(" \x00\n", ""), TextEmpty),
        (KIND, service.TextEntry("x" * (MOST_TEXT + 1), "One"), TextTooLong),
        ("care_protocol", service.TextEntry("Un", "One", contacts=(Contact(), Contact("Théo"))), ContactWrong),
    ],
)
def test_what_is_refused_leaves_nothing(event, kind, entry, refusal):
    with pytest.raises(refusal):
        service.write_text(event, kind, entry, base=0)
    assert versions() == 0


def test_contacts_belong_to_the_protocol_of_care(event):
    people = (Contact(" Maëlle ", "soin@centre.example"), Contact(), Contact("De trop", "x@centre.example"))
    for kind in ("care_protocol", KIND):
        write_text(event, kind, contacts=people)
    care, conduct = (texts.current_text(event, kind) for kind in ("care_protocol", KIND))
    assert care is not None and conduct is not None
    assert (care.people, conduct.people) == ([Contact("Maëlle", "soin@centre.example")], [])
    assert len(people) > CONTACTS
    with pytest.raises(ContactWrong) as refusal:
        write_text(event, "care_protocol", contacts=(Contact("Maëlle"), Contact("", "x@centre.example")))
    assert refusal.value.faults == [(1, "reach"), (2, "name")]


def test_missing_texts_say_why_and_how_far(event):
    assert missing(event) == [kind for kind in TEXT_KINDS if kind != "refund_terms"], "nothing costs anything"
    make_category(event, key="membre", price_cents=6000)
    assert missing(event) == list(TEXT_KINDS)
    write_texts(event, besides=("emergency", KIND, "care_protocol"))
    write_text(event, KIND, "Un", None)
    write_text(event, "care_protocol", contacts=(Contact("Maëlle", "soin@centre.example"),))
    found = {row.kind: (row.reason, row.state) for row in texts.missing_texts(event)}
    assert found == {
        KIND: ("everyone", "one_language"),
        "care_protocol": ("care", "contacts"),
        "emergency": ("place_safety", "missing"),
    }


def test_a_category_no_longer_offered_asks_for_no_terms(event):
    number = make_category(event, key="membre", price_cents=6000)
    assert texts.is_priced(event)
    with transaction():
        db.session.get_one(Category, number).retired_at = NOW
    assert not texts.is_priced(event)


def test_an_event_is_not_published_without_its_texts(event):
    write_texts(event, besides=("emergency",))
    with pytest.raises(TextsMissing) as refusal:
        service.publish(event)
    assert refusal.value.kinds == ("emergency",)
    assert queries.get_event(event).state == "draft"
    write_text(event, "emergency")
    before = queries.get_event(event).revision
    service.publish(event)
    published = queries.get_event(event)
    assert (published.state, published.revision) == ("published", before + 1)
    assert "event.published" in [entry.action for entry in history("event", event)]
    service.publish(event)
    assert queries.get_event(event).revision == before + 1, "what is public stays as it is"


def test_a_published_event_keeps_its_texts_whole():
    event = make_event()
    write_text(event, "emergency", "Sortez", None)
    write_texts(event)
    before = versions()
    with pytest.raises(TextsMissing) as refusal:
        write_text(event, KIND, "Seulement en français", None)
    assert (refusal.value.kinds, versions(), says(event).has("en")) == ((KIND,), before, True)
    write_text(event, "refund_terms", "Pas requis ici", None)
    assert says(event, "refund_terms").missing() == ("en",)


def test_a_loader_writes_what_nobody_has_written(event):
    write_text(event, KIND, "Le nôtre", "Ours")
    facts = {
        KIND: {"fr": "Du plan", "en": "From the plan"},
        "care_protocol": {"fr": "Soin", "en": "Care", "contacts": [{"name": "Maëlle", "email": "soin@centre.example"}]},
    }
    assert (service.load_texts(event, facts), service.load_texts(event, facts)) == (1, 0)
    assert says(event).get("fr") == "Le nôtre"


def test_what_pages_keep_is_read_anew_after_a_version(event):
    write_text(event, KIND, "Un", "One")
    first = stamp()
    assert texts.texts_of(event)[KIND].text.get("fr") == "Un"
    write_text(event, KIND, "Deux", "Two")
    assert stamp() != first
    assert texts.texts_of(event)[KIND].text.get("fr") == "Deux"


def test_which_versions_are_an_events(event):
    other = make_event("autre-2020")
    for number in (event, other):
        write_text(number, "consent_photo", "Un", "One")
    write_text(event, "consent_photo", "Deux", "Two")
    mine = {row.id for row in texts.versions_of(event, "consent_photo")}
    theirs = {row.id for row in texts.versions_of(other, "consent_photo")}
    assert texts.kinds_of_versions(event, mine | theirs) == dict.fromkeys(mine, "consent_photo")
    assert [row.id for row in texts.events_with("consent_photo", event)] == [other]


def test_someone_to_turn_to_is_found_handed_their_data_and_taken_out(event):
    write_texts(event)
    write_text(event, "care_protocol", "Autre", "Other", contacts=(Contact("Maëlle", "Soin@centre.example"),))
    found = find_contact(" soin@CENTRE.example ")
    assert list(found.values()) == ["Maëlle", "Maëlle"]
    assert find_contact("") == find_contact("personne@centre.example") == {}
    assert [contact_of(number)[1] for number in found] == [1, 2]
    assert {contact_of(number)[2]["name"] for number in found} == {"Maëlle"}
    assert erase_contact(list(found)) == 2
    assert find_contact("soin@centre.example") == {}
    first = texts.find_version(event, "care_protocol", 1)
    assert first is not None and [who.name for who in first.people] == ["Théo"]
    assert "care_protocol" in missing(event), "the event needs somebody else"
