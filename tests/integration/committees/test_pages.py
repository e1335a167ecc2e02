"""Committees over the wire: for who sits there, for organisers, for strangers; in both languages."""

import re

import pytest
from flask.testing import FlaskClient

from aami_events.committees import queries, service
from aami_events.foundation.bilingual import Written
from tests.factories import make_event, make_person
from tests.factories.committees import invite, make_committee, seat, the_member
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language

HERE = "/fr/committees/programmation-fr"
PASSWORD = "un mot de passe"
PAGES = (HERE + "/", HERE + "/tasks")


class There:
    """The numbers of what is there, and browsers."""

    def __init__(self, app) -> None:
        self.app = app
        with app.app_context():
            self.event = make_event()
            self.committee = make_committee(self.event)
            self.chair = self._seat("Ana Chai", "chair")
            self.member = self._seat("Luc Cyr", "member", region=None)
            self.observer = self._seat("Oda Voit", "observer")
            make_person("organiser", event_id=self.event, email="olga@x.example", password=PASSWORD)
            make_person("reader", event_id=self.event, email="rita@x.example", password=PASSWORD)
            make_person("administrator", email="admin@x.example", password=PASSWORD)
            self.task = service.add_task(self.committee, service.TaskEntry("Appeler", "fr", "Une note", self.member))

    def _seat(self, name: str, role: str, **says) -> int:
        email = f"{name.split()[0].lower()}@centre.example"
        make_person(None, email=email, password=PASSWORD, name=name)
        return seat(self.committee, name, role, **says)

    def browser(self, email: str) -> FlaskClient:
        client = self.app.test_client()
        assert client.post("/fr/sign-in", data={"email": email, "password": PASSWORD}).status_code == 302
        return client

    def key(self, member: int) -> str:
        with self.app.app_context():
            return queries.token(the_member(member))

    def invited(self, name: str = "Léa Roy", **says) -> tuple[int, str]:
        with self.app.app_context():
            number = invite(self.committee, name, **says)
        return number, self.key(number)

    def members(self) -> list[tuple[str, str, str]]:
        with self.app.app_context():
            return [(row.name, row.role, row.state) for row in queries.members_of(self.committee)]


@pytest.fixture
def there(app) -> There:
    return There(app)


@LANGUAGES
def test_what_who_sits_there_sees(there, language):
    luc = there.browser("luc@centre.example")
    desk = luc.get(f"/{language}/committees/")
    assert desk.status_code == 200 and in_language(desk.text, language) and "Appeler" in desk.text
    assert desk.headers["Cache-Control"] == "no-store"
    page = luc.get(HERE.replace("/fr/", f"/{language}/") + "/").text
    assert "<strong>tout</strong>" in page if language == "fr" else "<em>everything</em>" in page
    assert "Ana Chai" in page and "members/invite" not in page
    assert "Appeler" in luc.get(HERE.replace("/fr/", f"/{language}/") + "/tasks").text


def test_who_sees_what(there):
    at_home = {"ana": "centre", "luc": "centre", "oda": "centre", "olga": "x", "rita": "x", "admin": "x"}
    paths = (*PAGES, HERE + "/tasks/new", HERE + "/members/invite")
    browsers = {who: there.browser(f"{who}@{where}.example") for who, where in at_home.items()}
    seen = {who: [client.get(path).status_code for path in paths] for who, client in browsers.items()}
    assert seen == {
        "ana": [200, 200, 200, 200],
        "luc": [200, 200, 200, 403],
        "oda": [200, 200, 403, 403],
        "olga": [200, 200, 200, 200],
        "rita": [403] * 4,
        "admin": [200] * 4,
    }
    assert [there.app.test_client().get(path).status_code for path in PAGES] == [302, 302]


def test_the_organiser_of_another_event_sees_nothing(there):
    with there.app.app_context():
        other = make_event("autre-2020")
        make_person("organiser", event_id=other, email="otto@x.example", password=PASSWORD)
    otto = there.browser("otto@x.example")
    assert [otto.get(path).status_code for path in PAGES] == [403, 403]
    page = otto.get("/fr/organise/committees/")
    assert page.status_code == 200 and "Programmation" not in page.text


