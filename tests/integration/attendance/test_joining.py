"""Everyone's own way to an online session: told to nobody else, within its hours, and it can be revoked."""

import datetime as dt

import pytest

from aami_events.attendance import jobs, queries, service
from aami_events.attendance.errors import AddressWrong, NotThere
from aami_events.attendance.models import JoiningLink, JoiningPass
from aami_events.attendance.queries import sessions
from aami_events.attendance.service import Seen
from aami_events.events.queries import find_event
from aami_events.foundation import clock
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration.models import Registration
from aami_events.registration.queries import token
from aami_events.registration.service import cancel, move
from tests.factories import make_part, register
from tests.integration.attendance.conftest import LANGUAGES, SLUG
from tests.integration.privacy.conftest import send_everything

HERE = f"/fr/organise/{SLUG}/attendance/joining"
PLATFORM = "https://zoom.example/j/8123?pwd=secret"
#: a session from 11 to 13 h in Toronto on the first day
BEFORE = dt.datetime(2020, 9, 17, 14, 0, tzinfo=dt.UTC)
DURING = dt.datetime(2020, 9, 17, 14, 50, tzinfo=dt.UTC)
AFTER = dt.datetime(2020, 9, 17, 17, 31, tzinfo=dt.UTC)


@pytest.fixture
def session(door, organiser) -> int:
    """A workshop online, for which Ada is registered; its address is set."""
    with door.app.app_context():
        part = make_part(door.event, mode="online")
        door.ids["Uma"] = register(door.event, name="Uma Loin", mode="online", parts=(part,), category="general")
        row = db.session.get_one(Registration, door.ids["Uma"])
        assert row.state == "waiting"  # the event is full: she waits
        cancel(door.ids["Ada"])
        cancel(door.ids["Wen"])
        cancel(door.ids["Wes"])
        move(door.ids["Uma"], "confirmed", reason="test")
    answer = organiser.post(HERE, data={"place": part, "url": PLATFORM, "before": "15"})
    assert answer.status_code == 302, answer.text
    return part


def way(door, who: str) -> str:
    with door.app.app_context():
        return f"/fr/registrations/{token(db.session.get_one(Registration, door.ids[who]))}"


def link_of(door, part: int | None) -> int:
    with door.app.app_context():
        return db.session.query(JoiningLink).filter_by(part_id=part).one().id


def test_one_joins_in_its_hours_and_is_present(door, client, session):
    own, link = way(door, "Uma"), link_of(door, session)
    with clock.stopped(BEFORE):
        page = client.get(f"{own}/join")
        assert page.status_code == 200 and "ouvre le 17 septembre 2020" in page.text and "zoom.example" not in page.text
        refused = client.post(f"{own}/join/{link}")
        assert refused.status_code == 409 and "zoom.example" not in refused.text
    with clock.stopped(DURING):
        assert "zoom.example" not in client.get(f"{own}/join").text
        gone = client.post(f"{own}/join/{link}")
        assert gone.headers["Refresh"] == f"1; url={PLATFORM}" and gone.headers["Referrer-Policy"] == "no-referrer"
        assert client.post(f"{own}/join/{link}").status_code == 200
    with clock.stopped(AFTER):
        assert client.post(f"{own}/join/{link}").status_code == 409
    with door.app.app_context():
        event = find_event(SLUG)
        part = next(part for part in event.parts if part.id == session)
        assert [(one.row.name, one.state) for one in sessions.roll(event, part)] == [("Uma Loin", "attended")]
        assert db.session.query(JoiningPass).one().used_at == DURING
        service.note_report(event, session, [Seen(door.ids["Uma"], DURING, 20)])
        assert [one.state for one in sessions.roll(event, part)] == ["partly"], "a report knows for how long"


def test_who_has_no_place_there_has_no_way(door, client, session):
    link = link_of(door, session)
    for who in ("Olu", "Ève", "Cam"):
        with clock.stopped(DURING):
            assert client.post(f"{way(door, who)}/join/{link}").status_code == 404
            assert client.get(f"{way(door, who)}/join").status_code == 200
    assert client.get("/fr/registrations/nobody/join").status_code == 404
    own = way(door, "Uma")
    with door.app.app_context():
        cancel(door.ids["Uma"])
    with clock.stopped(DURING):
        assert client.post(f"{own}/join/{link}").status_code == 404


