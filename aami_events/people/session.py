"""The signed-in person: kept by Flask-Login, while the account's session version is the one they signed in with."""

from dataclasses import dataclass

from flask import Flask
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from ..foundation import audit
from ..web.access import Principal, load_principal_with
from . import queries
from .models import Person
from .rules import GrantFact, allows

manager = LoginManager()
manager.session_protection = None  # the session version does it, also across devices


@dataclass
class SignedIn(UserMixin):
    """A person as the house sees them in one request."""

    id: int
    name: str
    email: str
    language: str
    version: int
    grants: tuple[GrantFact, ...]

    def get_id(self) -> str:
        """What the session keeps."""
        return f"{self.id}.{self.version}"

    def can(self, permission: str, scope: tuple[str, int] | None = None) -> bool:
        """Whether the grants give it."""
        return allows(self.grants, permission, scope)


def facts_of(person: Person) -> SignedIn:
    """The request's view of an account."""
    grants = tuple(GrantFact(grant.role, grant.scope, grant.scope_id) for grant in person.grants)
    return SignedIn(person.id, person.name, person.email, person.language, person.session_version, grants)


@manager.user_loader
def load(kept: str) -> SignedIn | None:
    """The person of a session, or None when it has been ended elsewhere."""
    number, _, version = kept.partition(".")
    person = queries.find_person(int(number)) if number.isdecimal() else None
    return facts_of(person) if person and str(person.session_version) == version else None


@load_principal_with
def principal() -> Principal | None:
    """For web.access: who asks in this request; what they change is written down as theirs."""
    person: SignedIn | None = current_user._get_current_object() if current_user.is_authenticated else None
    if person:
        audit.act_as(person.id, "account")
    return person


def begin(person: Person) -> None:
    """Sign in."""
    login_user(facts_of(person))


def end() -> None:
    """Sign out of this device."""
    logout_user()


def init_app(app: Flask) -> None:
    """Sessions are cookies that scripts cannot read."""
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", REMEMBER_COOKIE_HTTPONLY=True)
    app.config["SESSION_COOKIE_SECURE"] = app.config["PUBLIC_URL"].startswith("https:")
    manager.init_app(app)

    @app.before_request
    def nobody_yet() -> None:
        """A thread serves one person after another: none acts in another's name."""
        audit.act_as(None, "system")

    @app.teardown_request
    def nobody_any_more(_error: BaseException | None) -> None:
        """Nor does what the thread does next."""
        audit.act_as(None, "system")
