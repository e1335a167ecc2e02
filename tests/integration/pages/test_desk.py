"""The organisers' desk through its pages."""

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as sql_event
from sqlalchemy import func, select

from aami_events.foundation import jobs
from aami_events.foundation.database import db
from aami_events.foundation.tables import read_table
from aami_events.registration import exports, service
from aami_events.registration.models import AccessRequest, Registration
from aami_events.registration.views import files
from tests.factories import make_entry, make_event, make_person, register
from tests.factories.eventbrite import EVENTBRITE
from tests.factories.reading import last_letter


def everyone() -> int:
    return db.session.scalar(select(func.count()).select_from(Registration)) or 0


def queries_of(engine, client: FlaskClient, address: str) -> tuple[str, int]:
    """The page, and how many queries it took."""
    asked: list[str] = []

    def listener(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    sql_event.listen(engine, "before_cursor_execute", listener)
    try:
        text = client.get(address).text
        return text, len(asked)
    finally:
        sql_event.remove(engine, "before_cursor_execute", listener)


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(app, client: FlaskClient):
    with app.app_context():
        event = make_event(capacity=None)
        make_person("administrator", email="admin@exemple.example", password="un mot de passe")
        register(event)
    client.post("/fr/sign-in", data={"email": "admin@exemple.example", "password": "un mot de passe"})
    address = "/fr/organise/rencontre-2020/attendees?q=personne"
    counts = []
    for more in (0, 2):
        with app.app_context():
            for _ in range(more):
                register(event)
            engine = db.engine
        client.get(address)
        text, count = queries_of(engine, client, address)
        counts.append(count)
        assert text.count('scope="row"') == 1 + more
    assert counts[0] == counts[1]


@pytest.fixture
def organiser(app, client: FlaskClient) -> FlaskClient:
    with app.app_context():
        event = make_event(capacity=5)
        make_person("organiser", event_id=event, email="o@exemple.example", password="un mot de passe")
        register(event, name="Zoé Côté", email="zoe@b.example", access_needs="LSQ")
    answer = client.post("/fr/sign-in", data={"email": "o@exemple.example", "password": "un mot de passe"})
    assert answer.status_code == 302
    return client


HERE = "/fr/organise/rencontre-2020"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/attendees",
        "/attendees?sort=newest&q=zoe",
        "/attendees?page=junk",
        "/attendees/1",
        "/attendees/1/change",
        "/attendees/new",
        "/attendees/export",
        "/attendees/import",
        "/outbox",
        "/outbox/1",
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_desk_opens_in_both_languages(organiser, path, language):
    answer = organiser.get(f"/{language}/organise/rencontre-2020{path or '/'}")
    assert answer.status_code == 200
    assert f'<html lang="{language}-CA"' in answer.text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/attendees/new", "/attendees/1/change"])
def test_an_organisers_form_speaks_of_the_person_not_to_them(organiser, path, language):
    address = f"/{language}/organise/rencontre-2020{path}"
    for page in (organiser.get(address), organiser.post(address, data={"name": " "})):
        words = re.sub(r"<[^>]*>", " ", page.text.partition('<form class="ask"')[2].partition("</form>")[0])
        assert not re.search(r"\b(vous|votre|vos|you|your|my|mon|ma|mes|je|I)\b", words), words
    assert page.status_code == 422


@pytest.mark.parametrize(("language", "words"), [("fr", "En ligne"), ("en", "Online")])
def test_the_history_speaks_in_words_not_in_keys(app, organiser, language, words):
    with app.app_context():
        service.change(1, make_entry(name="Zoé Côté", email="zoe@b.example", mode="online", access_needs="ASL"))
    page = organiser.get(f"/{language}/organise/rencontre-2020/attendees/1").text
    history = page.partition('<ol class="history"')[2].partition("</ol>")[0]
    assert f"→ {words}" in history and "→ online" not in history and "general," not in history
    assert "•" not in history and "ASL" not in history, "what is sensitive has changed, and no more is said"


@pytest.mark.parametrize(("file", "said"), [("one.csv", "1 personne a été"), ("two.csv", "2 personnes ont été")])
def test_how_many_were_imported_is_said_in_the_right_number(organiser, file, said):
    people = ["name,email", "Zoé Un,un@b.example", "Zoé Deux,deux@b.example"]
    data = "\n".join(people[: 2 if file == "one.csv" else 3]).encode()
    plan = organiser.post(f"{HERE}/attendees/import", data={"file": (io.BytesIO(data), file)})
    answer = organiser.post(plan.location, data={"which": "good"}, follow_redirects=True)
    assert said in answer.text


def test_a_letter_is_read_without_the_persons_own_key(organiser):
    text = organiser.get(f"{HERE}/outbox/1").text
    assert "/fr/registrations/…" in text


def test_a_list_goes_out_and_comes_in_by_the_pages(organiser, app):
    out = organiser.get(f"{HERE}/attendees.csv?column=name&column=email&heading=keys")
    assert out.text.lstrip("\ufeff").splitlines() == ["name,email", "Zoé Côté,zoe@b.example"]
    book = organiser.get(f"{HERE}/attendees.xlsx")
    assert read_table(book.data, "list.xlsx").rows[0][1][1] == "Zoé Côté"
    given = {"file": (io.BytesIO(EVENTBRITE.encode()), "report.csv")}
    plan = organiser.post(f"{HERE}/attendees/import", data=given)
    assert plan.status_code == 302 and organiser.get(plan.location).status_code == 200
    nothing = organiser.post(plan.location, data={"which": "all"})
    with app.app_context():
        assert (nothing.status_code, everyone()) == (302, 1)
    organiser.post(plan.location, data={"which": "good"})
    with app.app_context():
        assert everyone() == 4


def test_the_first_screen_has_the_events_that_are_ones_own(organiser, app):
    with app.app_context():
        make_event("autre-2020")
        make_person(email="sans-role@exemple.example", password="un mot de passe")
    mine = organiser.get("/fr/organise/").text
    assert f'href="{HERE}/"' in mine
    assert "autre-2020" not in mine
    organiser.post("/fr/sign-out")
    organiser.post("/fr/sign-in", data={"email": "sans-role@exemple.example", "password": "un mot de passe"})
    nobodys = organiser.get("/fr/organise/")
    assert nobodys.status_code == 200
    assert "<table" not in nobodys.text and "-2020" not in nobodys.text


def follow(organiser: FlaskClient, app, address: str, task: str) -> str:
    """The page of a long job once the consumer has done it; before that, it says that one may look again."""
    number = int(address.rpartition("/")[2])
    assert f'href="{address}"' in organiser.get(address).text
    with app.app_context():
        jobs.perform(app, task, number)
    page = organiser.get(address).text
    assert f'href="{address}"' not in page, "there is nothing more to wait for"
    return page


def test_a_long_workbook_is_made_by_the_consumer_and_fetched(organiser, app, monkeypatch):
    monkeypatch.setattr(files, "INLINE_ROWS", 0)
    asked = organiser.get(f"{HERE}/attendees.xlsx?column=name&column=email")
    assert organiser.get(f"{asked.location}/file").status_code == 404, "it is not made yet"
    assert f"{asked.location}/file" in follow(organiser, app, asked.location, "registration.export")
    book = organiser.get(f"{asked.location}/file")
    assert [values for _line, values in read_table(book.data, "list.xlsx").rows] == [["Zoé Côté", "zoe@b.example"]]


def test_a_long_list_is_loaded_by_the_consumer(organiser, app, monkeypatch):
    monkeypatch.setattr(files, "INLINE_LINES", 0)
    given = {"file": (io.BytesIO(EVENTBRITE.encode()), "report.csv")}
    plan = organiser.post(f"{HERE}/attendees/import", data=given)
    asked = organiser.post(plan.location, data={"which": "good"})
    page = follow(organiser, app, asked.location, "registration.import")
    assert f'href="{HERE}/attendees"' in page
    with app.app_context():
        assert everyone() == 4


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("junk.csv", bytes(range(256)) * 40),
        ("junk.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("empty.csv", b""),
        ("x.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(organiser, app, name, data):
    answer = organiser.post(f"{HERE}/attendees/import", data={"file": (io.BytesIO(data), name)})
    assert answer.status_code == 422 and 'class="error"' in answer.text
    with app.app_context():
        assert everyone() == 1


def test_a_state_is_changed_with_a_reason_or_not_at_all(organiser, app):
    assert organiser.post(f"{HERE}/attendees/1/move", data={"state": "cancelled"}).status_code == 422
    assert organiser.post(f"{HERE}/attendees/1/move", data={"state": "nowhere", "reason": "r"}).status_code == 400
    assert (
        organiser.post(f"{HERE}/attendees/1/move", data={"state": "cancelled", "reason": "maladie"}).status_code == 302
    )
    assert "maladie" in organiser.get(f"{HERE}/attendees/1").text
    with app.app_context():
        assert last_letter().kind == "registration.cancelled"


def test_a_reader_sees_no_access_needs_and_changes_nothing(app, client):
    with app.app_context():
        event = make_event()
        make_person("reader", event_id=event, email="r@exemple.example", password="un mot de passe")
        register(event, access_needs="besoin secret")
        assert db.session.scalar(select(AccessRequest.text)) == "besoin secret"
    client.post("/fr/sign-in", data={"email": "r@exemple.example", "password": "un mot de passe"})
    page = client.get(f"{HERE}/attendees/1")
    assert page.status_code == 200 and "besoin secret" not in page.text
    for path in ("attendees.csv", "attendees/new", "attendees/1/change", "attendees/import", "outbox"):
        assert client.get(f"{HERE}/{path}").status_code == 403
    assert client.post(f"{HERE}/attendees/1/move", data={"state": "cancelled", "reason": "x"}).status_code == 403


def test_another_events_desk_is_closed(organiser, app):
    with app.app_context():
        other = make_event("autre-2020")
        number = register(other)
    assert organiser.get("/fr/organise/autre-2020/attendees").status_code == 403
    assert organiser.get(f"{HERE}/attendees/{number}").status_code == 404
    assert organiser.get("/fr/organise/nulle-part/attendees").status_code == 404


def test_someone_else_s_import_file_and_job_are_not_there(organiser, app, client):
    given = {"file": (io.BytesIO(EVENTBRITE.encode()), "report.csv")}
    address = organiser.post(f"{HERE}/attendees/import", data=given).location
    with app.app_context():
        make_person("administrator", email="autre@exemple.example", password="un mot de passe")
    organiser.post("/fr/sign-out")
    client.post("/fr/sign-in", data={"email": "autre@exemple.example", "password": "un mot de passe"})
    assert client.get(address).status_code == 404
    assert client.get("/fr/organise/jobs/1").status_code == 404


def test_a_long_file_that_could_not_be_made_says_so(organiser, app, monkeypatch):
    """At once, and not when the claim of its process runs out."""
    monkeypatch.setattr(files, "INLINE_ROWS", 0)
    page = organiser.get(f"{HERE}/attendees.xlsx").location
    assert "commence dans un instant" in organiser.get(page).text
    monkeypatch.setattr(exports, "workbook", lambda *_: 1 / 0)
    jobs.perform(app, "registration.export", int(page.rsplit("/", 1)[1]))
    text = organiser.get(page).text
    assert "pas fonctionné" in text
    assert "commence dans un instant" not in text
