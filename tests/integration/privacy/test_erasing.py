"""Somebody is erased: no trace of them in any table, file or export, and every count as before."""

import pytest
from sqlalchemy import select

from aami_events.events.queries import get_event
from aami_events.foundation import files, jobs
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.jobs import CalledOff, Job
from aami_events.foundation.outbox import OutboxLetter
from aami_events.people.errors import LastAdministrator
from aami_events.privacy import queries, service
from aami_events.privacy.errors import AccountInUse, NobodyFound, SharedAddress
from aami_events.registration import exports
from aami_events.registration import queries as registrations
from aami_events.registration.queries import attendees
from tests.factories import make_person, register
from tests.factories.reading import the
from tests.factories.traces import everywhere, readable
from tests.integration.privacy.conftest import EMAIL, SAID, WORDS

pytestmark = pytest.mark.usefixtures("inside")


def exported(event_id: int) -> str:
    header, rows = exports.table(get_event(event_id), attendees.Filter(), codes=True)
    return readable(exports.workbook(header, list(rows), "liste"))


def test_each_word_stands_somewhere_before(planted):
    """Or the test below would prove nothing."""
    found = everywhere(*WORDS)
    assert {word for word in WORDS if not any(place.endswith(word) for place in found)} == set()
    assert "files: xqprenom" in found
    assert "xqprenom" in exported(planted.event).lower()


def test_an_erased_person_has_left_no_trace_and_counts_stay(planted):
    before, code = registrations.counts_by_state(planted.event), the(planted.registration).code
    erased = service.erase_person(EMAIL.upper(), close_account=True)
    assert erased == {"people": 1, "registration": 1}
    assert everywhere(*WORDS, code) == []
    assert not any(word in exported(planted.event).lower() for word in WORDS)
    assert registrations.counts_by_state(planted.event) == before == {"confirmed": 2}
    assert registrations.places_out_of_step() == []
    assert (the(planted.registration).name, the(planted.registration).province) == ("—", "QC")
    assert queries.find(EMAIL) == {}


def test_the_others_stay_as_they_were(planted):
    service.erase_person(EMAIL, close_account=True)
    assert the(planted.other).name == "Ariane Tremblay"
    assert registrations.consents_of(planted.other) == {"listing": True}
    letters = db.session.scalars(select(OutboxLetter.recipient)).all()
    assert set(letters) == {"ariane@centre.example"}


def test_it_is_written_down_without_saying_who(planted):
    service.erase_person(EMAIL, close_account=True)
    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None
    said = (last.action, last.diff, last.reason)
    assert said == ("privacy.erased", {"people": [None, 1], "registration": [None, 1]}, "")


def test_the_personal_link_ends(planted, client):
    token = registrations.token(the(planted.registration))
    assert client.get(f"/fr/registrations/{token}").status_code == 200
    service.erase_person(EMAIL, close_account=True)
    for path in ("", "/change", "/data.json"):
        assert client.get(f"/fr/registrations/{token}{path}").status_code == 410


def test_what_is_being_made_is_called_off(planted):
    """Whatever a process that is at it still writes, nobody can fetch it."""
    waiting = db.session.scalars(select(Job.id).where(Job.state == "waiting")).one()
    running = jobs.claim_job(waiting)
    assert running is not None
    service.erase_person(EMAIL, close_account=True)
    with pytest.raises(CalledOff):
        jobs.report(waiting, state="done", file_id=3)
    jobs.report(waiting, state="failed")
    db.session.expire_all()
    job = db.session.get_one(Job, waiting)
    assert (job.state, job.file_id, job.request) == ("failed", None, {})
    assert not (files.folder() / planted.files[0]).exists()


def test_nobody_is_found_under_an_address_without_anybody(planted):
    for address in ("personne@nulle.example", "", "   ", "\x00", "x" * 5000):
        with pytest.raises(NobodyFound):
            service.erase_person(address)
    with pytest.raises(NobodyFound):
        service.erase_person(EMAIL, "Ariane Tremblay")


def test_of_several_people_with_one_address_only_the_one_who_is_meant(planted):
    colleague = register(planted.event, name="Zoé Côté", email=EMAIL)
    with pytest.raises(SharedAddress) as refusal:
        service.erase_person(EMAIL, close_account=True)
    assert refusal.value.names == ["Xqprenom Xqfamille", "Zoé Côté"]
    assert the(planted.registration).name == SAID["name"], "nothing happened"
    service.erase_person(EMAIL, "xqprenom  XQFAMILLE", close_account=True)
    assert (the(planted.registration).name, the(colleague).name) == ("—", "Zoé Côté")
    kinds = db.session.execute(select(OutboxLetter.subject_id).where(OutboxLetter.recipient == EMAIL)).scalars()
    assert set(kinds) == {colleague}, "the letters of the one who stays"


def test_everyone_with_an_address_if_that_is_what_is_meant(planted):
    colleague = register(planted.event, name="Zoé Côté", email=EMAIL)
    assert service.erase_person(EMAIL, everyone=True, close_account=True)["registration"] == 2
    assert the(colleague).name == "—"
    assert everywhere("xqadresse") == []


def test_an_account_with_roles_goes_only_if_that_is_said(planted):
    with pytest.raises(AccountInUse) as refusal:
        service.erase_person(EMAIL)
    assert refusal.value.roles == ["reader"]
    assert the(planted.registration).name == SAID["name"], "nothing happened"


def test_the_last_administrator_cannot_be_erased(inside):
    make_person("administrator", email="admin@exemple.example")
    with pytest.raises(LastAdministrator):
        service.erase_person("admin@exemple.example", close_account=True)
    assert queries.find("admin@exemple.example") != {}


def test_the_command_asks_first_and_says_why_not(planted, inside):
    run = inside.test_cli_runner().invoke
    asked = run(args=["privacy", "erase", EMAIL], input="n\n")
    assert asked.exit_code == 1 and "Xqprenom" in asked.output
    refused = run(args=["privacy", "erase", EMAIL, "--yes"])
    assert refused.exit_code == 1 and "--close-account" in refused.output
    assert the(planted.registration).name == SAID["name"]
    done = run(args=["privacy", "erase", EMAIL, "--yes", "--close-account"])
    assert (done.exit_code, the(planted.registration).name) == (0, "—")
    nobody = run(args=["privacy", "erase", EMAIL, "--yes"])
    assert nobody.exit_code == 1 and "nothing is kept" in nobody.output


def test_the_command_will_not_guess_who_is_meant(planted, inside):
    register(planted.event, name="Zoé Côté", email=EMAIL)
    run = inside.test_cli_runner().invoke
    refused = run(args=["privacy", "erase", EMAIL, "--yes"])
    assert refused.exit_code == 1 and "--name" in refused.output
    make_person("administrator", email="admin@exemple.example")
    last = run(args=["privacy", "erase", "admin@exemple.example", "--yes", "--close-account"])
    assert last.exit_code == 1 and "last administrator" in last.output
