"""A list of proposals is looked at line by line, and brought in wholly or not at all."""

import io
from secrets import token_hex

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.foundation.tables import csv_rows
from aami_events.people.models import Person
from aami_events.proposals import errors, exports, service
from aami_events.proposals.imports import ColumnsMissing, read_lines
from aami_events.proposals.models import Proposal
from aami_events.proposals.queries.lists import Filter, everything
from aami_events.questions.queries import asked_by
from tests.factories import make_event, make_person, make_question
from tests.factories.proposals import open_call, propose
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language

HEAD = "Title,Summary,Type,Given in,Name,E-mail,Theme,Length in minutes"
GOOD = "Lieux,Un résumé,Présentation,fr,Zoé Nord,zoe@nord.example,Lieux (fr),20"
MORE = "Images,Un résumé,talk,en,Max Vif,max@vif.example,,"
PASSWORD = "un mot de passe"
HERE = f"/fr/organise/{SLUG}/proposals/import"


def sheet(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Proposal))


@pytest.fixture
def event(inside) -> int:
    number = make_event(SLUG)
    open_call(number)
    return number


def brought(event: int, *lines: str):
    return [(one.number, one.proposer, one.pitch) for one in read_lines(sheet(*lines), "x.csv", event)]


def test_lines_come_in_once_and_nobody_is_written_to(event, app):
    with app.test_request_context("/fr/"):
        lines = brought(event, GOOD, MORE)
    assert service.bring_in(event, lines) == 2
    rows = everything(event, Filter(state="submitted"))
    assert [(row.title.fr, row.minutes, row.languages, row.speakers[0].speaker.email) for row in rows] == [
        ("Lieux", 20, ["fr"], "zoe@nord.example"),
        ("Images", 30, ["en"], "max@vif.example"),
    ]
    assert rows[0].track is not None and all(row.speakers[0].state == "accepted" for row in rows)
    assert db.session.scalar(select(func.count()).select_from(OutboxLetter)) == 0
    assert service.judge(event, lines) == ({}, {2, 3}) and service.bring_in(event, lines) == 0
    assert service.bring_in(event, [*lines, lines[0]]) == 0


def test_one_broken_line_keeps_all_of_them_out(event, app):
    with app.test_request_context("/fr/"):
        lines = brought(event, GOOD, "Images,,Présentation,fr,Max,max@vif.example,,500")
    faults, twins = service.judge(event, lines)
    assert faults == {3: [("abstract", "abstract_missing"), ("minutes", "minutes_range")]} and twins == set()
    with pytest.raises(errors.ProposalWrong):
        service.bring_in(event, lines)
    assert count() == 0


def test_who_is_known_keeps_their_profile_and_several_come_with_one(event, app):
    propose(event, "Autre", "Zoé Nord")
    line = 'Lieux,Un résumé,talk,fr,"Zoe N, Max Vif, Zoe N","zoé@centre.example,max@vif.example,zoé@centre.example",,'
    with app.test_request_context("/fr/"):
        lines = brought(event, line)
    service.bring_in(event, lines)
    row = everything(event, Filter(q="lieux"))[0]
    assert [one.speaker.name for one in row.speakers] == ["Zoé Nord", "Max Vif"]


@LANGUAGES
def test_our_own_export_can_be_read_again(event, app, language):
    works = (service.WorkEntry("Marée", "Léo Cyr"), service.WorkEntry("Nuit"))
    make_question(event, "shown", form="call")
    others = (service.Voice("Max Vif", "max@vif.example"),)
    propose(event, "Film", "Ana Roy", works=works, voices=others, answers={"shown": ["Jamais"]})
    with app.test_request_context(f"/{language}/"):
        header, rows = exports.table(everything(event, Filter()), asked_by("call", event))
        data = b"".join(csv_rows(header, rows))
        other = make_event("autre-2020")
        open_call(other)
        (line,) = read_lines(data, "x.csv", other)
    assert line.faults == [] and service.bring_in(other, [(line.number, line.proposer, line.pitch)]) == 1
    (row,) = everything(other, Filter())
    assert row.abstract.fr == "Un résumé." and [work.title for work in row.works] == ["Marée", "Nuit"]
    assert [one.speaker.name for one in row.speakers] == ["Ana Roy", "Max Vif"]


def test_a_list_without_its_columns(event, app):
    with app.test_request_context("/fr/"), pytest.raises(ColumnsMissing):
        read_lines(b"Title,Name\nx,y", "x.csv", event)


@pytest.fixture
def sign_in(app):
    """Organisers of the event with an open call, each another person."""
    with app.app_context():
        event = make_event(SLUG)
        open_call(event)

    def enter() -> FlaskClient:
        with app.app_context():
            number = make_person("organiser", event_id=event, password=PASSWORD, email=f"{token_hex(4)}@x.example")
            email = db.session.get_one(Person, number).email
        client = app.test_client()
        assert client.post("/fr/sign-in", data={"email": email, "password": PASSWORD}).status_code == 302
        return client

    return enter


def given(data: bytes, name: str = "liste.csv") -> dict[str, object]:
    return {"file": (io.BytesIO(data), name)}


@LANGUAGES
def test_pages_say_what_would_happen(app, sign_in, language):
    organiser, here = sign_in(), HERE.replace("/fr/", f"/{language}/")
    assert in_language(organiser.get(here).text, language)
    wrong = "Images,,Danse,klingon,Max,max@vif.example,Temps,x"
    plan = organiser.post(here, data=given(sheet(GOOD, wrong))).headers["Location"]
    page = organiser.get(plan).text
    assert in_language(page, language) and page.count("<p>") >= 4 and 'method="post"' not in page.partition("<main")[2]
    assert organiser.post(plan).headers["Location"] == plan
    plan = organiser.post(here, data=given(sheet(GOOD, MORE))).headers["Location"]
    assert "zoe@nord.example" in organiser.get(plan).text
    assert organiser.post(plan).headers["Location"].endswith("/proposals")
    assert organiser.get(plan).text.count('<td class="number">') == 2 and organiser.post(plan).status_code == 302
    with app.app_context():
        assert count() == 2


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "x.csv"),
        (b"\xff\xd8\xff", "x.xlsx"),
        (b"Title,Name\nx,y", "x.csv"),
        (sheet(), "x.csv"),
        (sheet(*[GOOD] * 2_001), "x.csv"),
        (b"x" * (10 * 1024 * 1024 + 1), "x.csv"),
    ],
    ids=["empty", "a picture", "without columns", "no line", "too many lines", "too large"],
)
def test_what_is_no_list(sign_in, data, name):
    organiser = sign_in()
    answer = organiser.post(HERE, data=given(data, name))
    assert answer.status_code == 422
    assert_summary_leads_to_fields(answer.text)
    assert organiser.post(HERE).status_code == 422


def test_somebody_elses_file(sign_in):
    first, second = sign_in(), sign_in()
    plan = first.post(HERE, data=given(sheet(GOOD))).headers["Location"]
    assert second.get(plan).status_code == second.post(plan).status_code == 404
    assert first.get(f"{HERE}/999").status_code == 404
