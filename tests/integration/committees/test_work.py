"""Outreach, announcements and documents: over the services and over the wire, in both languages."""

import datetime as dt
import io

import pytest
from sqlalchemy import func, select

from aami_events.committees import errors, queries, service
from aami_events.committees.models import Announcement, Contact, Document
from aami_events.committees.queries import work
from aami_events.committees.service import AnnouncementEntry, ContactEntry
from aami_events.events.models import Event
from aami_events.foundation import files
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.wording.queries import worklist
from tests.factories import make_event, make_organisation, make_person
from tests.factories.committees import make_committee, seat
from tests.factories.counting import statements
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language

PASSWORD = "un mot de passe"
HERE = "/fr/committees/rayonnement-fr"
PDF, DAY = b"%PDF-1.7 whole", dt.date(2020, 8, 10)


class There:
    """An outreach committee with a member and an observer, and browsers."""

    def __init__(self, app) -> None:
        self.app = app
        with app.app_context():
            self.event = make_event()
            self.committee = make_committee(self.event, "Rayonnement", kind="outreach")
            for name, role in (("Luc Cyr", "member"), ("Oda Voit", "observer")):
                make_person(None, email=f"{name.split()[0].lower()}@centre.example", password=PASSWORD, name=name)
                number = seat(self.committee, name, role)
                self.luc = self.luc if role == "observer" else number
            make_organisation(
                "nord",
                name=Bilingual.of(fr="Centre du Nord", en="North Centre"),
                region="north",
                email="info@nord.example",
            )
            make_organisation("sud", name=Bilingual.of(fr="Sud", en=None), region="quebec")

    def browser(self, who: str = "luc"):
        client = self.app.test_client()
        client.post("/fr/sign-in", data={"email": f"{who}@centre.example", "password": PASSWORD})
        return client

    def count(self, table) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(table))


@pytest.fixture
def there(app) -> There:
    return There(app)


@pytest.fixture
def inside_there(inside, app) -> There:
    return There(app)


def test_member_organisations_are_brought_in_once(inside_there):
    number = inside_there.committee
    assert service.bring_members(number, "north") == 1
    assert service.bring_members(number, None) == 1 and service.bring_members(number, None) == 0
    rows = work.contacts_of(number)
    assert [(row.organisation_name, row.email, row.region, row.state) for row in rows] == [
        ("Centre du Nord", "info@nord.example", "north", "todo"),
        ("Sud", "", "quebec", "todo"),
    ]


def test_who_was_reached_and_what_came_of_it(inside_there):
    there = inside_there
    number = service.add_contact(there.committee, ContactEntry("Centre du Nord", owner_id=there.luc))
    entry = ContactEntry(
        "North Centre", "Ida", " IDA@Nord.example", "north", "en", "coming", "call", DAY, None, "Oui", there.luc
    )
    service.change_contact(there.committee, number, entry, base=1)
    row = work.find_contact(there.committee, number)
    assert (row.email, row.state, row.way, row.contacted_on) == ("ida@nord.example", "coming", "call", DAY)
    assert row.organisation_id is not None, "known by either name"
    with pytest.raises(errors.Overtaken):
        service.change_contact(there.committee, number, entry, base=1)
    for wrong, faults in (
        (ContactEntry("", state="x"), {"organisation", "state"}),
        (ContactEntry("Centre", language="iu", owner_id=10**6), {"language", "owner"}),
    ):
        with pytest.raises(errors.CommitteeWrong) as refusal:
            service.add_contact(there.committee, wrong)
        assert {name for name, _what in refusal.value.faults} == faults
    other = make_committee(None, "Autre")
    with pytest.raises(errors.NotThere):
        service.remove_contact(other, number)
    service.remove_contact(there.committee, number)
    assert db.session.scalar(select(func.count()).select_from(Contact)) == 0


def test_what_is_known_of_a_contact_goes_when_its_time_is_over(inside_there):
    there = inside_there
    service.add_contact(there.committee, ContactEntry("Centre", "Ida", "ida@nord.example", outcome="Oui"))

    class Over:
        def __init__(self, year: int) -> None:
            self.year = year

        def moment(self, _days: int) -> dt.datetime:
            return dt.datetime(self.year, 1, 1, tzinfo=dt.UTC)

    assert service.forget_contacts(Over(2020), 365, dry=False) == {}
    assert service.forget_contacts(Over(2022), 365, dry=True) == {there.event: 1}
    assert service.forget_contacts(Over(2022), 365, dry=False) == {there.event: 1}
    (row,) = work.contacts_of(there.committee)
    assert (row.organisation_name, row.name, row.email, row.outcome) == ("Centre", "", "", "")
    assert service.forget_contacts(Over(2022), 365, dry=False) == {}


