"""Pictures of the demo: drawn, so that they are nobody's."""

import io
import random
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw

from ...events.queries import find_event
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import transaction
from ...proposals import service as proposals
from ...proposals.queries.lists import Filter, everything
from ...proposals.queries.pictures import of_event
from .data import data

SIZE = (1_200, 675)


def illustrate(slug: str) -> None:
    """What a few people gave with their proposals; once."""
    event, facts = find_event(slug), data("pictures")[slug]
    if event is None or of_event(event.id):
        return
    rows = {row.title.fr: row for row in everything(event.id, Filter(decision="accepted"))}
    people = {one.speaker.email: (one.speaker.name, one.speaker_id) for row in rows.values() for one in row.speakers}
    with transaction(), clock.stopped(clock.DEMO_START):
        for one in facts["proposals"]:
            row = rows[one["title"]]
            proposals.illustrate(row.id, _entry(one, row.speakers[0].speaker.name, _bands(one["colours"])))
        for one in facts["people"]:
            name, number = people[one["email"]]
            proposals.portray(number, _entry(one, name, _disc(one["colours"])))


def _entry(one: Mapping[str, Any], name: str, picture: Image.Image) -> proposals.PictureEntry:
    kept = io.BytesIO()
    picture.save(kept, "PNG", compress_level=1)
    said = one["alternative"]
    return proposals.PictureEntry(kept.getvalue(), Written(said["fr"], said["en"]), one.get("credit") or name)


def _bands(colours: Sequence[str]) -> Image.Image:
    """Bands of uneven widths; the same colours always give the same."""
    drawn, turn = Image.new("RGB", SIZE, colours[0]), random.Random("".join(colours))
    pen, left = ImageDraw.Draw(drawn), 0
    while left < SIZE[0]:
        width = turn.randrange(6, 90)
        pen.rectangle((left, turn.randrange(0, 120), left + width, SIZE[1]), fill=turn.choice(colours))
        left += width
    return drawn


def _disc(colours: Sequence[str]) -> Image.Image:
    side = SIZE[1]
    drawn = Image.new("RGB", (side, side), colours[0])
    ImageDraw.Draw(drawn).ellipse((side // 5, side // 5, side * 4 // 5, side * 4 // 5), fill=colours[1])
    return drawn
