"""When something changes, whom it concerns is told, once, in their language; and nobody forgets to."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.events import service
from aami_events.events.errors import EntryWrong, EventChanged, NothingToTell
from aami_events.events.models import EventNotice
from aami_events.events.queries import get_event
from aami_events.events.queries.telling import hearers_of, untold
from aami_events.foundation import outbox
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction
from aami_events.foundation.dates import FuzzyDate
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings import service as mailings
from aami_events.mailings.models import Mailing
from aami_events.registration import service as registration
from tests.factories import make_event, make_part, make_person, make_venue, register
from tests.factories.editing import entry_of, part_entry_of, the_event
from tests.factories.mailings import make_mailing
from tests.factories.programme import make_room, placed, the_session
from tests.factories.signing import PASSWORD, sign_in

NEXT = dt.date(2020, 9, 24)
KINDS = ("registration.event_changed", "registration.invitation_event_changed")
NOTHING, SORRY = Written(), Written("Nous sommes désolés.\n\nÀ **bientôt**.", "We are sorry.\n\nSee you **soon**.")


def change(event: int, **says) -> None:
    service.change_event(event, entry_of(event, **says), base=the_event(event).revision)


def move_to(event: int, first: dt.date | None, *, window: bool = True) -> None:
    service.reschedule(event, first, window=window, base=the_event(event).revision)


def tell(event: int, message: Written = NOTHING) -> int:
    return service.tell(event, message, base=the_event(event).revision)


def notices() -> int:
    return db.session.scalar(select(func.count()).select_from(EventNotice)) or 0


def written() -> dict[str, outbox.Letter]:
    """{address: the last letter about a change, as it goes}"""
    db.session.rollback()
    rows = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind.in_(KINDS)).order_by(OutboxLetter.id))
    return {row.recipient: outbox.compose(row) for row in rows}


def furnished() -> tuple[int, int, int]:
    """An event that two come to, one of them to an activity, and to which one waits and one is invited."""
    event = make_event(venue=make_venue(), capacity=2, visibility="public")
    first, second = make_part(event), make_part(event, position=2)
    register(event, name="Ada", email="ada@x.example", parts=[first])
    register(event, name="Bea", email="bea@x.example", language="en")
    register(event, name="Cid", email="cid@x.example")
    registration.cancel(register(event, name="Dee", email="dee@x.example"))
    registration.invite(event, [registration.Guest(name="Eva", email="eva@x.example", language="en")])
    return event, first, second


@pytest.fixture
def event(inside) -> int:
    return furnished()[0]


def test_moved_by_a_week_everyone_is_told_once(event):
    move_to(event, NEXT)
    rows = untold([event])[event]
    when = rows[0]
    assert [(row.what, row.part is None) for row in rows] == [("when", True), ("when", False), ("when", False)]
    assert (when.before["fr"], when.after["en"]) == ("17 au 19 septembre 2020", "September 24–26, 2020")
    assert [number for number, _words in hearers_of(event, rows)] == [2, 1, 1]
    assert tell(event, SORRY) == 4
    letters = written()
    assert letters.keys() == {"ada@x.example", "bea@x.example", "cid@x.example", "eva@x.example"}
    ada, bea = letters["ada@x.example"], letters["bea@x.example"]
    assert ada.subject == "Ce qui change\u00a0: Rencontre (fr)" and bea.subject == "What has changed: Rencontre (en)"
    assert "17 au 19 septembre 2020 → 24 au 26 septembre 2020" in ada.text.replace("\u00a0", " ")
    assert "Partie 1 (fr)" in ada.text and "Partie 2 (fr)" not in ada.text and "Partie" not in bea.text
    assert "Nous sommes désolés." in ada.text and "À bientôt." in ada.text and "See you soon." in bea.text
    (calendar,) = ada.attachments
    assert b"DTSTART;TZID=America/Toronto:20200924T110000" in calendar.data and b"SEQUENCE:2" in calendar.data
    assert letters["cid@x.example"].attachments == () and "/en/invitations/" in letters["eva@x.example"].text
    assert untold([event]) == {}
    with pytest.raises(NothingToTell):
        tell(event)


def test_everything_in_it_moves_along(inside):
    event, first, second = furnished()
    before = {part.id: part.starts for part in the_event(event).parts}
    closes = the_event(event).closes_at
    number = make_mailing(event, send="moment", at=dt.datetime(2020, 9, 10, 8), planned=True)
    gone = make_mailing(event, planned=True)
    mailings.send(gone)
    room = make_room(event)
    session = placed(event, "Une", dt.datetime(2020, 9, 17, 10), room)
    move_to(event, NEXT)
    week = dt.timedelta(days=7)
    row = the_event(event)
    assert (row.starts, row.closes_at) == (dt.datetime(2020, 9, 24, 9), closes + week)
    assert {part.id: part.starts for part in row.parts} == {first: before[first] + week, second: before[second] + week}
    assert db.session.get_one(Mailing, number).at == dt.datetime(2020, 9, 17, 8)
    assert the_session(session).starts == dt.datetime(2020, 9, 24, 10)
    move_to(event, NEXT + week, window=False)
    assert the_event(event).closes_at == closes + week


def test_days_that_are_not_exact_cannot_move(inside):
    june = FuzzyDate(dt.date(2022, 6, 1), dt.date(2022, 6, 30), "month")
    vague = make_event("juin-2022", when=june, starts=None, ends=None)
    for event, first in ((vague, NEXT), (make_event(), None), (make_event("autre-2020"), dt.date(2020, 9, 17))):
        with pytest.raises(EntryWrong):
            move_to(event, first)
    with pytest.raises(EventChanged):
        service.reschedule(vague, NEXT, window=True, base=9)


def test_a_change_of_an_activity_concerns_whoever_chose_it(inside):
    event, first, second = furnished()
    for part in (first, second):
        moved = part_entry_of(event, part, room=Written("Salle 2", "Room 2"))
        service.change_part(event, part, moved, base=the_event(event).revision)
    rows = untold([event])[event]
    assert [(row.what, row.part) for row in rows] == [("where", first), ("where", second)]
    assert [number for number, _words in hearers_of(event, rows)] == [1]
    assert tell(event) == 1
    (letter,) = written().values()
    assert "Partie 1 (fr)" in letter.text and "– → Salle 2" in letter.text and "Partie 2" not in letter.text


@pytest.mark.parametrize(
    ("deed", "subject", "status"), [("cancel", "Annulé", b"CANCELLED"), ("postpone", "Reporté", b"CANCELLED")]
)
def test_cancelled_or_postponed_and_then_on_again(event, deed, subject, status):
    service.move(event, deed, reason="La salle a brûlé")
    assert tell(event) == 4
    ada = written()["ada@x.example"]
    assert ada.subject.startswith(subject) and "brûlé" not in ada.text, "the reason is the house's own"
    assert b"STATUS:" + status in ada.attachments[0].data
    with transaction():
        get_event(event).state = "published"
    assert tell(event) == 4
    ada = written()["ada@x.example"]
    assert ada.subject.startswith("Aura lieu malgré tout") and b"CANCELLED" not in ada.attachments[0].data


def test_what_is_changed_back_before_anybody_was_told_is_nobodys_business(event):
    move_to(event, NEXT)
    assert untold([event])
    move_to(event, dt.date(2020, 9, 17))
    assert untold([event]) == {} and notices() == 1


def test_nobody_needs_to_be_told(event):
    change(event, mode="hybrid")
    service.keep_quiet(event, base=the_event(event).revision)
    assert untold([event]) == {} and written() == {}
    with pytest.raises(NothingToTell):
        service.keep_quiet(event, base=the_event(event).revision)


def test_what_would_be_told_is_what_was_read(event):
    change(event, mode="hybrid")
    read = the_event(event).revision
    move_to(event, NEXT)
    with pytest.raises(EventChanged):
        service.tell(event, NOTHING, base=read)
    with pytest.raises(EntryWrong):
        tell(event, Written("Seulement en français"))
    assert written() == {}


def test_of_a_draft_nothing_is_known(inside):
    draft = make_event("brouillon-2020", state="draft")
    change(draft, mode="online")
    assert notices() == 0 and untold([draft]) == {}


def test_a_letter_that_concerns_somebody_no_longer_does_not_go(event):
    change(event, mode="hybrid")
    tell(event)
    registration.cancel(1)
    registration.decline(1, 1)
    db.session.rollback()
    rows = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind.in_(KINDS))).all()
    for row in rows:
        if row.recipient in ("ada@x.example", "eva@x.example"):
            with pytest.raises(LookupError):
                outbox.compose(row)


# --- pages ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_organiser_is_led_to_what_people_will_be_told(app, language):
    with app.app_context():
        event, _first, _second = furnished()
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
        make_person("reader", event_id=event, email="r@x.example", password=PASSWORD)
    here = f"/{language}/organise/rencontre-2020"
    mine = sign_in(app, "o")
    assert ("Tout le monde est au courant" if language == "fr" else "People know everything") in mine.get(
        f"{here}/tell"
    ).text
    led = mine.post(f"{here}/state/postpone", data={"reason": "La salle"})
    assert led.location == f"{here}/tell"
    page = mine.get(led.location).text
    assert ("Reporté" if language == "fr" else "Postponed") in page
    assert ("Écrire à 4 personnes" if language == "fr" else "Write to 4 people") in page
    task = mine.get(f"{here}/").text
    assert ("1 changement dont personne" if language == "fr" else "1 change that people") in task
    half = mine.post(f"{here}/tell", data={"revision": "2", "message-fr": "Un mot", "message-en": ""})
    assert half.status_code == 422 and "Un mot" in half.text
    stale = mine.post(f"{here}/tell", data={"revision": "1"})
    assert stale.status_code == 409 and 'name="revision" value="2"' in stale.text
    done = mine.post(f"{here}/tell", data={"revision": "2"}, follow_redirects=True).text
    assert ("4 courriels sont en route" if language == "fr" else "4 e-mails are on their way") in done
    again = mine.post(f"{here}/tell", data={"revision": "2"}, follow_redirects=True).text
    assert ("plus rien à dire" if language == "fr" else "nothing to tell any more") in again
    assert ("4 courriels" if language == "fr" else "4 e-mails") in mine.get(f"{here}/tell").text
    assert sign_in(app, "r").get(f"{here}/tell").status_code == 403


def test_where_it_concerns_nobody_nobody_is_led_there(app):
    with app.app_context():
        event = make_event("vide-2020")
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
    mine = sign_in(app, "o")
    led = mine.post("/fr/organise/vide-2020/state/postpone", data={"reason": "La salle"})
    assert led.location == "/fr/organise/vide-2020/"
    page = mine.get("/fr/organise/vide-2020/tell").text
    assert "Cela ne concerne personne" in page
    assert mine.post("/fr/organise/vide-2020/tell", data={"revision": "2", "quiet": "y"}).status_code == 302


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_organiser_moves_it_to_other_days(app, language):
    with app.app_context():
        event, _first, _second = furnished()
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
    here, mine = f"/{language}/organise/rencontre-2020", sign_in(app, "o")
    assert f"{here}/reschedule" in mine.get(f"{here}/").text
    page = mine.get(f"{here}/reschedule").text
    assert ("2 activités gardent" if language == "fr" else "2 activities keep") in page
    for sent, status in (
        ({"first_day": "", "revision": "1"}, 422), ({"first_day": "jeudi", "revision": "1"}, 422),
        ({"first_day": "2020-09-17", "revision": "1"}, 422), ({"first_day": "2020-09-24", "revision": "0"}, 409),
    ):  # fmt: skip
        assert mine.post(f"{here}/reschedule", data=sent).status_code == status, sent
    led = mine.post(f"{here}/reschedule", data={"first_day": "2020-09-24", "revision": "1", "window": "y"})
    assert led.location == f"{here}/tell"
    assert ("24 au 26 septembre 2020" if language == "fr" else "September 24–26, 2020") in mine.get(led.location).text
    history = mine.get(f"{here}/history").text
    assert ("Les dates de l’événement ont changé" if language == "fr" else "was moved to other days") in history


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_general_meeting_is_not_moved_to_where_its_notice_comes_too_late(app, language):
    with app.app_context():
        event = make_event(mode="hybrid")
        make_part(event, kind="agm", alone=True)
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
    here, mine = f"/{language}/organise/rencontre-2020/reschedule", sign_in(app, "o")
    sent = {"first_day": "2020-08-27", "revision": "1", "window": "y"}
    page = mine.post(here, data=sent)
    assert page.status_code == 422 and ("dans 10 jours" if language == "fr" else "in 10 days") in page.text.replace(
        "\u00a0", " "
    )
    assert 'name="noticed"' in page.text
    assert mine.post(here, data=sent | {"first_day": "2020-08-01"}).status_code == 422
    assert mine.post(here, data=sent | {"first_day": "2020-09-07"}).status_code == 302, "three weeks are enough"
    assert mine.post(here, data=sent | {"revision": "2", "noticed": "y"}).status_code == 302