def test_announcements_are_ready_in_both_languages_and_translated_from_the_worklist(inside_there):
    there = inside_there
    french = AnnouncementEntry(Written("Bonjour", ""), Written("Texte", ""), DAY)
    number = service.add_announcement(there.committee, french)
    ready = AnnouncementEntry(Written("Bonjour", ""), Written("Texte", ""), DAY, state="ready")
    with pytest.raises(errors.CommitteeWrong) as refusal:
        service.change_announcement(there.committee, number, ready, base=1)
    assert refusal.value.faults == [("title", "both"), ("text", "both")]
    places = {entry.key: entry.where for entry in worklist(db.session.get_one(Event, there.event))}
    text = places[f"announcement:{number}:text"]
    assert text.value.fr == "Texte"
    both = AnnouncementEntry(
        Written("Bonjour", "Hello"), Written("Texte", "Text"), DAY, "press", "published", there.luc
    )
    service.change_announcement(there.committee, number, both, base=1)
    with pytest.raises(errors.Overtaken):
        service.change_announcement(there.committee, number, both, base=1)
    with pytest.raises(errors.CommitteeWrong):
        service.add_announcement(there.committee, AnnouncementEntry(owner_id=10**6))
    with pytest.raises(errors.NotThere):
        service.remove_announcement(make_committee(None, "Autre"), number)
    service.remove_announcement(there.committee, number)
    assert db.session.scalar(select(func.count()).select_from(Announcement)) == 0


def test_a_document_is_kept_with_its_file_and_goes_with_it(inside_there):
    there = inside_there
    account = queries.find_member(there.committee, there.luc).person_id
    number = service.add_document(there.committee, account, "Procès-verbal du 5 août", "fr", io.BytesIO(PDF), "x.exe")
    row = work.find_document(there.committee, number)
    assert (row.file.name, row.member_id) == ("proces-verbal-du-5-aout.pdf", there.luc)
    packed = service.add_document(there.committee, 0, "Liste", "en", io.BytesIO(b"PK\x03\x04 whole"), "Liste.DOCX")
    assert work.find_document(there.committee, packed).file.name == "liste.docx"
    kept = files.folder() / row.file.key
    assert kept.read_bytes() == PDF
    for title, language, data, fault in (
        ("", "iu", PDF, ["title", "language"]),
        ("Vide", "fr", b"", ["file"]),
        ("Page", "fr", b"<html>", ["file"]),
        ("Grand", "fr", PDF + b"x" * files.LARGEST, ["file"]),
    ):
        with pytest.raises(errors.CommitteeWrong) as refusal:
            service.add_document(there.committee, account, title, language, io.BytesIO(data), "x.pdf")
        assert [name for name, _what in refusal.value.faults] == fault
    with pytest.raises(errors.NotThere):
        service.remove_document(make_committee(None, "Autre"), number)
    service.remove_document(there.committee, number)
    assert not kept.exists() and db.session.scalar(select(func.count()).select_from(Document)) == 1


PAGES = ("outreach", "outreach/new", "announcements", "announcements/new", "documents")
CONTACT = {"organisation": "Centre", "language": "fr", "state": "todo", "revision": "1"}
ANNOUNCEMENT = {"title-fr": "Bonjour", "due_on": "2020-08-20", "channel": "press", "state": "planned", "revision": "1"}


@LANGUAGES
def test_pages_empty_and_full(there, language):
    luc, here = there.browser(), HERE.replace("/fr/", f"/{language}/")
    for _round in range(2):
        for path in PAGES:
            page = luc.get(f"{here}/{path}")
            assert page.status_code == 200 and in_language(page.text, language), path
        luc.post(f"{here}/outreach/members", data={"region": "north"})
        luc.post(f"{here}/outreach/new", data={**CONTACT, "again_on": "2020-08-01", "owner": there.luc})
        luc.post(f"{here}/announcements/new", data={**ANNOUNCEMENT, "due_on": "2020-08-01", "owner": there.luc})
        luc.post(f"{here}/documents", data={"title": "Notes", "language": "fr", "file": (io.BytesIO(PDF), "n.pdf")})
    desk = luc.get(f"/{language}/committees/").text
    assert "Bonjour" in desk and "outreach/2" in desk
    assert luc.get(f"{here}/outreach?q=nord&region=north&state=todo").text.count('id="contact-') == 1
    assert luc.get(f"{here}/outreach?q=rien").text.count('id="contact-') == 0


