"""The pages of badges, in both languages, for who may see them; and the command."""

import re
from io import BytesIO

import pytest

from aami_events.badges import jobs, service
from aami_events.badges.models import BadgeDesign, BadgePrint
from aami_events.badges.rules.settings import NAMES, Settings
from aami_events.badges.rules.stocks import STOCKS
from aami_events.events.queries import find_event
from aami_events.foundation.database import db
from tests.factories import register
from tests.factories.pictures import a_picture
from tests.factories.signing import sign_in
from tests.integration.badges.conftest import HERE, LANGUAGES, SLUG, codes

#: what is read and written is tried on both in test_printing; drawing takes its time
pytestmark = pytest.mark.databases("sqlite")
FORM = {"base": "mire", "stock": "avery-5392", "fields": ["pronouns", "qr"], "revision": "0", "right": "0", "down": "0"}
FORM |= {"ground": "#ffffff", "ink": "#14141a", "accent": "#2b3bff"}


def settings(app) -> Settings:
    with app.app_context():
        return service.settings_of(find_event(SLUG).id)


def make(app, print_id: int) -> None:
    with app.app_context():
        jobs.draw(db.session.get_one(BadgePrint, print_id).job_id)


def ask(organiser, **given) -> int:
    answer = organiser.post(f"{HERE}/print", data={"who": "all", "sort": "name", "skip": "0", **given})
    assert answer.status_code == 302, answer.text
    return int(answer.location.rsplit("/", 1)[1])


@LANGUAGES
def test_asked_for_followed_fetched_and_voided(app, organiser, people, language):
    here = HERE.replace("/fr/", f"/{language}/")
    page = organiser.get(here)
    assert page.status_code == 200 and f'lang="{language}-CA"' in page.text and "Ève R." in page.text
    answer = organiser.post(f"{here}/print", data={"who": "changed", "sort": "organisation", "skip": "2"})
    number = int(answer.location.rsplit("/", 1)[1])
    waiting = organiser.get(answer.location)
    assert waiting.headers["Refresh"] == "2" and ".pdf" not in waiting.text
    assert organiser.get(f"{here}/prints/{number}.pdf").status_code == 404
    make(app, number)
    done = organiser.get(answer.location)
    assert "Refresh" not in done.headers and f"prints/{number}.pdf" in done.text
    file = organiser.get(f"{here}/prints/{number}.pdf")
    assert file.headers["Content-Disposition"].startswith("attachment") and len(codes(file.data)) == 3
    assert organiser.post(f"{here}/prints/{number}/void").location == here
    assert organiser.post(f"{here}/prints/{number}/void", follow_redirects=True).status_code == 200
    assert f"prints/{number}.pdf" not in organiser.get(answer.location).text


@LANGUAGES
def test_what_is_to_be_looked_at_leads_to_who_it_is(app, organiser, people, language):
    with app.app_context():
        event = find_event(SLUG).id
        long = register(event, name="W" * 90)
        twins = [register(event, name="Ada Field", organisation="") for _ in range(1)]
    number = ask(organiser, look="1")
    make(app, number)
    page = organiser.get(f"{HERE.replace('/fr/', f'/{language}/')}/prints/{number}").text
    assert f"/badges/people/{long}" in page and f"/attendees/{twins[0]}" in page and f"/attendees/{people[2]}" in page
    assert {"fr": "trop long", "en": "too long"}[language] in page
    assert f"prints/{number}" in organiser.get(HERE).text


def test_nobody_to_print(organiser, people):
    answer = organiser.post(f"{HERE}/print", data={"who": "selected", "ids": ["999", "x", "-1"]})
    assert answer.status_code == 422 and 'href="#who"' in answer.text
    assert organiser.post(f"{HERE}/print", data={"who": "selected"}).status_code == 422


@pytest.mark.parametrize("given", [{"who": "king", "sort": "age", "skip": "-3"}, {"who": "", "skip": "999999999999"}])
def test_what_is_not_offered_is_as_usual(app, organiser, people, given):
    number = ask(organiser, **given)
    with app.app_context():
        asked = db.session.get_one(BadgePrint, number).asked
    assert (asked["who"], asked["sort"]) == ("all", "name") and 0 <= asked["skip"] <= 50


