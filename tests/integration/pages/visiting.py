"""What tests of pages share: an open event, somebody registered, a form to send."""

import html
import re

import pytest
from flask.testing import FlaskClient

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
SLUG = "rencontre-2020"
FORM = {
    "form_key": "a form of its own",
    "name": "Ariane Tremblay",
    "email": "ariane@centre.example",
    "language": "fr",
    "category": "general",
    "mode": "in_person",
    "access_needs": "",
}
USED_TO = ("name", "badge_name", "pronouns", "email", "organisation", "access_needs", "form_key")


def in_language(page: str, language: str) -> bool:
    return f'<html lang="{language}-CA"' in page


def send(client: FlaskClient, spoken: str = "fr", **given):
    return client.post(f"/{spoken}/events/{SLUG}/register", data={**FORM, **given})


def summary(page: str) -> list[str]:
    """The ids that the summary of errors links to."""
    return re.findall(r'<li><a href="#([^"]+)">', page)


def assert_summary_leads_to_fields(page: str) -> None:
    links = summary(page)
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert links, "there is a summary"
    assert [link for link in links if html.unescape(link) not in ids] == []
