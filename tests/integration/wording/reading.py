"""What tests of the worklist's pages share: addresses, somebody who signs in, forms and files read as people do."""

import html
import io
import re

import pytest
from flask.testing import FlaskClient

from aami_events.foundation.tables import csv_rows, read_table, xlsx_file
from tests.factories.signing import PASSWORD as PASSWORD
from tests.factories.signing import sign_in as sign_in

HERE = "/fr/organise/rencontre-2020/wording"
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
TITLE, PART = "event:1:title", "part:1:title"


def form_of(page: str) -> dict[str, str]:
    """What the form of a text would send, as it stands."""
    (seen,) = set(re.findall(r'name="seen" value="([^"]*)"', page))
    sides = re.findall(r'<textarea id="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {"seen": seen, **{name: html.unescape(text) for name, text in sides}}


def rows_of(client: FlaskClient, query: str = "") -> tuple[list[str], list[list[str]]]:
    answer = client.get(f"/fr/organise/rencontre-2020/wording.xlsx{query}")
    assert answer.headers["Cache-Control"] == "no-store"
    table = read_table(answer.data, "textes.xlsx")
    return table.header, [cells for _number, cells in table.rows]


def send_file(client: FlaskClient, header, rows, name="textes.xlsx"):
    data = xlsx_file(header, rows, sheet="x").read() if name.endswith("xlsx") else b"".join(csv_rows(header, rows))
    return client.post(f"{HERE}/import", data={"file": (io.BytesIO(data), name)})


def table_of(page: str) -> list[str]:
    """The rows of a page's table, as text."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [html.unescape(re.sub(r"<[^>]*>", " ", row)) for row in body.split("<tr>")[1:]]