def test_somebody_is_invited_and_answers(there, client):
    ana = there.browser("ana@centre.example")
    form = {"name": "Léa Roy", "email": "lea@centre.example", "language": "en", "role": "substitute", "reads": "fr"}
    answer = ana.post(HERE + "/members/invite", data=form)
    assert answer.status_code == 302 and ("Léa Roy", "substitute", "invited") in there.members()
    with there.app.app_context():
        (row,) = [row for row in queries.members_of(there.committee) if row.name == "Léa Roy"]
    link = f"/en/committees/invitation/{there.key(row.id)}"
    before = there.members()
    page = client.get(link)
    assert page.status_code == 200 and "Will you join us?" in page.text and there.members() == before
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client.post(link + "/decline").status_code == 302
    assert "You have declined" in client.get(link).text
    assert client.post(link + "/accept").status_code == 302
    assert "You are on the committee" in client.get(link).text
    assert ("Léa Roy", "substitute", "accepted") in there.members()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": ""}, "email"),
        ({"email": "personne"}, "email"),
        ({"email": "luc@centre.example"}, "email"),
        ({"role": "chair"}, "role"),
        ({"role": "queen"}, "role"),
        ({"language": "xx"}, "language"),
        ({"starts": "hier"}, "starts"),
        ({"starts": "2020-09-02", "ends": "2020-09-01"}, "ends"),
        ({"organisation": "x" * 201}, "organisation"),
    ],
)
def test_what_is_refused_of_an_invitation(there, change, field):
    ana, before = there.browser("ana@centre.example"), there.members()
    form = {"name": "Léa Roy", "email": "lea@centre.example", "language": "fr", "role": "member", "reads": "fr"}
    answer = ana.post(HERE + "/members/invite", data=form | change)
    assert answer.status_code == 422 and there.members() == before
    assert_summary_leads_to_fields(answer.text)
    assert f'href="#{field}"' in answer.text


def test_a_seat_is_changed_ended_and_written_to_again(there):
    ana, here = there.browser("ana@centre.example"), f"{HERE}/members/{there.member}"
    assert "luc@centre.example" in ana.get(here).text
    assert ana.post(here, data={"role": "observer", "region": "nowhere", "reads": "xx"}).status_code == 302
    assert ("Luc Cyr", "observer", "accepted") in there.members()
    assert ana.post(here, data={"role": "chair"}).status_code == 422
    assert ana.post(here, data={"role": "x"}).status_code == 422
    waiting, _key = there.invited()
    assert ana.post(f"{HERE}/members/{waiting}/again").status_code == 302
    page = ana.post(f"{here}/again", follow_redirects=True)
    assert "Rien n’a été fait" in page.text
    luc = there.browser("luc@centre.example")
    assert ana.post(f"{here}/end").status_code == 302 and luc.get(PAGES[0]).status_code == 403
    assert [ana.get(here).status_code, ana.post(f"{here}/end").status_code] == [404, 404]
    assert ana.get(f"{HERE}/members/999999").status_code == 404


def test_links_that_are_no_good(there, client):
    number, key = there.invited()
    for forged in ("x", key[:-2], key + "x", "%F0%9F%92%A9"):
        assert client.get(f"/fr/committees/invitation/{forged}").status_code == 404
        assert client.post(f"/fr/committees/invitation/{forged}/accept").status_code == 404
    with there.app.app_context():
        entry = service.CommitteeEntry(Written("Programmation", ""), ends=queries.this_day().replace(day=1))
        service.change(there.committee, entry, base=1)
    page = client.get(f"/fr/committees/invitation/{key}")
    assert page.status_code == 410 and "terminé ses travaux" in page.text
    assert client.post(f"/en/committees/invitation/{key}/accept").status_code == 410
    with there.app.app_context():
        assert the_member(number).state == "invited"
        service.end_term(there.committee, number)
    assert client.get(f"/fr/committees/invitation/{key}").status_code == 404


def test_tasks_over_the_wire(there):
    luc = there.browser("luc@centre.example")
    assert luc.get(HERE + "/tasks/new").status_code == 200
    form = {"title": "Écrire <b>", "note": "", "owner": str(there.chair), "due_on": "2020-08-01"}
    assert luc.post(HERE + "/tasks/new", data=form).status_code == 302
    page = luc.get(HERE + "/tasks").text
    assert "Écrire &lt;b&gt;" in page and "en retard" in page
    here = f"{HERE}/tasks/{there.task}"
    revision = re.search(r'name="revision" value="(\d+)"', luc.get(here).text)[1]
    assert luc.post(here, data=form | {"title": "Rappeler", "revision": revision}).status_code == 302
    overtaken = luc.post(here, data=form | {"title": "Crier", "revision": revision})
    assert overtaken.status_code == 409 and "Crier" in overtaken.text and "entre-temps" in overtaken.text
    again = re.search(r'name="revision" value="(\d+)"', overtaken.text)[1]
    assert luc.post(here, data=form | {"title": "Crier", "revision": again}).status_code == 302
    assert luc.post(f"{here}/done").status_code == 302 and "faite" in luc.get(HERE + "/tasks").text
    assert luc.post(f"{here}/undone").status_code == 302
    assert luc.post(f"{here}/remove").status_code == 302
    assert [luc.get(here).status_code, luc.post(f"{here}/done").status_code] == [404, 404]
    assert luc.post(here, data=form).status_code == 404