def test_who_may_do_what(there):
    luc, oda, stranger = there.browser(), there.browser("oda"), there.app.test_client()
    luc.post(f"{HERE}/outreach/new", data=CONTACT)
    luc.post(f"{HERE}/announcements/new", data=ANNOUNCEMENT)
    luc.post(f"{HERE}/documents", data={"title": "Notes", "language": "fr", "file": (io.BytesIO(PDF), "n.pdf")})
    reads = ("outreach", "outreach.csv", "announcements", "documents", "documents/1")
    assert [oda.get(f"{HERE}/{path}").status_code for path in reads] == [200] * 5
    assert [stranger.get(f"{HERE}/{path}").status_code for path in reads] == [302] * 5
    for path in (
        "outreach/new",
        "outreach/members",
        "outreach/1",
        "outreach/1/remove",
        "announcements/new",
        "announcements/1/remove",
        "documents/1/remove",
        "documents",
    ):
        assert oda.post(f"{HERE}/{path}", data={}).status_code == 403, path
    assert there.count(Contact) == there.count(Announcement) == there.count(Document) == 1
    file = luc.get(f"{HERE}/documents/1")
    assert file.headers["Content-Disposition"] == "attachment; filename=notes.pdf" and file.data == PDF
    for path in ("outreach/9", "announcements/9", "documents/9"):
        assert luc.get(f"{HERE}/{path}").status_code == 404
        assert luc.post(f"{HERE}/{path}/remove").status_code == 404
    for path in ("outreach/1", "announcements/1", "documents/1"):
        assert luc.post(f"{HERE}/{path}/remove").status_code == 302
    assert there.count(Contact) + there.count(Announcement) + there.count(Document) == 0


def test_what_is_written_wrongly_stays_on_the_page(there):
    luc = there.browser()
    luc.post(f"{HERE}/outreach/new", data=CONTACT)
    luc.post(f"{HERE}/announcements/new", data=ANNOUNCEMENT)
    for path, data, code in (
        ("outreach/new", {}, 422),
        ("outreach/new", {**CONTACT, "state": "contacted", "email": "x", "organisation": "x" * 300}, 422),
        ("outreach/new", {**CONTACT, "state": "coming", "contacted_on": "2030-01-01"}, 422),
        ("outreach/1", {**CONTACT, "state": "x"}, 422),
        ("outreach/1", {**CONTACT, "revision": "7"}, 409),
        ("announcements/new", {}, 422),
        ("announcements/1", {**ANNOUNCEMENT, "state": "ready"}, 422),
        ("announcements/1", {**ANNOUNCEMENT, "revision": "7"}, 409),
        ("documents", {}, 422),
        ("documents", {"title": "x", "language": "fr", "file": (io.BytesIO(b"<svg>"), "x.svg")}, 422),
    ):
        answer = luc.post(f"{HERE}/{path}", data=data)
        assert answer.status_code == code, (path, data)
        assert_summary_leads_to_fields(answer.text)
    assert luc.post(f"{HERE}/outreach/1", data={**CONTACT, "name": "Ida"}).status_code == 302
    assert luc.post(f"{HERE}/announcements/1", data={**ANNOUNCEMENT, "title-en": "Hello"}).status_code == 302


def test_the_list_as_a_file(there):
    luc = there.browser()
    full = {
        **CONTACT,
        "organisation": "=Centre",
        "state": "coming",
        "way": "call",
        "contacted_on": "2020-08-10",
        "owner": there.luc,
    }
    luc.post(f"{HERE}/outreach/new", data={**full, "region": "north"})
    text = luc.get(f"{HERE}/outreach.csv").get_data().decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=Centre,") and "2020-08-10" in text and "Luc Cyr" in text
    assert luc.get(f"{HERE}/outreach.xlsx").data.startswith(b"PK")


def test_pages_take_as_many_queries_for_three_as_for_one(there):
    luc, counts = there.browser(), {}
    for turn in range(2):
        for number in range(1 + 2 * turn):
            luc.post(f"{HERE}/outreach/new", data={**CONTACT, "organisation": f"C{turn}{number}", "owner": there.luc})
            luc.post(f"{HERE}/announcements/new", data={**ANNOUNCEMENT, "owner": there.luc})
            given = {"title": "Notes", "language": "fr", "file": (io.BytesIO(PDF), "n.pdf")}
            luc.post(f"{HERE}/documents", data=given)
        for path in (f"{HERE}/outreach", f"{HERE}/announcements", f"{HERE}/documents", "/fr/committees/"):
            luc.get(path)
            with there.app.app_context(), statements() as made:
                luc.get(path)
            counts.setdefault(path, []).append(len(made))
    assert {path: made for path, made in counts.items() if made[0] != made[1]} == {}
