"""What every page is given: languages, navigation, assets, the filters of the templates."""

import functools
import hashlib
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import Flask, current_app, has_request_context, request
from markupsafe import Markup

from ..config import ROOT
from ..foundation import clock, dates, markdown, money, points, testcard
from ..foundation.bilingual import Bilingual
from ..foundation.i18n import LANGUAGE_NAMES, current_language, gettext, other_language, other_url
from ..foundation.numbers import format_number
from ..foundation.typography import typeset
from . import access
from .navigation import entries


@functools.cache
def _version(path: str) -> str:
    return hashlib.sha256((ROOT / "aami_events" / "static" / path).read_bytes()).hexdigest()[:10]


def asset(path: str) -> str:
    """Address of a first-party file, with its content's hash so that it can be kept for ever."""
    return request.script_root + _address(path)


@functools.cache
def _address(path: str) -> str:
    return f"{current_app.static_url_path}/{path}?v={_version(path)}"


def bilingual(value: Bilingual | None) -> str:
    """A bilingual text in the spoken language (or the other, when empty), typeset."""
    return typeset(value.get(current_language()), current_language()) if value else ""


def rich(value: Bilingual | None) -> Markup:
    """A bilingual Markdown text as safe HTML."""
    if not value:
        return Markup("")
    written = current_language() if value.has(current_language()) else value.languages[0]
    return Markup(markdown.render(value.get(written), written))


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _is_zone(name: str) -> bool:
    return name in _zones()


def viewer_zone() -> str | None:
    """The zone that the visitor's browser told, if it is one."""
    zone = request.cookies.get("zone", "")
    return zone if zone and _is_zone(zone) else None


def organisation_name() -> str:
    """The house's name in the spoken language."""
    return str(current_app.config["ORGANISATION_" + current_language().upper()])


def demo_clock() -> str | None:
    """The demo's time for the banner, or None in a real installation."""
    if not current_app.extensions.get("demo"):
        return None
    at = clock.now().astimezone(ZoneInfo("America/Toronto"))
    return dates.format_datetime(at, current_language())


def init_app(app: Flask) -> None:
    """Fill the templates' context and filters."""
    filters: dict[str, Any] = {
        "b": bilingual,
        "rich": rich,
        "typeset": lambda text: typeset(text, current_language()),
        "date": lambda day: dates.format_date(day, current_language()),
        "datetime": lambda at: dates.format_datetime(at, current_language()),
        "number": lambda value: format_number(value, current_language()),
        "money": lambda cents: money.format_money(cents, current_language()),
        "fuzzy": lambda when: when.format(current_language()),
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(
        asset=asset,
        gettext_now=gettext,
        testcard=lambda slug: Markup(testcard.testcard(slug)),
        language_names=LANGUAGE_NAMES,
        has_endpoint=lambda endpoint: endpoint in current_app.view_functions,
    )

    @app.context_processor
    def context() -> dict[str, Any]:
        if not has_request_context():  # a letter, composed by the consumer
            return {"language": current_language(), "organisation_name": organisation_name()}
        return {
            "language": current_language(),
            "other_language": other_language(),
            "other_url": other_url(),
            "viewer": access.principal(),
            "viewer_zone": viewer_zone(),
            "navigation": entries(points.menu),
            "demo_clock": demo_clock(),
            "organisation_name": organisation_name(),
        }
