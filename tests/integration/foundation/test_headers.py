"""What every answer says to the browser: nothing from elsewhere, nothing inline, nothing passed on."""

import re

import pytest

from tests.factories import make_event

pytestmark = pytest.mark.databases("sqlite")
PAGES = (
    "/fr/",
    "/en/plan",
    "/fr/sign-in",
    "/fr/events/rencontre-2020",
    "/en/events/rencontre-2020/register",
    "/fr/nowhere",
)


@pytest.fixture(autouse=True)
def an_event(app):
    with app.app_context():
        make_event()


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/static/css/face.css", "/"])
def test_every_answer_is_protected(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"strict-origin-when-cross-origin", "no-referrer"}
    assert "Strict-Transport-Security" not in headers


def test_over_a_secure_line_it_stays_secure(client):
    headers = client.get("/fr/", base_url="https://localhost").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(client, path):
    page = client.get(path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    addresses = re.findall(r'(?:src|href|action)="(\w+:[^"]*)"', page)
    assert [address for address in addresses if not address.startswith(("data:", "mailto:"))] == []


def test_the_form_and_the_own_page_are_kept_nowhere(client):
    headers = client.get("/fr/events/rencontre-2020/register").headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_session_cookie_cannot_be_read_by_scripts(client):
    answer = client.get("/fr/events/rencontre-2020/register")
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
