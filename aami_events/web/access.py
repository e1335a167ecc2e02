"""Who may see what: a lookup that cannot be forgotten.

Every view is `@public`, `@signed_in` or `@requires(permission)`. Where its address names something that belongs to
somebody (an event's slug), the registered loader turns the name into the thing, the permission is asked for that
thing, and the view receives it: one cannot get the object without the right.
"""

import functools
import ipaddress
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

View = Callable[..., Any]


class Principal(Protocol):
    """Who asks."""

    id: int
    name: str

    def can(self, permission: str, scope: tuple[str, int] | None = None) -> bool:
        """Whether it may, there; without a scope: whether it may anywhere."""
        ...


class Scoped(Protocol):
    """A thing that permissions are given for. Where it stands in another one, `within` names that one's scope."""

    id: int
    #: as in grants: "event"
    scope_kind: str


class Shown(Scoped, Protocol):
    """A thing that not everyone may see at all times."""

    @property
    def seen_with(self) -> str | None:
        """The permission that one needs to see it; None: anyone may."""
        ...


S = TypeVar("S", bound=Shown)
ScopeLoader = Callable[[str], Scoped | None]

_principal_loader: list[Callable[[], Principal | None]] = []
_guest_loaders: list[Callable[[], Principal | None]] = []
_scope_loaders: dict[str, tuple[str, ScopeLoader]] = {}


def load_principal_with(loader: Callable[[], Principal | None]) -> Callable[[], Principal | None]:
    """Register how the one who asks is found; the last one registered counts."""
    _principal_loader[:] = [loader]
    return loader


def load_guest_with(loader: Callable[[], Principal | None]) -> Callable[[], Principal | None]:
    """Register how somebody without an account is found who may do one thing all the same: `requires` asks for them,
    and nothing else does."""
    if loader not in _guest_loaders:
        _guest_loaders.append(loader)
    return loader


def load_scope_with(argument: str, name: str) -> Callable[[ScopeLoader], ScopeLoader]:
    """Register how `argument` of an address becomes a thing, handed to views as `name`."""

    def register(loader: ScopeLoader) -> ScopeLoader:
        _scope_loaders[argument] = (name, loader)
        return loader

    return register


def principal() -> Principal | None:
    """Who asks, or None; looked up once a request."""
    if "principal" not in g:
        g.principal = _principal_loader[0]() if _principal_loader else None
    found: Principal | None = g.principal
    return found


def guests() -> list[Principal]:
    """Who asks without an account; looked up once a request."""
    if "guests" not in g:
        g.guests = [guest for guest in (loader() for loader in _guest_loaders) if guest is not None]
    found: list[Principal] = g.guests
    return found


def account() -> int:
    """The number of the account that asks; 403 when nobody is signed in."""
    asking = principal()
    if asking is None:
        abort(403)
    return asking.id


def visible(thing: S | None) -> S:
    """The thing if the one who asks may see it; 404 otherwise, as if it were not there."""
    if thing is None:
        abort(404)
    if thing.seen_with:
        asking = principal()
        if asking is None or not may(asking, thing.seen_with, thing):
            abort(404)
    return thing


def may(asking: Principal, permission: str, thing: Scoped) -> bool:
    """Whether somebody may, for this thing or for what it stands in."""
    outer: tuple[str, int] | None = getattr(thing, "within", None)
    return asking.can(permission, (thing.scope_kind, thing.id)) or bool(outer and asking.can(permission, outer))


def can(thing: Scoped, permission: str) -> bool:
    """Whether the one who asks may, for this thing or for what it stands in."""
    asking = principal()
    return asking is not None and may(asking, permission, thing)


def on_this_machine() -> bool:
    """Whether the visitor sits at this very machine; no, if a proxy that nobody told us of passed the request on."""
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    try:
        here = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return here and not forwarded


def public(view: View) -> View:
    """Anyone may."""
    view.access_rule = "public"  # type: ignore[attr-defined]
    return view


def _sign_in() -> Response:
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.public.sign_in", back=back))


def signed_in(view: View) -> View:
    """Anyone with an account may."""

    @functools.wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs) if principal() else _sign_in()

    wrapper.access_rule = "signed in"  # type: ignore[attr-defined]
    return wrapper


def requires(permission: str | Callable[[Mapping[str, Any]], str]) -> Callable[[View], View]:
    """Only who holds `permission`, for the thing that the address names if it names one.

    A callable says which one the values of the address ask for.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(**kwargs: Any) -> Any:
            asking = [one for one in (principal(), *guests()) if one is not None]
            if not asking:
                return _sign_in()
            needed = permission if isinstance(permission, str) else permission(kwargs)
            thing = None
            for argument, (name, loader) in _scope_loaders.items():
                if argument in kwargs:
                    thing = kwargs[name] = loader(kwargs.pop(argument))
                    if thing is None:
                        abort(404)
            if not any(may(one, needed, thing) if thing else one.can(needed) for one in asking):
                abort(403)
            return view(**kwargs)

        wrapper.access_rule = permission if isinstance(permission, str) else permission.__name__  # type: ignore[attr-defined]
        return wrapper

    return decorate


def guarded(app: Flask) -> dict[str, list[str]]:
    """{access rule: addresses with their methods} of all that is not public."""
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        needed = getattr(app.view_functions[rule.endpoint], "access_rule", None)
        if needed and needed != "public":
            methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            found.setdefault(needed, []).append(f"{methods} {rule.rule}")
    return found
