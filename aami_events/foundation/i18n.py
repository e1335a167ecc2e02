"""Two languages at once: which one is spoken, and every text of the interface in it, typeset.

Addresses begin with /fr/ or /en/; a letter or a command speaks inside `speaking(language)`.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from babel.support import Translations
from flask import Flask, redirect, request, url_for
from flask_babel import Babel
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as WerkzeugResponse

from ..config import ROOT
from .bilingual import LANGUAGES
from .typography import typeset

babel = Babel()
_spoken: ContextVar[str] = ContextVar("spoken", default="fr")

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


class LanguageConverter(BaseConverter):
    """The first part of every page's address."""

    regex = "|".join(LANGUAGES)


def current_language() -> str:
    """`speaking` first, then the address, then French."""
    return _spoken.get()


def other_language() -> str:
    """The language that is not spoken now."""
    return "en" if current_language() == "fr" else "fr"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts, dates and links inside are in `language`, whatever the request says."""
    token = _spoken.set(language if language in LANGUAGES else "fr")
    try:
        yield
    finally:
        _spoken.reset(token)


@functools.cache
def _catalogue(language: str) -> Translations:
    return Translations.load(ROOT / "translations", [language])  # type: ignore[return-value]


@functools.lru_cache(8192)
def _text(language: str, context: str | None, message: str) -> str:
    catalogue = _catalogue(language)
    found = catalogue.upgettext(context, message) if context else catalogue.ugettext(message)
    return typeset(found, language)


@functools.lru_cache(8192)
def _safe_text(language: str, message: str) -> Markup:
    return Markup(_text(language, None, message))


@pass_eval_context
def _in_template(context: EvalContext, message: str, /, **values: Any) -> str:
    """What `_()` is in templates: in HTML the text itself is trusted, what fills it is escaped."""
    language = _spoken.get()
    text = _safe_text(language, message) if context.autoescape else _text(language, None, message)
    return text % values if values else text


def gettext(message: str, /, **values: Any) -> str:
    """The text in the spoken language, typeset; `%(name)s` is filled from `values`."""
    text = _text(current_language(), None, message)
    return text % values if values else text


def pgettext(context: str, message: str, /, **values: Any) -> str:
    """Like `gettext`, for a text that needs a context to be translated."""
    text = _text(current_language(), context, message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """Like `gettext`, by number; in French zero is singular."""
    language = current_language()
    text = typeset(str(_catalogue(language).ungettext(one, many, num)), language)
    return text % {"num": num, **values}


class Lazy:
    """A text that is looked up when shown, so that a module can name it once."""

    __slots__ = ("context", "message")

    def __init__(self, message: str, context: str | None = None) -> None:
        self.message, self.context = message, context

    def __str__(self) -> str:
        return _text(current_language(), self.context, self.message)

    def __html__(self) -> str:
        return str(self)

    def __mod__(self, values: Any) -> str:
        return str(str(self) % values)


def lazy_gettext(message: str) -> Lazy:
    """A text looked up when it is shown."""
    return Lazy(message)


def lazy_pgettext(context: str, message: str) -> Lazy:
    """A text with a context, looked up when it is shown."""
    return Lazy(message, context)


def preferred_language() -> str:
    """For an address without a language: the cookie, then Accept-Language, then French."""
    kept = request.cookies.get("language")
    if kept in LANGUAGES:
        return kept
    wanted = (name.partition("-")[0].lower() for name, quality in request.accept_languages if quality)
    return next((name for name in wanted if name in LANGUAGES), "fr")  # best_match would take "en" before "fr-CA"


def other_url() -> str | None:
    """This page in the other language, or None where it has none."""
    if not request.endpoint or "lang" not in (request.url_rule.arguments if request.url_rule else ()):
        return None
    query = request.args.to_dict(flat=False) if request.method == "GET" else {}
    arguments: dict[str, Any] = {
        **query,
        **(request.view_args or {}),
        "lang": other_language(),
        "chosen": other_language(),
    }
    return url_for(request.endpoint, **arguments)


def init_app(app: Flask) -> None:
    """Languages in addresses, texts in templates."""
    app.url_map.converters["lang"] = LanguageConverter
    babel.init_app(app, locale_selector=current_language, default_translation_directories=str(ROOT / "translations"))
    app.jinja_env.add_extension("jinja2.ext.i18n")
    environment: Any = app.jinja_env
    environment.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)
    environment.globals["_"] = _in_template

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            _spoken.set(values.pop("lang"))
        else:
            first = request.path.split("/", 2)[1]
            _spoken.set(first if first in LANGUAGES else preferred_language())

    @app.teardown_request
    def fall_silent(_error: BaseException | None) -> None:
        _spoken.set("fr")

    @app.before_request
    def keep_choice() -> WerkzeugResponse | None:
        """Whoever pressed the switch has chosen a language: it is kept, and the address stays as it was."""
        chosen = request.args.get("chosen")
        if chosen not in LANGUAGES or request.method != "GET" or not request.endpoint:
            return None
        query = {key: value for key, value in request.args.to_dict(flat=False).items() if key != "chosen"}
        answer = redirect(url_for(request.endpoint, **{**query, **(request.view_args or {})}))
        answer.set_cookie("language", chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure)
        return answer

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language()