def test_people_are_found_by_name_and_organisation(organiser, people):
    found = organiser.get(f"{HERE}?q=ecran").text
    assert "Ève R." in found and "Ada Field" not in found
    assert "Ada Field" not in organiser.get(f"{HERE}?q=%00nobody{'x' * 5000}").text


def test_an_event_without_anybody(app, organiser):
    with app.app_context():
        from aami_events.registration import service as registration

        for number in (1, 2, 3):
            registration.cancel(number)
    assert organiser.get(HERE).status_code == 200 and 'id="print"' not in organiser.get(HERE).text


@LANGUAGES
def test_one_badge_its_role_and_its_picture(app, organiser, people, language):
    here = f"{HERE.replace('/fr/', f'/{language}/')}/people/{people[0]}"
    assert "Ève R." in organiser.get(here).text
    assert organiser.post(here, data={"role": "board"}).location == here
    page = organiser.get(here).text
    assert re.search(r'value="board" selected', page) and "front.png" in page and "back.png" not in page
    picture = organiser.get(f"{here}/front.png")
    assert picture.data.startswith(b"\x89PNG") and picture.headers["Cache-Control"] == "private, no-store"
    assert organiser.get(f"{here}/back.png").status_code == 200
    assert organiser.post(here, data={"role": "king"}).status_code == 404
    for missing in (
        "people/999",
        "people/999/front.png",
        f"people/{people[0]}/edge.png",
        "prints/999",
        "prints/999.pdf",
    ):
        assert organiser.get(f"{HERE}/{missing}").status_code == 404


def test_who_sees_no_badges(app, client, organiser, people):
    number = ask(organiser)
    stranger = sign_in(app, "x")
    paths = (
        "",
        "/design",
        f"/people/{people[0]}",
        f"/people/{people[0]}/front.png",
        f"/prints/{number}",
        f"/prints/{number}.pdf",
    )
    for path in paths:
        assert stranger.get(f"{HERE}{path}").status_code == 403
        assert client.get(f"{HERE}{path}").status_code == 302
    for path in ("/print", "/design", "/design/preview", f"/prints/{number}/void", f"/people/{people[0]}"):
        assert stranger.post(f"{HERE}{path}").status_code == 403


# --- The design -------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_a_design_is_seen_and_saved(app, organiser, language):
    here = f"{HERE.replace('/fr/', f'/{language}/')}/design"
    page = organiser.get(here).text
    assert "data:image/png;base64," in page and all(f'value="{name}"' in page for name in (*NAMES, *STOCKS))
    given = FORM | {
        "base": "sobre",
        "accent": "#00b140",
        "right": "-1,5 mm",
        "down": "0.25",
        "backs": "y",
        "stock": "a6",
    }
    looked = organiser.post(here, data=given | {"look": "1"})
    assert looked.status_code == 200 and looked.text.count("data:image/png") == 2 and settings(app) == Settings()
    assert organiser.post(here, data=given).status_code == 302
    assert settings(app) == Settings(
        "sobre", {"accent": "#00b140"}, ("pronouns", "qr"), stock="a6", backs=True, right_tenths=-15, down_tenths=2
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"base": "x"}, "base"),
        ({"stock": ""}, "stock"),
        ({"ink": "#ffffff"}, "ink"),
        ({"accent": "javascript"}, "accent"),
        ({"right": "beaucoup"}, "right"),
        ({"down": "1e999"}, "down"),
        ({"down": "nan"}, "down"),
        ({"own": "y", "front": "x" * 50_000}, "front"),
        ({"own": "y", "front": "{% macro x() %}{% endmacro %}"}, "front"),
        ({"own": "y", "front": '<img alt="" src="http://127.0.0.1/x">'}, "front"),
    ],
)
def test_a_design_that_cannot_be_is_not_kept_and_says_why(app, organiser, given, field):
    answer = organiser.post(f"{HERE}/design", data=FORM | given)
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text
    assert settings(app) == Settings()


def test_two_who_design_at_once(app, organiser):
    assert organiser.post(f"{HERE}/design", data=FORM | {"base": "marge"}).status_code == 302
    answer = organiser.post(f"{HERE}/design", data=FORM | {"base": "sobre"})
    assert (
        answer.status_code == 409
        and settings(app).base == "marge"
        and 'name="revision" type="hidden" value="1"' in answer.text
    )
    assert organiser.post(f"{HERE}/design", data=FORM | {"base": "sobre", "revision": "1"}).status_code == 302
    assert settings(app).base == "sobre"


