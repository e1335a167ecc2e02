"""A picture of oneself on one's badge: given, printed, looked for, taken back, gone when it has no purpose."""

import io

import pytest
from PIL import Image

from aami_events.badges import rendering, service
from aami_events.badges.models import BadgePhoto
from aami_events.badges.queries import badges_of, photo_of
from aami_events.badges.rules.settings import FIELDS, SHOWN, Settings
from aami_events.events.queries import find_event
from aami_events.foundation import files
from aami_events.foundation.database import db
from aami_events.foundation.files import StoredFile
from aami_events.registration import queries
from aami_events.registration import service as registration
from aami_events.registration.models import Registration
from tests.factories.pictures import a_picture
from tests.integration.badges.conftest import HERE, SLUG, pages, text_of

GREEN, BLUE = (30, 200, 60), (20, 40, 200)


@pytest.fixture
def pictured(app, people) -> list[int]:
    """The same people, at an event whose badges show them."""
    with app.app_context():
        service.save_design(find_event(SLUG).id, Settings(fields=FIELDS), base=0)
    return people


def token_of(app, number: int) -> str:
    with app.app_context():
        return queries.token(db.session.get_one(Registration, number))


def give(client, address: str, data: bytes, **more: str):
    return client.post(address, data={"file": (io.BytesIO(data), "moi.jpg")} | more)


def shares(colour: tuple[int, int, int], data: bytes) -> float:
    """How much of the first page is of about this colour."""
    page = next(pages(data, 60)).convert("RGB")
    near = sum(
        all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=True))
        for pixel in page.get_flattened_data()
    )
    return near / (page.width * page.height)


def printed(event_slug: str = SLUG) -> tuple[bytes, list[tuple[str, str]]]:
    """The whole run, and what is to be looked at."""
    event = find_event(event_slug)
    drawing = rendering.drawing_of(event, service.settings_of(event.id))
    data = rendering.print_file(drawing, badges_of(event), "fr")
    return data, [(flaw.slot, flaw.what) for flaw in drawing.flaws]


def test_a_photo_is_given_seen_changed_and_deleted(app, client, pictured):
    token = token_of(app, pictured[0])
    own = f"/fr/registrations/{token}"
    assert f"{own}/photo" in client.get(own).text and "Ajouter une photo à ma cocarde" in client.get(own).text
    assert client.get(f"{own}/photo").status_code == 200 and client.get(f"{own}/photo.jpg").status_code == 404
    assert give(client, f"{own}/photo", a_picture(size=(900, 600), colour=GREEN)).status_code == 302
    page = client.get(f"{own}/photo").text
    assert "Votre photo est sur votre cocarde." in page and "Supprimer ma photo" in page
    kept = Image.open(io.BytesIO(client.get(f"{own}/photo.jpg").data))
    assert kept.size == (400, 500)
    assert "Changer la photo de ma cocarde" in client.get(own).text
    with app.app_context():
        first = photo_of(pictured[0]).file.key
    give(client, f"{own}/photo", a_picture(colour=BLUE))
    with app.app_context():
        assert photo_of(pictured[0]).file.key != first and files.contents_of(first) is None
        assert db.session.query(StoredFile).count() == 1
    assert client.post(f"{own}/photo/remove").status_code == 302
    assert client.post(f"{own}/photo/remove").status_code == 302, "again changes nothing"
    with app.app_context():
        assert db.session.query(StoredFile).count() == 0 and photo_of(pictured[0]) is None


