"""What organisers write of the letters of a survey, and read of them before it is opened."""

import pytest

from tests.factories import register
from tests.factories.surveys import ENTRY

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HERE = "/organise/surveys"


@LANGUAGES
@pytest.mark.parametrize("wrong", ["soon", "7, 5, 2", "0", "61", "-3", "²", "9" * 30])
def test_days_of_reminders_that_are_none(organiser, event, language, wrong):
    sent = ENTRY | {"event": str(event), "reminds": wrong, "invites": "y"}
    answer = organiser.post(f"/{language}{HERE}/new", data=sent)
    assert answer.status_code == 422 and ("un ou deux nombres" if language == "fr" else "one or two numbers") in (
        answer.text
    )


@LANGUAGES
def test_what_a_survey_writes_by_itself_is_said_before_it_is_opened(app, organiser, event, language):
    with app.app_context():
        register(event)
    sent = ENTRY | {"event": str(event), "reminds": "2; 7", "invites": "y"}
    mine = organiser.post(f"/{language}{HERE}/new", data=sent).location
    page = organiser.get(mine).text
    assert ("Dès l’ouverture, un courriel part" if language == "fr" else "a letter goes to 1") in page
    assert ("Dès l’ouverture; rappels" if language == "fr" else "As soon as it is open; reminders on") in page.replace(
        "\u202f", ""
    ).replace("\u00a0", "")
    assert 'value="7, 2"' in organiser.get(f"{mine}/edit").text
