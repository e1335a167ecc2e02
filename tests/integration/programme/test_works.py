"""What a screening shows stands in the programme: as it was released, and not as it is being changed."""

import pytest

from aami_events.foundation.database import db, transaction
from aami_events.foundation.i18n import speaking
from aami_events.programme import service
from aami_events.programme.queries import releases
from aami_events.programme.rendering.booklet import booklet
from aami_events.proposals.models import Proposal, Work
from tests.factories.programme import at, make_proposal, put, release
from tests.integration.programme.conftest import LANGUAGES, words
from tests.integration.programme.test_booklet import text_of

WHOLE = {"artist": "Zoé <Nord>", "year": 2019, "minutes": 12, "medium": "16 mm", "subtitles": "français"}


def show(proposal: int, *rows: Work) -> None:
    with transaction():
        row = db.session.get_one(Proposal, proposal)
        row.works = list(rows)


@pytest.fixture
def film(app, plan) -> int:
    """A proposal of two works, accepted and released; its id."""
    with app.app_context():
        proposal = make_proposal(plan.event, "Projection", languages=["fr"], minutes=60)
        show(proposal, Work(position=0, title="Quais & rives", **WHOLE), Work(position=1, title="ᐃᒪᖅ"))
        (number,) = service.bring_in(plan.event, [proposal])
        put(plan.event, number, at(14), plan.hall)
        release(plan.event)
    return proposal


@LANGUAGES
def test_the_page_and_the_booklet_name_them(app, client, plan, film, language, tmp_path):
    page = client.get(f"/{language}/events/rencontre-2020/programme/projection-fr")
    said = words(page.text)
    about = {"fr": "2019, 12 min, 16 mm, sous-titres : français", "en": "2019, 12 min, 16 mm, subtitles: français"}
    assert "Quais & rives , Zoé <Nord>" in said and about[language] in said and "ᐃᒪᖅ" in said
    with app.test_request_context(f"/{language}/"), speaking(language):
        version = releases.with_sessions(releases.last_release(plan.event).id)
        data = booklet(releases.event_of(version), version, releases.released(version), large=False, bleed=False)
    printed = " ".join(text_of(data, tmp_path).split())
    assert "Quais & rives, Zoé <Nord> – 2019, 12 min, 16 mm" in printed and "ᐃᒪᖅ" in printed


def test_a_work_that_came_since_waits_for_the_next_version(app, client, plan, film):
    with app.app_context():
        show(film, Work(position=0, title="Tout autre chose"))
        db.session.rollback()
        (change,) = releases.next_release(plan.event).changes
        assert change.kind == "changed"
    here = "/fr/events/rencontre-2020/programme/projection-fr"
    assert "Quais" in client.get(here).text and "Tout autre" not in client.get(here).text
    with app.app_context():
        release(plan.event)
    assert "Tout autre" in client.get(here).text and "Quais" not in client.get(here).text
