"""What every page is given: languages, navigation, assets, the filters of the templates."""

import functools
import hashlib
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import Flask, current_app, has_request_context, redirect, request, url_for
from markupsafe import Markup
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as WerkzeugResponse

from ..config import ROOT
from ..foundation import clock, dates, markdown, money, points, testcard
from ..foundation.bilingual import Bilingual
from ..foundation.i18n import LANGUAGE_NAMES, current_language, gettext, other_language, other_url
from ..foundation.numbers import format_number
from ..foundation.typography import typeset
from . import access
from .navigation import entries

#: cookie of the zone that somebody chose by hand
CHOSEN_ZONE = "chosen_zone"


class NumberConverter(IntegerConverter):
    """The number of a row in an address; one that no database could hold leads nowhere."""

    MOST = 2_147_483_647

    def __init__(self, url_map: Map, *given: Any, **more: Any) -> None:
        super().__init__(url_map, *given, **{"max": self.MOST, **more})


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


def chosen_zone() -> str | None:
    """The zone that the visitor chose by hand, if any."""
    zone = request.cookies.get(CHOSEN_ZONE, "")
    return zone if zone and _is_zone(zone) else None


def viewer_zone() -> str | None:
    """The visitor's zone: the one they chose by hand, else the one that their browser told."""
    told = request.cookies.get("zone", "")
    return chosen_zone() or (told if told and _is_zone(told) else None)


def keep_zone() -> WerkzeugResponse | None:
    """Whoever says where they are by the form below hours has chosen: it is kept, and the address stays as it was."""
    wanted = request.args.get("my_zone")
    if wanted is None or request.method != "GET" or not request.endpoint:
        return None
    query = {key: value for key, value in request.args.to_dict(flat=False).items() if key != "my_zone"}
    answer = redirect(url_for(request.endpoint, **{**query, **(request.view_args or {})}))
    if wanted in dates.CANADIAN_ZONES:
        answer.set_cookie(CHOSEN_ZONE, wanted, max_age=31_536_000, samesite="Lax", secure=request.is_secure)
    elif not wanted:
        answer.delete_cookie(CHOSEN_ZONE)
    return answer


def zone_choices() -> list[tuple[str, str]]:
    """(zone, city) of every zone in use in Canada, from east to west."""
    return [(zone, dates.zone_city(zone, current_language())) for zone in dates.CANADIAN_ZONES]


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
    """Fill the templates' context and filters; what numbers in addresses may be."""
    app.url_map.converters["int"] = NumberConverter
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
    app.before_request(keep_zone)
    app.jinja_env.globals.update(
        asset=asset,
        gettext_now=gettext,
        testcard=lambda slug: Markup(testcard.testcard(slug)),
        language_names=LANGUAGE_NAMES,
        zone_choices=zone_choices,
        chosen_zone=chosen_zone,
        zone_city=lambda zone: dates.zone_city(zone, current_language()),
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
