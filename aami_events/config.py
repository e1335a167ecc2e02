"""Every setting: its name in the environment, default, unit, and what it does."""

import os
import pathlib
from collections.abc import Mapping
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
#: of the application; the same as in pyproject.toml
VERSION = "0.1.0"


def _flag(value: str) -> bool:
    return value.strip().lower() not in {"", "0", "no", "false", "off"}


#: (name, default, reader, comment)
SETTINGS: tuple[tuple[str, Any, Any, str], ...] = (
    ("INSTANCE_DIR", str(ROOT / "instance"), str, "folder of the database, the secret key, the queue and the files"),
    ("DATABASE_URL", "", str, "SQLAlchemy address; empty: SQLite in the instance folder"),
    (
        "JOBS_URL",
        "",
        str,
        "queue of nudges: sqlite:///path, redis://…, postgresql://…, memory://; empty: SQLite in the instance folder",
    ),
    ("LIMITER_URL", "memory://", str, "store of the rate limits; several machines need redis://…"),
    ("PUBLIC_URL", "http://127.0.0.1:8000", str, "address that letters and codes link to; never read from a request"),
    ("TRUSTED_HOSTS", "", str, "further host names that may be asked for, separated by commas"),
    ("TRUSTED_PROXIES", 0, int, "how many proxies in front may be believed about the visitor's address"),
    (
        "SMTP_URL",
        "",
        str,
        "smtp://user:password@host:port, smtps://… or smtp+starttls://…; empty: letters wait, readable",
    ),
    ("SMTP_TIMEOUT", 20.0, float, "seconds that a mail server may take for one answer"),
    (
        "OUTBOX_CLAIM_SECONDS",
        300,
        int,
        "seconds that a letter belongs to the process that claimed it; at least six times SMTP_TIMEOUT",
    ),
    ("MAIL_FROM", "AAMI / IMAA <inscription@aami.example>", str, "sender of every letter"),
    ("MAIL_REPLY_TO", "", str, "address that answers go to; empty: the sender"),
    ("ORGANISATION_FR", "Alliance des arts médiatiques indépendants", str, "name of the house in French"),
    ("ORGANISATION_EN", "Independent Media Arts Alliance", str, "name of the house in English"),
    ("ORGANISATION_ADDRESS", "", str, "postal address of the house: an e-mail about other events must name it (CASL)"),
    ("PRIVACY_OFFICER_NAME", "", str, "name of the person in charge of personal information (Law 25), in the notice"),
    ("PRIVACY_OFFICER_EMAIL", "", str, "e-mail that people write to about their personal information"),
    ("NOTICE_DAYS", 21, int, "days before a general meeting by which its notice must have gone, by electronic means"),
    ("OFFER_HOURS", 48, int, "hours that a freed place is held for the next on the waiting list"),
    ("INVITATION_REST_HOURS", 20, int, "hours between two letters that ask an invited person for an answer"),
    ("SIGN_IN_LINK_MINUTES", 30, int, "minutes that a one-time sign-in link is good for"),
    ("UPLOAD_MB", 12, int, "megabytes that one request may carry"),
    ("AAMI_DEMO", True, _flag, "load the demo into an empty database"),
    ("AAMI_RATE_LIMITS", True, _flag, "0 lifts the rate limits (load tests on loopback only)"),
    ("SECRET_KEY", "", str, "signs sessions and links; empty: made once in the instance folder"),
)


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings as a dictionary, typed; an unreadable number raises `ValueError` naming the setting."""
    values: dict[str, Any] = {}
    for name, default, reader, _comment in SETTINGS:
        given = environ.get(name)
        try:
            values[name] = default if given is None or given == "" else reader(given)
        except ValueError as error:
            raise ValueError(f"setting {name}: {given!r} is not a number") from error
    instance = pathlib.Path(values["INSTANCE_DIR"])
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'aami.db'}"
    values["JOBS_URL"] = values["JOBS_URL"] or f"sqlite:///{instance / 'jobs.db'}"
    return values
