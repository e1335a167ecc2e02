"""An event with people who come in person, and an organiser; PDFs looked at as texts and as pictures."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL.Image import Image

from tests.factories import make_event, make_person, register
from tests.factories.signing import PASSWORD, sign_in

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
SLUG = "rencontre-2020"
HERE = f"/fr/organise/{SLUG}/badges"


@pytest.fixture
def people(app) -> list[int]:
    """Three who come, one of them with a name of her own for the badge; then one online and one cancelled."""
    with app.app_context():
        event = make_event(SLUG, mode="hybrid")
        come = [
            register(event, name="Ève Roy", badge_name="Ève R.", pronouns="elle", organisation="L'Écran boréal"),
            register(event, name="ᐃᓄᒃᑎᑐᑦ ᐊᓪᓚᒋᐊᖅ", consents={"photo": True}),
            register(event, name="Ada Field", language="en"),
        ]
        register(event, name="De Loin", mode="online")
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
        make_person(email="x@x.example", password=PASSWORD)
    return come


@pytest.fixture
def organiser(app, people) -> FlaskClient:
    return sign_in(app, "o")


def pages(data: bytes, dpi: int = 150) -> Iterator[Image]:
    """A PDF as pictures."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        bitmap = page.render(scale=dpi / 72)  # its picture is a view of it
        yield bitmap.to_pil().copy()
    document.close()


def codes(data: bytes, dpi: int = 150) -> list[str]:
    """Every QR code that a scanner finds on it."""
    return [found.text for page in pages(data, dpi) for found in zxingcpp.read_barcodes(page)]


def text_of(data: bytes) -> str:
    """Its text, as a screen reader or a search finds it, without spaces: lines break where there is room."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", done.stdout.decode()))