@pytest.mark.parametrize(
    "change", [{"title": " "}, {"title": "x" * 201}, {"owner": "999999"}, {"owner": "moi"}, {"due_on": "demain"}]
)
def test_what_is_refused_of_a_task(there, change):
    luc = there.browser("luc@centre.example")
    for path in (HERE + "/tasks/new", f"{HERE}/tasks/{there.task}"):
        answer = luc.post(path, data={"title": "Écrire", "owner": "", "due_on": "", "revision": "1"} | change)
        assert answer.status_code == 422, path
        assert_summary_leads_to_fields(answer.text)
    with there.app.app_context():
        assert [row.title for row in queries.tasks_of(there.committee)] == ["Appeler"]


NEW = {"name-fr": "Rayonnement", "name-en": "", "kind": "outreach", "event": "", "milestone": ""}


def test_an_administrator_sets_up_a_committee_for_no_event(there):
    admin = there.browser("admin@x.example")
    assert "Programmation" in admin.get("/fr/organise/committees/").text
    assert admin.get("/fr/organise/committees/new").status_code == 200
    answer = admin.post("/fr/organise/committees/new", data=NEW)
    assert answer.status_code == 302 and answer.location.endswith("/fr/committees/rayonnement/")
    page = admin.get(answer.location).text
    assert "Personne ne siège encore ici" in page
    edit = "/fr/organise/committees/rayonnement/edit"
    assert admin.post(edit, data=NEW | {"revision": "1", "mandate-fr": "Joindre"}).status_code == 302
    overtaken = admin.post(edit, data=NEW | {"revision": "1", "mandate-fr": "Autre"})
    assert overtaken.status_code == 409 and "Autre" in overtaken.text
    assert admin.post(edit, data=NEW | {"revision": "2", "name-fr": ""}).status_code == 422


def test_an_organiser_sets_up_committees_for_their_event_only(there):
    olga = there.browser("olga@x.example")
    with there.app.app_context():
        other = make_event("autre-2020")
    for event in ("", str(other), "999999"):
        answer = olga.post("/fr/organise/committees/new", data=NEW | {"event": event})
        assert answer.status_code == 422 and 'href="#event"' in answer.text, event
    assert olga.post("/fr/organise/committees/new", data=NEW | {"event": str(there.event)}).status_code == 302
    edit = "/fr/organise/committees/rayonnement/edit"
    assert olga.post(edit, data=NEW | {"event": str(other), "revision": "1"}).status_code == 422
    assert olga.get(f"/fr/organise/committees/new?event={there.event}").status_code == 200
    luc = there.browser("luc@centre.example")
    assert [luc.get(path).status_code for path in ("/fr/organise/committees/", edit)] == [403, 403]


def test_the_cockpit_says_what_is_late_and_the_menu_leads_there(there):
    olga = there.browser("olga@x.example")
    with there.app.app_context():
        service.add_task(there.committee, service.TaskEntry("Vieux", "fr", due_on=queries.this_day().replace(month=1)))
    page = olga.get("/fr/organise/rencontre-2020/").text
    assert "1 tâche en retard" in page and HERE in page
    assert "/fr/organise/committees/" in olga.get("/fr/").text
    assert "/fr/committees/" in there.browser("luc@centre.example").get("/fr/").text
    assert "committees" not in there.browser("rita@x.example").get("/fr/").text
    assert "Comités" not in there.browser("rita@x.example").get("/fr/organise/rencontre-2020/").text


def test_nothing_yet(app):
    with app.app_context():
        make_person("administrator", email="admin@x.example", password=PASSWORD)
        make_person(None, email="seul@x.example", password=PASSWORD)
    pages = (("admin", "/fr/organise/committees/", "Aucun comité"), ("seul", "/fr/committees/", "aucun comité"))
    for who, path, word in pages:
        client = app.test_client()
        client.post("/fr/sign-in", data={"email": f"{who}@x.example", "password": PASSWORD})
        page = client.get(path)
        assert page.status_code == 200 and word in page.text
