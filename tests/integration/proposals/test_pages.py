"""The call and proposals over the wire: for strangers, for who holds a link, for organisers; in both languages."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.proposals import queries, service
from aami_events.proposals.models import Proposal
from aami_events.proposals.queries import lists
from tests.factories import make_event, make_person
from tests.factories.proposals import kind_of, open_call, propose, the_proposal
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language

HERE = f"/fr/events/{SLUG}/propose"
WORK = f"/fr/organise/{SLUG}"
PASSWORD = "un mot de passe"


@pytest.fixture
def event(app) -> int:
    with app.app_context():
        number = make_event(SLUG)
        open_call(number)
        make_person("organiser", event_id=number, email="olga@x.example", password=PASSWORD)
        make_person("reader", event_id=number, email="rita@x.example", password=PASSWORD)
    return number


@pytest.fixture
def talk(app, event) -> str:
    with app.app_context():
        return str(kind_of(event))


@pytest.fixture
def form(talk) -> dict[str, str]:
    return {
        "form_key": "a form of its own",
        "title-fr": "Écrans <b>",
        "title-en": "",
        "abstract-fr": "Un *résumé*.",
        "format": talk,
        "minutes": "30",
        "languages": "fr",
        "name": "Ana Roy",
        "email": "ana@centre.example",
        "language": "fr",
    }


def browser(app, who: str) -> FlaskClient:
    client = app.test_client()
    assert client.post("/fr/sign-in", data={"email": f"{who}@x.example", "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def olga(app, event) -> FlaskClient:
    return browser(app, "olga")


def stored(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Proposal)) or 0


def link(app, event: int, email: str = "ana@centre.example") -> str:
    with app.app_context():
        return f"/fr/proposals/{queries.token(queries.find_speaker(event, email))}"


@LANGUAGES
def test_the_form_in_both_languages(client, event, language):
    page = client.get(f"/{language}/events/{SLUG}/propose")
    assert page.status_code == 200 and in_language(page.text, language)
    assert ("<strong>tout</strong>" if language == "fr" else "<em>all</em>") in page.text
    assert "Toronto" in page.text
    assert f"/events/{SLUG}/propose" in client.get(f"/{language}/events/{SLUG}").text


def test_something_is_proposed_and_the_rest_is_in_a_letter(app, client, event, form):
    answer = client.post(HERE, data=form)
    assert answer.status_code == 302 and answer.location.endswith("/proposed")
    page = client.get(answer.location)
    assert page.status_code == 200 and "ana@centre.example" not in page.text
    assert client.post(HERE, data=form).status_code == 302 and stored(app) == 1
    own = client.get(link(app, event))
    assert "Écrans &lt;b&gt;" in own.text and "<em>résumé</em>" in own.text
    assert (own.headers["Cache-Control"], own.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title-fr": ""}, "title-fr"),
        ({"title-fr": "x" * 201}, "title-fr"),
        ({"abstract-fr": ""}, "abstract-fr"),
        ({"abstract-fr": "x" * 2_001}, "abstract-fr"),
        ({"format": ""}, "format"),
        ({"format": "999999"}, "format"),
        ({"format": "\u0664"}, "format"),
        ({"minutes": "14"}, "minutes"),
        ({"minutes": "une heure"}, "minutes"),
        ({"languages": ""}, "languages"),
        ({"languages": "xx"}, "languages"),
        ({"track": "999999"}, "track"),
        ({"fee": "beaucoup"}, "fee"),
        ({"sign_video": "javascript:alert(1)"}, "sign_video"),
        ({"voices": "Bob"}, "voices"),
        ({"works-0-artist": "Ana"}, "works-0-title"),
        ({"works-0-title": "x", "works-0-year": "mil"}, "works-0-year"),
        ({"works-0-title": "x" * 201}, "works-0-title"),
        ({"name": " "}, "name"),
        ({"email": "ana"}, "email"),
        ({"language": "xx"}, "language"),
        ({"biography-fr": "x" * 2_001}, "biography-fr"),
    ],
)
def test_what_is_refused_and_nothing_is_lost(app, client, event, form, change, field):
    answer = client.post(HERE, data=form | change)
    assert answer.status_code == 422 and stored(app) == 0, field
    assert_summary_leads_to_fields(answer.text)
    assert f'href="#{field}"' in answer.text
    kept = {"Ana Roy", "ana@centre.example", "a form of its own"} - {form.get(name) for name in change}
    assert all(text in answer.text for text in kept)


def test_more_rows_and_a_screening_with_its_works(app, client, event, form):
    with app.app_context():
        screening = str(kind_of(event, "screening"))
    works = {
        "format": screening,
        "minutes": "90",
        "works-0-title": "Quais",
        "works-1-title": "",
        "works-2-title": "Grain",
    }
    more = client.post(HERE, data=form | works | {"action": "more"})
    assert more.status_code == 200 and stored(app) == 0
    assert "works-7-title" in more.text and 'value="Quais"' in more.text
    assert client.post(HERE, data=form | {"format": screening, "minutes": "90"}).status_code == 422
    assert client.post(HERE, data=form | works | {"fee": "250,50"}).status_code == 302
    with app.app_context():
        (row,) = lists.everything(event, lists.Filter())
        assert [work.title for work in row.works] == ["Quais", "Grain"] and row.fee_asked_cents == 25_050


def test_a_draft_is_kept_and_gone_on_with(app, client, event, form):
    draft = {name: form[name] for name in ("form_key", "name", "email", "language")}
    assert client.post(HERE, data=draft | {"action": "keep"}).status_code == 302
    own = link(app, event)
    assert "sans titre" in client.get(own).text
    with app.app_context():
        (row,) = lists.everything(event, lists.Filter())
        here = f"{own}/{row.id}"
    page = client.get(here)
    assert page.status_code == 200
    revision = re.search(r'name="revision" value="(\d+)"', page.text)[1]
    assert client.post(here, data=form | {"revision": revision, "minutes": "5"}).status_code == 422
    assert client.post(here, data=form | {"revision": revision, "action": "more"}).status_code == 200
    assert client.post(here, data=form | {"revision": revision, "action": "keep"}).status_code == 302
    overtaken = client.post(here, data=form | {"revision": revision, "title-fr": "Le mien"})
    assert overtaken.status_code == 409 and "Le mien" in overtaken.text
    again = re.search(r'name="revision" value="(\d+)"', overtaken.text)[1]
    assert client.post(here, data=form | {"revision": again, "title-fr": "Le mien"}).status_code == 302
    with app.app_context():
        row = the_proposal(event, row.id)
        assert (row.state, row.title.fr) == ("submitted", "Le mien")


def test_a_page_of_ones_own(app, client, event, form):
    voices = {"voices": "Bob Cyr <bob@centre.example>"}
    client.post(HERE, data=form | voices)
    ana, bob = link(app, event), link(app, event, "bob@centre.example")
    with app.app_context():
        (row,) = lists.everything(event, lists.Filter())
        number = row.id
    page = client.get(bob).text
    assert "proposée par Ana Roy" in page and f"{number}/accept" in page and f"{number}/withdraw" not in page
    assert client.get(f"{bob}/{number}").status_code == 404, "only who proposed it changes it"
    assert client.post(f"{bob}/{number}/withdraw").status_code == 404
    assert client.post(f"{bob}/{number}/accept").status_code == 302
    assert "participe" in client.get(ana).text
    assert client.post(f"{bob}/{number}/decline").status_code == 302
    assert client.post(f"{ana}/{number}/accept").status_code == 404
    profile = {
        "name": "Ana Marie Roy",
        "language": "en",
        "region": "nowhere",
        "understands": "lsq",
        "biography-en": "Films.",
    }
    assert client.get(f"{ana}/profile").status_code == 200
    assert client.post(f"{ana}/profile", data=profile).status_code == 302
    assert client.post(f"{ana}/profile", data=profile | {"name": ""}).status_code == 422
    assert "Ana Marie Roy" in client.get(ana).text and "LSQ" in client.get(ana).text
    assert client.post(f"{ana}/{number}/withdraw").status_code == 302
    assert "retirée" in client.get(ana).text and client.get(f"{ana}/{number}").status_code == 404


def test_links_that_are_no_good(app, client, event, form):
    client.post(HERE, data=form)
    good = link(app, event)
    for forged in (good[:-2], good + "x", "/fr/proposals/x", "/fr/proposals/%F0%9F%92%A9"):
        for path in ("", "/1", "/profile"):
            assert client.get(forged + path).status_code == 404
        assert client.post(forged + "/1/withdraw").status_code == 404
    assert client.get(f"{good}/999999").status_code == 404


@LANGUAGES
def test_before_and_after_the_call(app, client, event, form, language, clock):
    here = f"/{language}/events/{SLUG}/propose"
    assert client.get(f"/{language}/events/{SLUG}/proposed").status_code == 200
    client.post(HERE, data=form)
    clock.forward(days=-20)
    early = client.get(here)
    assert early.status_code == 200 and "Toronto" in early.text and client.post(here, data=form).status_code == 403
    clock.forward(days=40)
    late = client.get(here)
    assert late.status_code == 200 and 'name="email"' in late.text and client.post(here, data=form).status_code == 403
    assert client.post(here + "/link", data={"email": "ana@centre.example"}).status_code == 302
    assert client.post(here + "/link", data={"email": "rien"}).status_code == 422
    assert client.get(link(app, event)).status_code == 200
    assert "/propose" not in client.get(f"/{language}/events/{SLUG}").text
    assert stored(app) == 1


def test_an_event_without_a_call(app, client):
    with app.app_context():
        make_event("sans-appel-2020")
    assert client.get("/fr/events/sans-appel-2020/propose").status_code == 404
    assert client.get("/fr/events/rien/propose").status_code == 404


CALL = {
    "text-fr": "Neuf",
    "text-en": "",
    "opens-day": "2020-08-01",
    "opens-time": "9 h",
    "closes-day": "2020-09-01",
    "closes-time": "17:00",
}


def test_an_organiser_writes_the_call(app, olga, event):
    page = olga.get(WORK + "/call")
    assert page.status_code == 200 and "Présentation" in page.text
    revision = re.search(r'name="revision" value="(\d+)"', page.text)[1]
    assert olga.post(WORK + "/call", data=CALL | {"revision": revision}).status_code == 302
    overtaken = olga.post(WORK + "/call", data=CALL | {"revision": revision, "text-fr": "Le mien"})
    assert overtaken.status_code == 409 and "Le mien" in overtaken.text
    for change, field in (
        ({"closes-day": "2020-07-01"}, "closes-day"),
        ({"closes-day": "2020-08-02"}, "closes-day"),
        ({"opens-day": "", "opens-time": ""}, "opens-day"),
        ({"closes-day": "demain"}, "closes-day"),
        ({"text-fr": "x" * 20_001}, "text-fr"),
    ):
        answer = olga.post(WORK + "/call", data=CALL | {"revision": "2"} | change)
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text, change
    with app.app_context():
        assert queries.find_call(event).revision == 2


def test_an_organiser_offers_types_and_themes(app, olga, event, talk):
    kind = {"name-fr": "Marche", "name-en": "Walk", "minutes": "40", "least": "20", "most": "60", "works": "y"}
    new, one = WORK + "/call/formats/new", f"{WORK}/call/formats/{talk}"
    assert [olga.get(path).status_code for path in (new, one, WORK + "/call/tracks/new")] == [200] * 3
    assert olga.post(new, data=kind).status_code == 302 and olga.post(one, data=kind).status_code == 302
    for change, field in (
        ({"name-fr": "", "name-en": ""}, "name-fr"),
        ({"least": "50"}, "least"),
        ({"most": "x"}, "most"),
    ):
        answer = olga.post(new, data=kind | change)
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text
    assert (
        olga.post(WORK + "/call/tracks/new", data={"name-fr": "Lieux", "description-en": "Places"}).status_code == 302
    )
    assert olga.post(WORK + "/call/tracks/new", data={"name-fr": ""}).status_code == 422
    assert olga.post(f"{one}/retire").status_code == 302 and olga.post(f"{one}/restore").status_code == 302
    assert olga.post(WORK + "/call/usual").status_code == 302
    for nowhere in (WORK + "/call/formats/999999", WORK + "/call/tracks/999999"):
        assert [olga.get(nowhere).status_code, olga.post(nowhere + "/retire").status_code] == [404, 404]
    with app.app_context():
        assert [row.name.fr for row in queries.formats_of(event)].count("Marche") == 2


@LANGUAGES
def test_an_organiser_reads_searches_and_takes_the_list_along(app, olga, event, language):
    work = f"/{language}/organise/{SLUG}"
    assert olga.get(f"{work}/proposals").status_code == 200
    with app.app_context():
        works = (service.WorkEntry("Quais", "Donalda"),)
        number = propose(event, "=Écrans", works=works, technical="Noir", sign_video="https://video.example/x")
        propose(event, "Autre", "Zoé Nord")
    page = olga.get(f"{work}/proposals?q=ecrans").text
    assert "=Écrans" in page and "Zoé Nord" not in page
    assert olga.get(f"{work}/proposals?q=rien").status_code == 200
    one = olga.get(f"{work}/proposals/{number}")
    assert one.status_code == 200 and "Quais" in one.text and "ana@centre.example" in one.text
    rows = list(csv.reader(io.StringIO(olga.get(f"{work}/proposals.csv").get_data(as_text=True))))
    assert [row[2] for row in rows[1:]] == ["'=Écrans", "Autre"] and len(rows[0]) == 18
    assert olga.get(f"{work}/proposals.xlsx?q=ecrans").data[:2] == b"PK"
    assert olga.get(f"{work}/proposals/999999").status_code == 404
    cockpit = olga.get(f"{work}/").text
    assert f"{work}/call" in cockpit and f"{work}/proposals" in cockpit


def test_access_needs_are_nowhere_among_the_organisers_pages(app, olga, event, client, form):
    client.post(HERE, data=form | {"access_needs": "xqinterprete"})
    with app.app_context():
        (row,) = lists.everything(event, lists.Filter())
    for path in ("/proposals", f"/proposals/{row.id}", "/proposals.csv"):
        assert "xqinterprete" not in olga.get(WORK + path).text
    assert "xqinterprete" in client.get(link(app, event)).text


def test_others_are_kept_out(app, event):
    paths = ("/call", "/call/formats/new", "/proposals", "/proposals.csv", "/proposals/1")
    rita = browser(app, "rita")
    assert [rita.get(WORK + path).status_code for path in paths] == [403] * len(paths)
    assert [app.test_client().get(WORK + path).status_code for path in paths] == [302] * len(paths)
    assert "/call" not in rita.get(WORK + "/").text
