"""What was written about proposals goes when its time is over, and with who it was about."""

import datetime as dt

from sqlalchemy import select

from aami_events.foundation.database import db
from aami_events.proposals import service
from aami_events.proposals.models import Conflict, Remark, Review
from aami_events.proposals.queries.reading import (
    find_visible,
)
from tests.factories.reviewing import Reading


class Over:
    """A `points.Due` for which everything is over."""

    def __init__(self, *events: int) -> None:
        self.over = list(events)

    def events(self, _days: int) -> list[int]:
        return self.over

    def moment(self, _days: int) -> dt.datetime:
        raise AssertionError("nothing here is counted from when it was made")


def words(work: Reading) -> list[str]:
    db.session.expire_all()
    tables = (Review.text, Remark.text, Conflict.reason)
    return sorted(text for column in tables for text in db.session.scalars(select(column)) if text)


def test_what_was_written_goes_when_its_time_is_over_and_points_stay(work):
    work.criterion()
    number, other = work.in_both("Lieux"), work.in_both("Images")
    work.review("luc", number, 4, "Bien")
    service.say(work.committee, work.accounts["luc"], number, "Tiens", "fr")
    service.recuse(work.committee, work.accounts["luc"], other, "Voisins")
    assert service.forget_reviews(Over(work.event + 1), 365, dry=False) == {}
    assert service.forget_reviews(Over(work.event), 365, dry=True) == {work.event: 3}
    assert words(work) == ["Bien", "Tiens", "Voisins"]
    assert service.forget_reviews(Over(work.event), 365, dry=False) == {work.event: 3}
    assert words(work) == [] and work.reviews(number)[0][2] == 400 and work.board("luc").hidden == {other}


def test_what_was_written_about_somebody_goes_with_them(work):
    number, other = work.in_both("Lieux", "Zoé Nord"), work.in_both("Images", "Max Vif")
    for one in (number, other):
        work.review("luc", one, text=f"Sur {one}")
        service.say(work.committee, work.accounts["luc"], one, f"De {one}", "fr")
    service.erase_speakers([find_visible(work.board("olga"), number).speakers[0].speaker_id])
    assert words(work) == [f"De {other}", f"Sur {other}"]
