"""Who took part: a report of a call with every line accounted for, what a coordinator knows, certificates."""

import io
import re

import pytest

from aami_events.attendance import queries
from aami_events.attendance.queries import sessions
from aami_events.events.queries import find_event
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration.models import Registration
from tests.factories.signing import sign_in
from tests.integration.attendance.conftest import LANGUAGES, SLUG
from tests.integration.privacy.conftest import send_everything

HERE = f"/fr/organise/{SLUG}/attendance"
#: a session from 11 to 13 h on the first day; the computer of who hosted it writes days first
REPORT = """\ufeffMeeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
812 3456 7890,Atelier,17/09/2020 10:55:12,17/09/2020 13:05:12,host@x.example,130,7,

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
Èvie (Ève Roy),,17/09/2020 11:00:00,17/09/2020 12:50:00,110,Yes,,No
Ada F.,,17/09/2020 11:10:00,17/09/2020 11:40:00,30,Yes,,No
iPhone de Pat,,17/09/2020 11:00:00,17/09/2020 13:00:00,120,Yes,,No
Olu Loin,,17/09/2020 11:00:00,17/09/2020 11:30:00,30,Yes,,No
Olu Loin,,17/09/2020 11:20:00,17/09/2020 11:50:00,30,Yes,,No
Quelqu'un,,17/09/2020 11:00:00,17/09/2020 11:01:00,1,Yes,,Yes
,,17/09/2020 11:00:00,17/09/2020 11:01:00,1,Yes,,No
"""


def bring(client, text: str, place: object = "", name: str = "participants.csv", data: bytes | None = None):
    file = (io.BytesIO(text.encode("utf-8") if data is None else data), name)
    return client.post(f"{HERE}/report", data={"file": file, "place": place})


def words(page) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", page.text)


def test_a_report_is_brought_looked_at_and_written_down(door, organiser):
    answer = bring(organiser, REPORT, door.part)
    assert answer.status_code == 302, answer.text
    page = words(organiser.get(answer.location))
    assert [int(one) for one in re.findall(r"<dd>(\d+)</dd>", page)] == [7, 2, 1, 1, 2]
    assert "Èvie / Ève Roy" in page and "lignes : 8, 9" in page and "en salle d’attente seulement" in page
    assert organiser.post(answer.location, data={"place": door.part, "code-7": "ZZZZZZZZ"}).status_code == 422
    assert organiser.post(answer.location, data={"place": door.part, "code-7": door.codes["Ida"]}).status_code == 422
    said = {"place": door.part, "who-6": door.ids["Ada"], "code-7": door.codes["Pat"].lower()}
    for _again in range(2):
        done = organiser.post(answer.location, data=said, follow_redirects=True)
        assert "4 personnes étaient dans l’appel" in words(done)
    with door.app.app_context():
        event = find_event(SLUG)
        told = {one.row.name: (one.state, one.minutes) for one in sessions.roll(event, event.parts[0])}
        first = queries.find_presence(door.ids["Olu"], door.part).first_in_at
    assert told == {
        "Ève Roy": ("attended", 110), "Ada Field": ("partly", 30), "Pat Due": ("attended", 120),
        "Olu Loin": ("partly", 50),
    }  # fmt: skip
    assert first.isoformat() == "2020-09-17T15:00:00+00:00"


