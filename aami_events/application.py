"""The application's table of contents, in floor order."""

import functools
import importlib
import pathlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Blueprint, Flask
from flask.cli import AppGroup
from flask_wtf import CSRFProtect
from sqlalchemy.exc import DatabaseError
from werkzeug.middleware.proxy_fix import ProxyFix

from . import config
from .foundation import audit, clock, dates, files, headers, i18n, jobs, limits, links, migrations, outbox  # noqa: F401  some are here for their tables
from .foundation.database import db, engine_options, prepare_engine
from .web import faults, health, pages

#: features in floor order; what each has of hooks, views and commands is registered
FEATURES = (
    "people",
    "plan",
    "questions",
    "events",
    "committees",
    "registration",
    "proposals",
    "programme",
    "attendance",
    "badges",
    "evaluation",
    "mailings",
    "wording",
    "privacy",
    "seeds",
)

csrf = CSRFProtect()
#: a mail program asks for it in its reader's name, and knows no form (RFC 8058); its address is signed
ONE_CLICK = "aami_events.mailings.views.public.refused"


class Commands(AppGroup):
    """The commands of the features, found when somebody asks for one: a web worker never does."""

    @functools.cached_property
    def found(self) -> dict[str, click.Command]:
        """{name: command} of all features."""
        doors = filter(None, (_find(feature, "cli") for feature in FEATURES))
        groups = (migrations.commands(), *(group for door in doors for group in door.GROUPS))
        return {group.name: group for group in groups}

    def list_commands(self, _context: click.Context) -> list[str]:
        """Their names, for --help."""
        return sorted(self.found)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """One of them."""
        return self.found.get(name)


class House(Flask):
    """No view or hook of the house is a coroutine: nobody need look at each call."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        super().__init__(*given, **settings)
        self.cli = Commands(self.name)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """A configured application; `overrides` take precedence over the environment."""
    app = House(__name__, template_folder=str(config.ROOT / "templates"), static_folder="static")
    app.config.update(config.read() | (overrides or {}))
    _configure(app)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    for part in (migrations, i18n, headers, limits, jobs, pages, health, faults):
        part.init_app(app)
    csrf.init_app(app)
    _features(app)
    csrf.exempt(ONE_CLICK)
    _start_clock(app)
    return app


def _configure(app: Flask) -> None:
    settings = app.config
    url = settings["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith("sqlite:///"):
        pathlib.Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    settings["SQLALCHEMY_DATABASE_URI"] = url
    settings["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    settings["SECRET_KEY"] = settings["SECRET_KEY"] or links.secret_key(pathlib.Path(settings["INSTANCE_DIR"]))
    settings["MAX_CONTENT_LENGTH"] = settings["UPLOAD_MB"] * 1_000_000
    settings["MAX_FORM_MEMORY_SIZE"] = 1_000_000
    settings["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    settings["WTF_CSRF_TIME_LIMIT"] = None
    settings["WTF_I18N_ENABLED"] = False  # every message of a form is our own
    here = urlsplit(settings["PUBLIC_URL"]).hostname or "localhost"
    further = [name.strip() for name in settings["TRUSTED_HOSTS"].split(",") if name.strip()]
    settings["TRUSTED_HOSTS"] = [here, "127.0.0.1", "localhost", "[::1]", *further]
    if settings["TRUSTED_PROXIES"]:
        count = settings["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    dates.use_packaged_zones()


def _find(feature: str, room: str) -> Any:
    name = f"aami_events.{feature}.{room}"
    found = importlib.util.find_spec(name) if importlib.util.find_spec(f"aami_events.{feature}") else None
    return importlib.import_module(name) if found else None


def _features(app: Flask) -> None:
    for feature in FEATURES:
        for room in ("models", "jobs", "hooks"):
            _find(feature, room)
        session = _find(feature, "session")
        if hasattr(session, "init_app"):
            session.init_app(app)
        _views(app, feature)


def _views(app: Flask, feature: str) -> None:
    blueprint = Blueprint(feature, __name__)
    for door in ("public", "organiser"):
        module = _find(feature, f"views.{door}") if _find(feature, "views") else None
        if module is None:
            continue
        blueprint.register_blueprint(module.blueprint, url_prefix="/<lang:lang>")
        if hasattr(module, "root"):
            app.register_blueprint(module.root)
    app.register_blueprint(blueprint)


def _start_clock(app: Flask) -> None:
    with app.app_context():
        try:
            app.extensions["demo"] = clock.load()
        except DatabaseError:  # before the first migration
            app.extensions["demo"] = False
        finally:
            db.session.remove()
            db.engine.dispose()
