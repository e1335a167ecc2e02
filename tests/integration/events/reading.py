"""What tests of the editors' pages read of them."""

import html
import re

from flask.testing import FlaskClient

SLUG = "rencontre-2020"


def fields_of(page: str) -> dict[str, str | list[str]]:
    """What a browser would send of the form for editing, as it stands."""
    form = page[page.index('id="editing"') : page.index("</form>", page.index('id="editing"'))]
    sent: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if given.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        sent[given["name"]] = html.unescape(given.get("value", ""))
    for name, body in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        sent[name] = html.unescape(body)
    for name, body in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body) or re.search(r'<option value="([^"]*)"', body)
        sent[name] = html.unescape(chosen[1]) if chosen else ""
    return sent | {"action": "save"}


def save(client: FlaskClient, address: str, **changes):
    """Open the form, change something in it, send it."""
    sent = fields_of(client.get(address).text)
    return client.post(address, data=sent | {name.replace("__", "-"): value for name, value in changes.items()})


def said(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>|\s+", " ", page)).replace("\u00a0", " ").replace("’", "'")
