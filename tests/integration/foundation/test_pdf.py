"""A document may hold what it is handed, and fetch nothing."""

import base64
import pathlib

import pytest

from aami_events.foundation.pdf import NothingFetched, render
from aami_events.foundation.qr import png

PAGE = '<!doctype html><html lang="fr"><title>Essai</title><body>{}</body></html>'


def test_a_page_of_its_own():
    picture = base64.b64encode(png("ABCD2345")).decode()
    made = render(PAGE.format(f'<p>ᐃᓄᒃᑎᑐᑦ</p><img alt="code" src="data:image/png;base64,{picture}">'))
    assert made.startswith(b"%PDF-")
    assert len(made) > 1000


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="http://127.0.0.1:9/">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(file:///etc/passwd);</style>",
        "<style>body {{ background: url(https://127.0.0.1:9/) }}</style>".replace("{{", "{").replace("}}", "}"),
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_whatever_asks_for_an_address_is_refused(body):
    with pytest.raises(NothingFetched):
        render(PAGE.format(body))


def test_a_file_beside_it_is_not_read(tmp_path, monkeypatch):
    pathlib.Path(tmp_path, "secret.png").write_bytes(png("secret"))
    monkeypatch.chdir(tmp_path)
    with_picture = render(PAGE.format('<img alt="" src="secret.png">'))
    without = render(PAGE.format('<img alt="" src="">'))
    assert abs(len(with_picture) - len(without)) < 200