def test_whoever_is_not_confirmed_counts_for_nobody(door, organiser):
    answer = bring(organiser, REPORT, door.part)
    organiser.post(answer.location, data={"place": door.part, "who-6": door.ids["Wes"], "who-7": "999"})
    with door.app.app_context():
        assert {row[0] for row in queries.presences(door.event)} == {door.ids["Ève"], door.ids["Olu"]}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"), (b"\x00\x01", "a.csv"), (b"a;b\n1;2\n", "a.csv"), (b"PK\x03\x04broken", "a.xlsx"),
        (b"Name,E-mail\nA,a@x.example\n", "a.csv"), (b"%PDF-1.4", "a.pdf"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_words(door, organiser, data, name):
    answer = bring(organiser, "", door.part, name, data)
    assert (answer.status_code == 422 and 'class="error"' in answer.text) or "aria-invalid" in answer.text


def test_nobody_reads_the_report_of_another(door, organiser, volunteer):
    location = bring(organiser, REPORT, door.part).location
    other = sign_in(door.app, "r")
    assert other.get(location).status_code == 403 and volunteer().get(location).status_code == 403
    assert organiser.get(re.sub(r"/report/\d+", "/report/999", location)).status_code == 404


def test_a_coordinator_says_how_it_was(door, organiser):
    def mark(who: str, said: str, place: object = door.part):
        return organiser.post(f"{HERE}/{door.ids[who]}", data={"said": said, "place": place})

    def state(who: str) -> str:
        with door.app.app_context():
            event = find_event(SLUG)
            rows = {one.row.id: one.state for one in sessions.roll(event, event.parts[0])}
        return rows.get(door.ids[who], "")

    for said in ("excused", "attended", "absent", "excused", "excused"):
        assert mark("Ève", said).status_code == 302
        assert state("Ève") == said
    assert mark("Wes", "attended").status_code == 302 and state("Wes") == "attended"
    assert mark("Ève", "flown").status_code == 400 and mark("Ida", "attended").status_code == 404
    assert mark("Ève", "attended", "").status_code == 302
    page = organiser.get(f"{HERE}?place={door.part}&state=excused").text
    assert "Ève Roy" in page and "Wes Later" not in page


@LANGUAGES
def test_the_list_and_its_file(door, organiser, language):
    door.scan("Ève", part_id=door.part)
    page = organiser.get(f"{HERE.replace('/fr/', f'/{language}/')}?place={door.part}")
    assert page.status_code == 200 and "Ève Roy" in page.text
    file = organiser.get(f"{HERE}.csv?place={door.part}").data.decode("utf-8-sig").splitlines()
    assert file[0] == "code,name,organisation,state,since,minutes" and "Ève Roy" in file[1] and "attended" in file[1]
    reader = sign_in(door.app, "r")
    assert reader.get(HERE).status_code == 200 and reader.get(f"{HERE}.csv").status_code == 403
    assert reader.post(f"{HERE}/{door.ids['Ève']}", data={"said": "absent"}).status_code == 403


def certificate(door, who: str) -> str:
    with door.app.app_context():
        return sessions.certificate_of(door.ids[who]).code


@LANGUAGES
def test_certificates_are_issued_sent_verified_and_revoked(door, organiser, language):
    door.scan("Ève")
    door.scan("Ada", part_id=door.part, overrule=True)
    done = organiser.post(f"{HERE}/certificates", follow_redirects=True)
    assert "2 attestations ont été délivrées" in words(done)
    assert "0 attestation" in words(organiser.post(f"{HERE}/certificates", follow_redirects=True))
    with door.app.app_context():
        send_everything()
        email = db.session.get_one(Registration, door.ids["Ada"]).email
        (letter,) = db.session.query(OutboxLetter).filter_by(recipient=email, kind="attendance.certificate")
        assert letter.language == "en" and certificate(door, "Ada") in letter.text
    code, visitor = certificate(door, "Ada"), door.app.test_client()
    address = f"/{language}/certificates/{code}"
    page = visitor.get(address)
    assert page.status_code == 200 and "Ada Field" in page.text and "@" not in page.text.split("<main")[1]
    assert visitor.get(f"/{language}/certificates/{code[:4]}-{code[4:].lower()}").status_code == 200
    file = visitor.get(f"{address}.pdf")
    assert file.mimetype == "application/pdf" and file.data.startswith(b"%PDF")
    assert organiser.get(f"{HERE}/certificates.pdf").data.startswith(b"%PDF")
    assert organiser.post(f"{HERE}/certificates/{door.ids['Ada']}/revoke").status_code == 302
    assert organiser.post(f"{HERE}/certificates/{door.ids['Ada']}/revoke").status_code == 404
    page = visitor.get(address)
    assert page.status_code == 200 and "Ada Field" not in page.text
    assert visitor.get(f"{address}.pdf").status_code == 404
    one = organiser.post(f"{HERE}/certificates", data={"registration": door.ids["Ada"]}, follow_redirects=True)
    assert "1 attestation a été délivrée" in words(one) and certificate(door, "Ada") == code


@pytest.mark.parametrize("code", ["x", "2" * 16, "é" * 50, "%00"])
def test_a_code_of_no_certificate(door, client, code):
    assert client.get(f"/fr/certificates/{code}").status_code == 404
    assert client.get(f"/fr/certificates/{code}.pdf").status_code == 404


def test_nobody_who_did_not_come_has_one(door, organiser):
    assert organiser.get(f"{HERE}/certificates.pdf").status_code == 404
    said = organiser.post(f"{HERE}/certificates", data={"registration": door.ids["Ève"]}, follow_redirects=True)
    assert "0 attestation" in words(said)