def test_a_design_is_previewed_while_it_is_written(organiser):
    drawn = organiser.post(f"{HERE}/design/preview", data=FORM | {"side": "back"})
    assert drawn.data.startswith(b"\x89PNG")
    for given, said in (({"ink": "#ffffff"}, "illisibles"), ({"own": "y", "front": "{{ x }}"}, "n’existe pas")):
        refused = organiser.post(f"{HERE}/design/preview", data=FORM | given)
        assert refused.status_code == 422 and said in refused.text and refused.content_type.startswith("text/plain")


def test_a_kept_design_that_no_longer_works_breaks_no_page(app, organiser, people):
    with app.app_context():
        service.save_design(find_event(SLUG).id, Settings(front="{{ gone }}", back="", style=""), base=0)
    assert organiser.get(f"{HERE}/design").status_code == 200
    assert organiser.get(f"{HERE}/people/{people[0]}").status_code == 200
    assert organiser.get(f"{HERE}/people/{people[0]}/front.png").status_code == 422
    number = ask(organiser)
    make(app, number)
    assert f"{HERE}/design" in organiser.get(f"{HERE}/prints/{number}").text
    with app.app_context():
        assert db.session.get_one(BadgeDesign, find_event(SLUG).id).revision == 1


@LANGUAGES
def test_a_picture_is_brought_shown_and_taken_away(app, organiser, language):
    here = f"{HERE.replace('/fr/', f'/{language}/')}/design"
    for given in ({}, {"file": (BytesIO(b"x"), "x.png")}):
        refused = organiser.post(f"{here}/images", data=given, content_type="multipart/form-data")
        assert refused.status_code == 422 and 'href="#file"' in refused.text
    brought = {"file": (BytesIO(a_picture()), "Logo.png")}
    assert organiser.post(f"{here}/images", data=brought, content_type="multipart/form-data").location == here
    page = organiser.get(here).text
    (remove,) = re.findall(rf"{here}/images/\d+/remove", page)
    own = {"own": "y", "front": '<img alt="Logo" src="upload:logo.jpg" style="width: 20mm">', "style": "", "back": ""}
    assert organiser.post(f"{here}/preview", data=FORM | own).data.startswith(b"\x89PNG")
    assert organiser.post(remove).location == here and organiser.post(remove).status_code == 404
    assert organiser.post(f"{here}/preview", data=FORM | own).status_code == 422


# --- The cockpit and the command ------------------------------------------------------------------------------------
def test_the_cockpit_says_how_many(app, organiser, people):
    page = organiser.get(f"/fr/organise/{SLUG}/").text
    assert f'href="{HERE}"' in page
    assert "/badges" not in sign_in(app, "x").get("/fr/").text


def test_the_command(app, people, tmp_path):
    run, target = app.test_cli_runner(), tmp_path / "badges.pdf"
    common = ["badges", "render", "--event", SLUG, "-o", str(target)]
    done = run.invoke(args=[*common, "--stock", "avery-5390"])
    assert done.exit_code == 0 and "3 badges" in done.output and len(codes(target.read_bytes())) == 3
    for wrong in (["--event", "nowhere"], ["--event", "agm-2020"]):
        assert run.invoke(args=[*common[:2], *wrong, "-o", str(target)]).exit_code == 1
    with app.app_context():
        service.save_design(find_event(SLUG).id, Settings(front="{{ gone }}", back="", style=""), base=0)
    refused = run.invoke(args=common)
    assert refused.exit_code == 1 and "cannot be drawn" in refused.output


def test_the_command_for_those_that_are_new(app, organiser, people, tmp_path):
    make(app, ask(organiser))
    run, common = (
        app.test_cli_runner(),
        ["badges", "render", "--event", SLUG, "-o", str(tmp_path / "new.pdf"), "--only-new"],
    )
    assert "nobody to print" in run.invoke(args=common).output
    with app.app_context():
        register(find_event(SLUG).id)
    assert "1 badges" in run.invoke(args=common).output