def test_the_face_is_where_one_says(app, client, pictured):
    wide = Image.new("RGB", (1200, 400), BLUE)
    wide.paste(GREEN, (0, 0, 400, 400))
    held = io.BytesIO()
    wide.save(held, "PNG")
    own = f"/fr/registrations/{token_of(app, pictured[0])}/photo"
    seen = {}
    for across in ("left", "middle", "right", "nowhere"):
        give(client, own, held.getvalue(), across=across)
        with Image.open(io.BytesIO(client.get(f"{own}.jpg").data)) as kept:
            seen[across] = kept.getpixel((200, 250))[1] > 100
    assert seen == {"left": True, "middle": False, "right": False, "nowhere": False}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Choisissez une image."),
        (b"<svg/>", "illisible"),
        (a_picture(size=(150, 400)), "trop petite"),
        (a_picture()[:900], "illisible"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(app, client, pictured, data, sentence):
    own = f"/fr/registrations/{token_of(app, pictured[0])}/photo"
    give(client, own, a_picture())
    answer = give(client, own, data)
    assert answer.status_code == 422 and 'href="#file"' in answer.text
    assert sentence in answer.text, answer.text
    with app.app_context():
        assert db.session.query(StoredFile).count() == 1, "the one before stays"


def test_only_where_badges_have_one_and_only_ones_own(app, client, people):
    token = token_of(app, people[0])
    own = f"/fr/registrations/{token}"
    assert f"{own}/photo" not in client.get(own).text
    assert client.get(f"{own}/photo").status_code == 404
    assert give(client, f"{own}/photo", a_picture()).status_code == 404
    with app.app_context():
        service.save_design(find_event(SLUG).id, Settings(fields=FIELDS), base=0)
        online = db.session.query(Registration).filter_by(mode="online").one().id
    for address in (f"/fr/registrations/{token_of(app, online)}/photo", "/fr/registrations/nobody/photo"):
        assert give(client, address, a_picture()).status_code == 404
    assert "photo à ma cocarde" not in client.get(f"/fr/registrations/{token_of(app, online)}").text
    with app.app_context():
        assert db.session.query(StoredFile).count() == 0


def test_it_is_printed_and_who_has_none_is_named(app, inside, pictured):
    before, flaws = printed()
    assert flaws == [("photo", "pictureless")] * 3 and shares(GREEN, before) < 0.001
    service.bring_photo(pictured[0], a_picture(size=(400, 500), colour=GREEN), "middle")
    fast, flaws = printed()
    assert flaws == [("photo", "pictureless")] * 2
    # 24 by 30 hundredths of a badge of 101.6 by 76.2 mm, on a Letter page
    assert shares(GREEN, fast) == pytest.approx((24 * 1.016) * (30 * 1.016) / (215.9 * 279.4), rel=0.1)
    assert "ÈveR." in text_of(fast)


def test_both_ways_draw_the_same(inside, pictured):
    service.bring_photo(pictured[0], a_picture(size=(500, 500), colour=GREEN), "middle")
    event = find_event(SLUG)
    badges = badges_of(event)
    drawn = []
    for way in (rendering.fast.draw, rendering.sheets.draw):
        data = way(rendering.drawing_of(event, Settings(fields=FIELDS)), badges, "Essai", "fr")
        drawn.append(shares(GREEN, data))
    assert drawn[0] > 0.01 and drawn[0] == pytest.approx(drawn[1], rel=0.01)


def test_a_slot_of_another_shape_is_covered_and_a_round_one_is_drawn_the_plain_way(inside, pictured):
    service.bring_photo(pictured[0], a_picture(size=(400, 500), colour=GREEN), "middle")
    event, slot = find_event(SLUG), '<p class="photo" data-slot="photo"></p>'
    front = f'<div class="badge">{{% if photo %}}{slot}{{% endif %}}</div>'
    for corners, fast, share in (("", True, 1.0), ("border-radius: 50%; overflow: hidden", False, 0.785)):
        style = f".photo {{ position: absolute; left: 5mm; top: 5mm; width: 40mm; height: 40mm; margin: 0; {corners} }}"
        drawing = rendering.drawing_of(event, Settings(fields=FIELDS, front=front, style=style, back=""))
        data = rendering.print_file(drawing, badges_of(event, {pictured[0]}), "fr")
        assert drawing.plain is fast
        assert shares(GREEN, data) == pytest.approx(share * 1600 / (215.9 * 279.4), rel=0.1)


def test_a_new_photo_is_a_new_badge_and_a_lost_file_is_told(app, inside, pictured):
    event = find_event(SLUG)
    before = {badge.id: badge.fingerprint for badge in badges_of(event)}
    service.bring_photo(pictured[0], a_picture(), "middle")
    after = {badge.id: badge.fingerprint for badge in badges_of(event)}
    assert {number for number in before if before[number] != after[number]} == {pictured[0]}
    (files.folder() / photo_of(pictured[0]).file.key).unlink()
    assert ("photo", "pictureless") in printed()[1]


def test_the_look_through_leads_to_where_it_is_mended(app, organiser, pictured):
    one = f"{HERE}/people/{pictured[0]}"
    assert "Photo" in organiser.get(one).text
    assert give(organiser, f"{one}/photo", b"").status_code == 422
    assert give(organiser, f"{one}/photo", a_picture(colour=GREEN)).status_code == 302
    assert "Supprimer la photo" in organiser.get(one).text
    assert organiser.get(f"{one}/front.png").status_code == 200
    assert organiser.post(f"{one}/photo/remove").status_code == 302
    with app.app_context():
        assert photo_of(pictured[0]) is None
        service.save_design(find_event(SLUG).id, Settings(fields=SHOWN), base=1)
    assert give(organiser, f"{one}/photo", a_picture()).status_code == 404
    assert organiser.post(f"{HERE}/people/99999/photo/remove").status_code == 404


def test_who_hands_a_place_on_or_cancels_takes_the_photo_along(inside, pictured):
    for number, leave in ((pictured[0], None), (pictured[1], registration.cancel)):
        service.bring_photo(number, a_picture(), "middle")
        service.name_role(find_event(SLUG).id, number, "board")
        if leave:
            leave(number)
        else:
            registration.transfer(number, name="Zoé", email="zoe@x.example", language="fr")
    assert db.session.query(BadgePhoto).count() == 0 and db.session.query(StoredFile).count() == 0
    assert badges_of(find_event(SLUG), {pictured[0]})[0].role == "attendee", "a colleague is not of the board"


def test_photos_of_events_that_are_over_go(inside, pictured):
    service.bring_photo(pictured[0], a_picture(), "middle")
    event = find_event(SLUG).id

    class Over:
        def events(self, days: int) -> list[int]:
            return [event] if days == 30 else []

    assert service.forget_photos(Over(), 30, dry=True) == {event: 1}
    assert db.session.query(BadgePhoto).count() == 1
    assert service.forget_photos(Over(), 31, dry=False) == {}
    assert service.forget_photos(Over(), 30, dry=False) == {event: 1}
    assert db.session.query(StoredFile).count() == 0


def test_nobody_there(inside):
    for act in (lambda: service.bring_photo(1, a_picture(), "middle"), lambda: service.take_photo_back(1)):
        with pytest.raises(service.photos.NotThere):
            act()
