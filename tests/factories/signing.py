"""Somebody signs in, in tests of pages."""

from flask import Flask
from flask.testing import FlaskClient

PASSWORD = "un mot de passe"


def sign_in(app: Flask, who: str) -> FlaskClient:
    """The browser of the account `who`@x.example, which has that password."""
    client = app.test_client()
    assert client.post("/fr/sign-in", data={"email": f"{who}@x.example", "password": PASSWORD}).status_code == 302
    return client
