"""Rate limits on what can be guessed or abused: sign-in, links by mail, registration.

Counts are per process with the default store; several machines share them by LIMITER_URL.
"""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, strategy="moving-window", default_limits=[])

SIGN_IN = "10 per minute; 60 per hour"
LINK_BY_MAIL = "5 per minute; 20 per hour"
REGISTER = "30 per minute; 300 per hour"


def init_app(app: Flask) -> None:
    """Limits as set; AAMI_RATE_LIMITS=0 lifts them."""
    app.config["RATELIMIT_STORAGE_URI"] = app.config["LIMITER_URL"]
    app.config["RATELIMIT_ENABLED"] = app.config["AAMI_RATE_LIMITS"]
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)


def posts_only() -> bool:
    """Exempt everything that only shows."""
    return request.method != "POST"
