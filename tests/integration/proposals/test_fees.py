"""Artist fees: asked for, agreed on, told to who proposed once they are accepted, and added up."""

import csv
import io

import pytest
from sqlalchemy import select

from aami_events.foundation import audit
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.proposals import service
from aami_events.proposals.errors import NotThere, Overtaken, ProposalWrong
from aami_events.proposals.queries import lists
from tests.factories.proposals import propose, the_proposal
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields
from tests.integration.proposals.test_pages import browser, event, link, olga  # noqa: F401


def told() -> list[str]:
    """The texts of the letters about fees."""
    db.session.rollback()
    rows = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "proposals.fee"))
    return [compose(row).text for row in rows]


def agree(event: int, number: int, cents: int | None) -> None:  # noqa: F811
    service.agree_fee(event, number, cents, base=the_proposal(event, number).revision)


def test_its_author_is_told_once_they_know_that_it_is_accepted(app, inside, event):  # noqa: F811
    number = propose(event, fee_asked_cents=30_000)
    agree(event, number, 35_050)
    service.decide(event, [number], "accepted")
    assert told() == []
    service.announce(event)
    with app.test_request_context("/fr/"):
        (letter,) = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "proposals.accepted"))
        assert "350,50" in compose(letter).text, "it stands in the good news"
        agree(event, number, 35_050)
        assert told() == [], "nothing changed"
        agree(event, number, 40_000)
        (text,) = told()
        assert "400\u00a0$" in text and "/proposals/" in text
        agree(event, number, None)
        with pytest.raises(LookupError):
            told()
    changes = [entry.diff for entry in audit.history("proposal", number) if entry.action == "proposal.fee_agreed"]
    assert changes[0] == {"fee_agreed_cents": [40_000, None]} and len(changes) == 3


@pytest.mark.parametrize("cents", [-1, 10_000_001])
def test_what_is_refused(inside, event, cents):  # noqa: F811
    number = propose(event)
    with pytest.raises(ProposalWrong):
        agree(event, number, cents)
    with pytest.raises(Overtaken):
        service.agree_fee(event, number, 100, base=0)
    draft = propose(event, "Brouillon", send=False)
    for other in (draft, 10**6):
        with pytest.raises(NotThere):
            service.agree_fee(event, other, 100, base=1)
    assert the_proposal(event, number).fee_agreed_cents is None


@LANGUAGES
def test_over_the_wire(app, event, olga, client, language):  # noqa: F811
    with app.app_context():
        number = propose(event, fee_asked_cents=30_000)
        base = the_proposal(event, number).revision
    one = f"/{language}/organise/{SLUG}/proposals/{number}"
    assert f'value="{ {"fr": "300", "en": "300"}[language] }"' in olga.get(one).text, "what was asked for stands there"
    for wrong in ("beaucoup", "-5", "200000", "1" * 21):
        answer = olga.post(f"{one}/fee", data={"agreed": wrong, "revision": base})
        assert answer.status_code == 422 and 'href="#agreed"' in answer.text, wrong
        assert_summary_leads_to_fields(answer.text)
    late = olga.post(f"{one}/fee", data={"agreed": "250", "revision": "0"})
    assert late.status_code == 409 and 'value="250"' in late.text
    assert olga.post(f"{one}/fee", data={"agreed": "250,50", "revision": base}).location == one
    with app.app_context():
        assert the_proposal(event, number).fee_agreed_cents == 25_050
    assert {"fr": "250,50\u00a0$", "en": "$250.50"}[language] in olga.get(one).text
    own = link(app, event).replace("/fr/", f"/{language}/")
    agreed = {"fr": "Cachet convenu", "en": "Artist fee agreed"}[language]
    assert agreed not in client.get(own).text, "nobody is told before the answer"
    with app.app_context():
        service.decide(event, [number], "accepted")
        service.announce(event)
    assert agreed in client.get(own).text and agreed in client.get(f"{own}/{number}/confirm").text
    assert olga.post(f"/fr/organise/{SLUG}/proposals/9999/fee", data={"agreed": "1"}).status_code == 404
    assert browser(app, "rita").post(f"{one}/fee", data={"agreed": "1"}).status_code == 403


def test_they_are_added_up_and_stand_in_the_file(app, event, olga):  # noqa: F811
    with app.app_context():
        first, second, third = (propose(event, f"P{n}", fee_asked_cents=n * 10_000) for n in (1, 2, 3))
        agree(event, first, 15_000)
        service.decide(event, [first, second], "accepted")
        assert lists.fees(event, []) == lists.Fees(2, 1, 30_000, 15_000)
        assert lists.fees(event, [first]) == lists.Fees(1, 0, 20_000, 0)
        assert lists.fees(event, [first, second]) == lists.Fees(0, 0, 0, 0) and third
    assert "1 sur 2" in olga.get(f"/fr/organise/{SLUG}/proposals/decisions").text
    file = olga.get(f"/fr/organise/{SLUG}/proposals.csv").get_data(as_text=True)
    rows = {row["Titre (français)"]: row for row in csv.DictReader(io.StringIO(file.lstrip("\ufeff")))}
    assert (rows["P1"]["Cachet convenu"], rows["P2"]["Cachet convenu"]) == ("150", "")
