"""What waited for the texts of an activity goes with it: on SQLite the next activity may get its number."""

import pytest
from sqlalchemy import select

from aami_events.events import service as events
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.wording import service
from aami_events.wording.models import WordingText
from tests.factories import make_event, make_part

pytestmark = pytest.mark.usefixtures("inside")


def keys() -> list[str]:
    return sorted(db.session.scalars(select(WordingText.key)))


def test_what_waited_for_an_activity_goes_with_it():
    event, title = make_event(), Bilingual.of(fr="Atelier")
    kept, gone = make_part(event, title=title), make_part(event, title=title, position=2)
    for key in (f"part:{kept}:title", f"part:{gone}:title", f"event:{event}:title"):
        service.propose(event, key, "Workshop")
    events.remove_part(event, gone)
    assert keys() == [f"event:{event}:title", f"part:{kept}:title"]
    events.move_part(event, kept, up=True)
    assert service.forget_removed(event) == 0