def test_a_way_is_revoked_and_allowed_again(door, client, organiser, session):
    own, link = way(door, "Uma"), link_of(door, session)
    here = f"{HERE}/{link}"
    assert "Uma Loin" in organiser.get(here).text
    for revoked, status in (("1", 409), ("0", 200)):
        organiser.post(f"{here}/{door.ids['Uma']}", data={"revoked": revoked})
        with clock.stopped(DURING):
            assert client.post(f"{own}/join/{link}").status_code == status
    assert organiser.post(f"{here}/{door.ids['Ida']}", data={"revoked": "1"}).status_code == 404
    assert organiser.get(f"{HERE}/999").status_code == 404


@LANGUAGES
def test_addresses_are_set_corrected_and_taken_away(door, organiser, session, language):
    here = HERE.replace("/fr/", f"/{language}/")
    assert organiser.get(here).status_code == 200
    for wrong in ("http://zoom.example", "javascript:alert(1)", "https://x.example/" + "a" * 1000):
        refused = organiser.post(here, data={"place": session, "url": wrong, "before": "15"})
        assert refused.status_code == 422 and 'aria-invalid="true"' in refused.text
    assert organiser.post(here, data={"place": "999", "url": PLATFORM}).status_code == 404
    organiser.post(here, data={"place": "", "url": PLATFORM, "before": "x"})
    organiser.post(here, data={"place": session, "url": PLATFORM, "before": "99999"})
    with door.app.app_context():
        assert {row.part_id: row.opens_before for row in db.session.query(JoiningLink)} == {None: 15, session: 1440}
    organiser.post(here, data={"place": session, "url": ""})
    organiser.post(here, data={"place": session, "url": ""})
    with door.app.app_context():
        assert [row.part_id for row in db.session.query(JoiningLink)] == [None]


def test_people_are_told_once_shortly_before(door, session):
    with door.app.app_context():
        with clock.stopped(BEFORE - dt.timedelta(hours=3)):
            assert jobs.tell_how_to_join() == 0
        with clock.stopped(BEFORE):
            assert jobs.tell_how_to_join() == 1 and jobs.tell_how_to_join() == 0
            (letter,) = db.session.query(OutboxLetter).filter_by(kind="attendance.joining")
            assert letter.recipient == db.session.get_one(Registration, door.ids["Uma"]).email
            send_everything()
        db.session.expire_all()
        (letter,) = db.session.query(OutboxLetter).filter_by(kind="attendance.joining")
        assert letter.state == "sent" and "Partie" in letter.subject and "zoom.example" not in letter.text


def test_nobody_is_told_of_what_they_may_not_join_by_then(door, session):
    with door.app.app_context(), clock.stopped(BEFORE):
        assert service.write_letters() == 1
        service.set_revoked(find_event(SLUG), link_of(door, session), door.ids["Uma"], revoked=True)
        with pytest.raises(LookupError):  # and so it is given up
            send_everything()


def test_who_has_no_address_is_not_written_to(door, session):
    with door.app.app_context(), clock.stopped(BEFORE):
        with transaction():
            db.session.get_one(Registration, door.ids["Uma"]).email = ""
        assert service.write_letters() == 0


def test_what_the_service_refuses(door, inside, session):
    event = find_event(SLUG)
    with pytest.raises(NotThere):
        service.set_link(event, 999, PLATFORM, 15)
    with pytest.raises(AddressWrong):
        service.set_link(event, session, "ftp://x.example", 15)
    with pytest.raises(NotThere):
        service.join(door.ids["Uma"], 999)
    with pytest.raises(NotThere):
        service.set_revoked(event, 999, door.ids["Uma"], revoked=True)
    with clock.stopped(DURING):
        assert service.join(door.ids["Uma"], link_of(door, session)) == PLATFORM
        assert queries.find_presence(door.ids["Uma"], session).first_in_at == DURING
