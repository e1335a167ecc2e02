"""Pictures of proposals and of people: given, described, replaced, taken back; seen by those who may."""

import io

import pytest
from sqlalchemy import func, select

from aami_events.foundation import files
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.foundation.files import StoredFile
from aami_events.foundation.points import personal_data
from aami_events.proposals import queries, service
from aami_events.proposals.errors import CallClosed, NotThere, ProposalWrong
from aami_events.proposals.models import Picture
from aami_events.proposals.queries import pictures
from tests.factories import make_event
from tests.factories.pictures import a_picture, opened
from tests.factories.proposals import open_call, propose, the_proposal
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language
from tests.integration.proposals.test_pages import browser, event, link, olga  # noqa: F401

SHOWS = Written("Un quai", "A wharf")
ENTRY = service.PictureEntry(a_picture(), SHOWS, "Zoé Nord")
FORM = {"alternative-fr": "Un quai <b>", "alternative-en": "", "credit": "Zoé & Cie"}


def sent(data: bytes | None = None, **says: str) -> dict[str, object]:
    """What a browser sends."""
    return {**FORM, **says, "file": (io.BytesIO(a_picture() if data is None else data), "quai.jpg")}


@pytest.fixture
def proposal(app, event) -> int:  # noqa: F811
    with app.app_context():
        return propose(event)


@pytest.fixture
def desk(app, event, proposal) -> str:  # noqa: F811
    """One's own page of the proposal."""
    return f"{link(app, event)}/{proposal}"


#: names of files that a test has come across; other tests leave some in the folder too
SEEN: set[str] = set()


@pytest.fixture(autouse=True)
def unseen() -> None:
    SEEN.clear()


def kept() -> tuple[int, int, int]:
    """How many pictures, rows of files, and of the files that were ever seen here in the folder there are."""
    db.session.expire_all()
    keys = db.session.scalars(select(StoredFile.key)).all()
    SEEN.update(keys)
    rows = db.session.scalar(select(func.count()).select_from(Picture)) or 0
    return rows, len(keys), len(SEEN & {path.name for path in files.folder().iterdir()})


