"""Invitations read: letters, the list, lists of guests, the cockpit, and what is kept of a person."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from aami_events.events.models import Event
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.people.queries import list_members
from aami_events.registration import queries, service
from aami_events.registration.imports.invitations import list_of_members, read_list
from aami_events.registration.queries import invitations as inviting
from aami_events.registration.service import Guest, forgetting
from tests.factories import NOW, accept, invite, invited_event, make_event, make_organisation, mark_sent, register
from tests.factories.reading import (
    deeds,
    last_letter,
    the_invitation,
)

OTHER = Guest("Zoé Roy", "zoe@festival.example", "en")
DAY = dt.timedelta(days=1)


# --- Letters --------------------------------------------------------------------------------------------------------
def composed(number: int, kind: str):
    query = select(OutboxLetter).where(OutboxLetter.subject_id == number, OutboxLetter.kind == f"registration.{kind}")
    return compose(db.session.scalars(query).one())


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("vous invite à", "Réponse attendue", "heure de Toronto")), ("en", ("invites you to", "Please answer by"))],
)
def test_the_letter_says_what_when_where_and_until_when(language, words):
    event = invited_event()
    number = invite(event, name="Zoé <Roy>", language=language, organisation="Baie", answer_by=NOW + DAY)
    letter = composed(number, "invitation")
    link = f"https://evenements.example/{language}/invitations/{inviting.token(the_invitation(number))}"
    for text in (letter.text, letter.html):
        assert link in text and all(word in text.replace("\u00a0", " ") for word in words)
    assert "Zoé <Roy>, Baie" in letter.text and "Zoé &lt;Roy&gt;" in letter.html


def test_a_letter_whose_link_has_ended_is_not_sent(clock):
    event = invited_event()
    number = invite(event)
    mark_sent(last_letter().id)
    clock.forward(hours=20)
    service.remind_all(event)
    reminder = last_letter()
    assert "réponse" in compose(reminder).text
    accept(number)
    with pytest.raises(LookupError):
        compose(reminder)
    held = the_invitation(number).registration_id
    service.cancel(held)
    other = service.substitute(number, OTHER, version=1)
    assert "A colleague has passed their invitation" in composed(other, "invitation").text
    assert "n’est plus valable" in composed(number, "invitation_passed_on").text
    invitations = select(OutboxLetter).where(OutboxLetter.kind == "registration.invitation").order_by(OutboxLetter.id)
    sent = db.session.scalars(invitations).first()
    with pytest.raises(LookupError):
        compose(sent)


# --- Reads ----------------------------------------------------------------------------------------------------------
def found(event: int, **wanted) -> list[str]:
    return [row.name for row in inviting.page(event, inviting.Filter(**wanted), None).rows]


def test_found_by_words_state_and_silence(clock):
    event = invited_event()
    invite(event, name="Zoé Roy", organisation="Petit Large")
    opened = invite(event, name="Ali 100%", organisation="Baie")
    service.note_opened(opened)
    clock.forward(days=4)
    service.decline(invite(event, name="Léo", organisation=""), 1)
    assert found(event) == ["Léo", "Ali 100%", "Zoé Roy"], "by organisation"
    assert found(event, q="large ZOE") == ["Zoé Roy"] and found(event, q="%") == found(event)
    assert found(event, state="opened") == ["Ali 100%"]
    assert found(event, state="declined") == ["Léo"] and found(event, state="nonsense") == []
    assert found(event, days="3") == ["Ali 100%", "Zoé Roy"]
    assert found(event, days="7") == [] and found(event, days="x") == found(event)


def test_pages_follow_one_another():
    event = invited_event()
    for number in range(5):
        invite(event, name=f"P{number}", organisation=f"O{number // 2}")
    first = inviting.page(event, inviting.Filter(), None, 2)
    second = inviting.page(event, inviting.Filter(), inviting.Cursor.decode(first.next, 2), 2)
    assert [row.name for row in first.rows + second.rows] == ["P0", "P1", "P2", "P3"]
    back = inviting.page(event, inviting.Filter(), inviting.Cursor.decode(second.previous, 2), 2)
    assert [row.name for row in back.rows] == ["P0", "P1"]


def test_unanswered_in_the_cockpit(clock):
    event, other = invited_event(), invited_event("ailleurs-2020")
    invite(event)
    service.withdraw_invitation(event, invite(event))
    clock.forward(days=6)
    accept(invite(event))
    assert inviting.unanswered([event, other]) == {event: inviting.Unanswered(2, 1, NOW)}


# --- Lists ----------------------------------------------------------------------------------------------------------
LIST = """Nom;Courriel;Organisme;Langue;Téléphone
Zoé Roy;zoe@festival.example;Petit Large;anglais;1
Léo;leo@festival.example;Petit Large;;2
;sans-nom@festival.example;;;3
Ali;sans-arobas;;;4
Éva;éva@festival.example;;;5
Zoé Roy;ZOE@festival.example;;;6
"""


def judged(event: int, text: str) -> list[tuple[str, str]]:
    return [(line.action, line.reason) for line in read_list(event, text.encode(), "list.csv").lines]


def test_a_list_is_judged_line_by_line():
    event = invited_event()
    plan = read_list(event, LIST.encode(), "list.csv")
    assert judged(event, LIST) == [
        ("add", ""),
        ("add", "same_organisation"),
        ("refused", "no_name"),
        ("refused", "bad_address"),
        ("refused", "accented_address"),
        ("unchanged", "known"),
    ]
    assert plan.ignored == ["Téléphone"]
    assert plan.of("add")[0].guest == Guest("Zoé Roy", "zoe@festival.example", "en", "Petit Large")
    service.invite(event, [line.guest for line in plan.of("add")])
    assert judged(event, LIST)[:2] == [("unchanged", "known")] * 2, "read again, it has nobody to add"


def test_a_pasted_list_needs_no_headings():
    event = invited_event()
    pasted = "Zoé Roy\tzoe@festival.example\tPetit Large\ten\nLéo\tleo@festival.example\tBaie\tfr\n"
    guests = [line.guest for line in read_list(event, pasted.encode(), "list.csv").lines]
    assert guests == [
        Guest("Zoé Roy", "zoe@festival.example", "en", "Petit Large"),
        Guest("Léo", "leo@festival.example", "fr", "Baie"),
    ]
    assert judged(event, f"{'x' * 201}; a@b.example; y; fr; z; z\n") == [("refused", "too_long")]


def test_no_list_and_too_long_a_list():
    event = invited_event()
    from aami_events.foundation.tables import TableEmpty, TableTooLarge

    with pytest.raises(TableEmpty):
        read_list(event, b"", "list.csv")
    many = "nom,courriel\n" + "".join(f"P{number},p{number}@b.example\n" for number in range(301))
    with pytest.raises(TableTooLarge):
        read_list(event, many.encode(), "list.csv")


def test_a_list_of_member_organisations_names_the_organisation():
    make_organisation("nuit", name=Bilingual.of(fr="La Nuit; des pixels"), email="info@nuit.example", language="fr")
    make_organisation("deep", name=Bilingual.of(en="Deep Frost"), email="info@deep.example", language="en")
    make_organisation("muette", name=Bilingual.of(fr="Muette"))
    event = invited_event()
    lines = read_list(event, list_of_members(list_members()), "list.csv").lines
    assert {line.guest for line in lines} == {
        Guest("La Nuit; des pixels", "info@nuit.example", "fr", "La Nuit; des pixels"),
        Guest("Deep Frost", "info@deep.example", "en", "Deep Frost"),
    }


def test_the_attendee_list_says_which_organisation_was_invited():
    from aami_events.events.queries import get_event
    from aami_events.registration import exports
    from aami_events.registration.queries.attendees import Filter

    event = invited_event()
    accept(invite(event, name="Zoé", organisation="Petit Large"))
    register(event, by_organiser=True, name="Ali")
    header, rows = exports.table(get_event(event), Filter(), ["name", "invited"], codes=True)
    assert (header, list(rows)) == (["name", "invited"], [["Zoé", "Petit Large"], ["Ali", ""]])
    other = make_event("ouverte-2020")
    assert "invited" not in exports.table(get_event(other), Filter(), codes=True)[0]


# --- Personal data --------------------------------------------------------------------------------------------------
def test_erased_nobody_is_left_and_nobody_is_reminded(clock):
    event = invited_event()
    silent, gone = invite(event, name="Zoé Roy", email="zoe@festival.example", organisation="Baie"), invite(event)
    service.decline(gone, 1, word="Un mot")
    assert inviting.names_of_email("zoe@festival.example") == {silent: "Zoé Roy"}
    assert forgetting.erase_invitations([silent, gone]) == 2
    for number, state in ((silent, "withdrawn"), (gone, "declined")):
        row = the_invitation(number)
        assert (row.name, row.email, row.organisation_name, row.organisation_key, row.sort_key) == ("—", "", "", "", "")
        assert (row.note, row.state, row.link_version) == ("", state, 2)
    clock.forward(days=2)
    assert service.remind_all(event) == (0, 0)


class Over:
    """A year after the event."""

    def __init__(self, *events: int) -> None:
        self.over = list(events)

    def events(self, days: int) -> list[int]:
        return self.over if days == 365 else []

    def moment(self, days: int) -> dt.datetime:
        raise AssertionError(days)


def test_forgotten_a_year_after_the_event():
    event, coming = invited_event(), invited_event("ailleurs-2020")
    number, kept = invite(event), invite(coming)
    due = Over(event)
    assert forgetting.forget_invitations(due, 365, dry=True) == {event: 1}
    assert the_invitation(number).email
    assert forgetting.forget_invitations(due, 365, dry=False) == {event: 1}
    assert (the_invitation(number).email, bool(the_invitation(kept).email)) == ("", True)
    assert forgetting.forget_invitations(due, 365, dry=False) == {}


def test_an_invitation_to_an_event_that_became_public_is_still_good():
    event = invited_event()
    number = invite(event)
    with transaction() as session:
        session.execute(update(Event).where(Event.id == event).values(visibility="public"))
        session.get_one(Event, event).revision += 1  # renews what is kept of it
    assert accept(number).state == "confirmed"
    assert queries.places_out_of_step() == [] and deeds(the_invitation(number).registration_id) == ["created"]
