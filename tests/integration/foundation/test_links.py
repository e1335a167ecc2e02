"""Signed links and public addresses."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from aami_events.foundation import links

pytestmark = [pytest.mark.databases("sqlite"), pytest.mark.usefixtures("inside")]


def test_what_was_signed_comes_back():
    assert links.unsign("registration", links.sign("registration", 12, 1)) == [12, 1]
    assert links.unsign("survey", links.sign("survey", 12, "fr")) == [12, "fr"]


def test_a_link_is_good_for_its_purpose_only():
    token = links.sign("registration", 12, 1)
    assert links.unsign("sign-in", token) is None
    assert links.unsign("", token) is None


def test_forged_links(app):
    token = links.sign("registration", 12, 1)
    body, _, signature = token.rpartition(".")
    other = links.sign("registration", 13, 1)
    wrong = [
        "",
        ".",
        body,
        f"{body}.",
        f".{signature}",
        token[:-1],
        token + "A",
        f"{other.rpartition('.')[0]}.{signature}",
    ]
    wrong += [token.upper(), "é" * 20, "\x00", token * 20, "A" * 401]
    assert [text for text in wrong if links.unsign("registration", text) is not None] == []
    app.config["SECRET_KEY"] = "another installation"
    assert links.unsign("registration", token) is None


def test_a_signed_text_that_is_no_list(app):
    token = links._signer(app.config["SECRET_KEY"], "registration").dumps({"id": 1})
    assert links.unsign("registration", token) is None


def test_public_addresses_are_the_installations_own(app):
    with app.test_request_context("/", headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"}):
        url = links.public_url("events.public.show", lang="fr", slug="agm-2020")
    assert url == "https://evenements.example/fr/events/agm-2020"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("GET /fr/registrations/WzEsMV0.abc HTTP/1.1", "GET /fr/registrations/… HTTP/1.1"),
        ("/en/registrations/WzEsMV0.abc/change?x=1", "/en/registrations/…/change?x=1"),
        ("/fr/surveys/abc?x=1", "/fr/surveys/…?x=1"),
        ("/fr/sign-in/link/abc", "/fr/sign-in/link/…"),
        ("/fr/events/agm-2020/register", "/fr/events/agm-2020/register"),
        ('"/fr/registrations/a" "/fr/surveys/b"', '"/fr/registrations/…" "/fr/surveys/…"'),
    ],
)
def test_keys_are_not_written_to_logs(line, shown):
    assert links.redact(line) == shown


def test_what_was_asked_for_is_not_written_to_logs():
    assert links.redact_address("/en/registrations/WzEsMV0.abc/change?x=1?y") == "/en/registrations/…/change?…"
    assert links.redact_address("/fr/organise/a/attendees?q=Zoé") == "/fr/organise/a/attendees?…"
    assert links.redact_address("/fr/") == "/fr/"


def test_the_installations_key_is_made_once_and_for_nobody_else(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _number: links.secret_key(tmp_path / "deep"), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 48
    path = tmp_path / "deep" / "secret-key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in (tmp_path / "deep").iterdir()] == ["secret-key"], "no drafts are left"