@LANGUAGES
def test_one_gives_a_picture_and_sees_it(app, client, event, proposal, desk, language):  # noqa: F811
    desk = desk.replace("/fr/", f"/{language}/")
    page = client.get(f"{desk}/picture")
    assert page.status_code == 200 and in_language(page.text, language)
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    answer = client.post(f"{desk}/picture", data=sent())
    assert answer.status_code == 302
    own = client.get(answer.location).text
    assert (
        f'src="{desk}/picture.jpg" width="400" height="300" alt="Un quai &lt;b&gt;"' in own and "Zoé &amp; Cie" in own
    )
    file = client.get(f"{desk}/picture.jpg")
    assert opened(file.data).size == (400, 300)
    assert (file.mimetype, file.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert client.get(f"{desk}/picture.jpg", headers={"If-None-Match": file.headers["ETag"]}).status_code == 304
    described = client.post(f"{desk}/picture", data={**FORM, "alternative-en": "A wharf"})
    assert described.status_code == 302
    with app.app_context():
        row = pictures.of_proposal(proposal)
        assert row and row.alternative.texts() == {"fr": "Un quai <b>", "en": "A wharf"} and kept() == (1, 1, 1)
    assert client.post(f"{desk}/picture/remove").status_code == 302
    assert client.get(f"{desk}/picture.jpg").status_code == 404
    with app.app_context():
        assert kept() == (0, 0, 0)
    assert client.post(f"{desk}/picture/remove").status_code == 302, "again changes nothing"


@LANGUAGES
@pytest.mark.parametrize(
    ("given", "field"),
    [
        (sent(b"<svg/>"), "file"),
        (sent(b""), "file"),
        (sent(a_picture("GIF")), "file"),
        (sent(a_picture(size=(50, 50))), "file"),
        (sent(a_picture("PNG", size=(4000, 3000), mode="1", colour=0)), "file"),
        (FORM, "file"),
        ({**FORM, "file": "un texte"}, "file"),
        (sent(**{"alternative-fr": " ", "alternative-en": ""}), "alternative-fr"),
        (sent(**{"alternative-fr": "x" * 401}), "alternative-fr"),
        (sent(credit=""), "credit"),
        (sent(credit="x" * 201), "credit"),
    ],
)
def test_what_is_refused_and_nothing_is_kept(app, client, desk, given, field, language):
    if isinstance(given.get("file"), tuple):  # a stream is read once
        stream, name = given["file"]
        given = {**given, "file": (io.BytesIO(stream.getvalue()), name)}
    answer = client.post(f"{desk.replace('/fr/', f'/{language}/')}/picture", data=given)
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text
    assert_summary_leads_to_fields(answer.text)
    assert "Zoé" in answer.text or field == "credit", "nothing typed is lost"
    with app.app_context():
        assert kept() == (0, 0, 0)


def test_who_may_and_when(inside, event, proposal):  # noqa: F811
    ana = the_proposal(event, proposal).speakers[0].speaker_id
    bob = the_proposal(event, propose(event, "Autre", "Bob Blé")).speakers[0].speaker_id
    with pytest.raises(NotThere):
        service.illustrate(proposal, ENTRY, speaker_id=bob)
    with pytest.raises(NotThere):
        service.illustrate(10**6, ENTRY)
    with pytest.raises(NotThere):
        service.take_back(proposal, speaker_id=bob)
    service.illustrate(proposal, ENTRY, speaker_id=ana)
    open_call(event, opens=None, closes=None)
    with pytest.raises(CallClosed):
        service.illustrate(proposal, ENTRY, speaker_id=ana)
    service.illustrate(proposal, service.PictureEntry(None, SHOWS, "La maison"))  # an organiser may
    service.decide(event, [proposal], "accepted")
    service.announce(event)
    service.illustrate(proposal, ENTRY, speaker_id=ana)
    service.take_back(proposal, speaker_id=ana)
    assert kept() == (0, 0, 0)


def test_what_was_accepted_keeps_the_one_that_may_be_shown(inside, event, proposal):  # noqa: F811
    service.illustrate(proposal, ENTRY)
    assert kept() == (1, 1, 1)
    first = pictures.of_proposal(proposal).key
    service.illustrate(proposal, ENTRY)
    second = pictures.of_proposal(proposal).key
    assert kept() == (1, 1, 1) and first != second, "nobody was told yet: nothing can show it"
    service.decide(event, [proposal], "accepted")
    service.announce(event)
    service.illustrate(proposal, ENTRY)
    assert kept() == (2, 2, 2) and pictures.of_proposal(proposal).key != second
    service.drop_replaced(event, {second})
    assert kept() == (2, 2, 2)
    service.drop_replaced(event, set())
    assert kept() == (1, 1, 1)
    service.illustrate(proposal, ENTRY)
    service.take_back(proposal)
    assert kept() == (0, 0, 0), "what is taken back is gone everywhere"


def test_a_fault_leaves_no_file_behind(inside, event, proposal, monkeypatch):  # noqa: F811
    service.illustrate(proposal, ENTRY)
    with pytest.raises(ProposalWrong):
        service.illustrate(proposal, service.PictureEntry(b"rien", SHOWS, "Zoé"))
    assert kept() == (1, 1, 1)


@LANGUAGES
def test_a_portrait(app, client, event, proposal, olga, language):  # noqa: F811
    page = link(app, event).replace("/fr/", f"/{language}/")
    assert in_language(client.get(f"{page}/portrait").text, language)
    assert client.post(f"{page}/portrait", data=sent(b"")).status_code == 422
    for _turn in range(2):
        assert client.post(f"{page}/portrait", data=sent()).status_code == 302
    with app.app_context():
        assert kept() == (1, 1, 1)
        ana = queries.find_speaker(event, "ana@centre.example").id
        other = make_event("autre-2020")
        assert other
    assert opened(client.get(f"{page}/portrait.jpg").data).size == (400, 300)
    address = f"/{language}/organise/{SLUG}/speakers/{ana}/portrait.jpg"
    assert address in olga.get(f"/{language}/organise/{SLUG}/proposals/{proposal}").text
    assert olga.get(address).status_code == 200 and client.get(address).status_code == 302
    assert olga.get(f"/fr/organise/{SLUG}/speakers/999/portrait.jpg").status_code == 404
    assert client.post(f"{page}/portrait/remove").status_code == 302
    assert client.get(f"{page}/portrait.jpg").status_code == 404
    assert client.post(f"{page}/portrait/remove").status_code == 302


@LANGUAGES
def test_organisers_give_and_describe_one(app, event, proposal, olga, language):  # noqa: F811
    one = f"/{language}/organise/{SLUG}/proposals/{proposal}"
    assert in_language(olga.get(f"{one}/picture").text, language)
    assert olga.post(f"{one}/picture", data=FORM).status_code == 422
    assert olga.post(f"{one}/picture", data=sent()).location == one
    assert f"{one}/picture.jpg" in olga.get(one).text and olga.get(f"{one}/picture.jpg").status_code == 200
    assert olga.post(f"{one}/picture/remove").location == one
    assert olga.get(f"{one}/picture.jpg").status_code == 404
    assert olga.get(f"/fr/organise/{SLUG}/proposals/9999/picture").status_code == 404
    rita = browser(app, "rita")
    assert {rita.get(f"{one}/picture").status_code, rita.get(f"{one}/picture.jpg").status_code} == {403}


@pytest.mark.parametrize("address", ["9999/picture", "9999/picture.jpg", "portrait.jpg"])
def test_what_is_not_there(client, app, event, proposal, address):  # noqa: F811
    assert client.get(f"{link(app, event)}/{address}").status_code == 404
    assert client.post(f"{link(app, event)}/9999/picture/remove").status_code == 404
    assert client.get(f"/fr/proposals/forge/{address}").status_code == 404


def test_who_reads_sees_it_and_nobody_where_names_are_hidden(app, work):
    number = work.propose("Quais")
    service.illustrate(number, ENTRY)
    one = f"/fr/committees/programmation-fr/proposals/{number}"
    luc = app.test_client()
    luc.post("/fr/sign-in", data={"email": "luc@luc.example", "password": "un mot de passe"})
    assert f"{one}/picture.jpg" in luc.get(one).text and luc.get(f"{one}/picture.jpg").status_code == 200
    service.set_reading(work.committee, blind=True, sealed=False, readers=3, base=0)
    assert "picture.jpg" not in luc.get(one).text and luc.get(f"{one}/picture.jpg").status_code == 404
    service.set_reading(work.committee, blind=False, sealed=False, readers=3, base=1)
    service.recuse(work.committee, work.accounts["luc"], number, "Voisins")
    assert luc.get(f"{one}/picture.jpg").status_code == 404


def test_they_are_told_to_their_person_and_go_with_them(inside, event, proposal):  # noqa: F811
    service.illustrate(proposal, ENTRY)
    ana = the_proposal(event, proposal).speakers[0].speaker_id
    service.portray(ana, service.PictureEntry(a_picture(), SHOWS, "Max Vif"))
    (feature,) = (hear() for hear in personal_data if hear().feature == "proposals")
    said = [fact.words for record in feature.export([ana]) for fact in record.facts if fact.key.startswith("picture")]
    assert said == ["Zoé Nord / Un quai / A wharf", "Max Vif / Un quai / A wharf"]
    service.portray(ana, service.PictureEntry(None, SHOWS, "Une autre"))
    assert pictures.of_speaker(ana).credit == "Une autre"
    feature.erase([ana])
    assert kept() == (0, 0, 0)
    with pytest.raises(NotThere):
        service.portray(10**6, ENTRY)
