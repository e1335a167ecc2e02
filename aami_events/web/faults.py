"""What a visitor reads when something is not there, not theirs, or wrong: a sentence, and where to go next."""

import logging

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from ..foundation.i18n import gettext
from ..foundation.links import redact

log = logging.getLogger(__name__)


def sentences(code: int) -> tuple[str, str]:
    """Title and sentence for a status."""
    texts = {
        400: (
            gettext("This form could not be read"),
            gettext("Go back, reload the page and try again. Nothing was saved."),
        ),
        403: (
            gettext("You do not have access to this page"),
            gettext("Your account does not give access to it. You can ask an organiser."),
        ),
        404: (
            gettext("This page does not exist"),
            gettext("The address may have changed, or the link may be incomplete."),
        ),
        405: (
            gettext("This address cannot be used that way"),
            gettext("Start again from the page that brought you here."),
        ),
        410: (
            gettext("This link is no longer valid"),
            gettext("It has expired, or a newer one has replaced it. Use the link in the latest e-mail you received."),
        ),
        413: (gettext("This is too large"), gettext("Choose a smaller file or a shorter text. Nothing was saved.")),
        429: (gettext("Too many attempts"), gettext("Wait a minute, then try again.")),
    }
    ours = (
        gettext("Something went wrong on our side"),
        gettext("We have a record of it. Nothing was saved; try again in a moment."),
    )
    return texts.get(code, ours)


def page(code: int, title: str = "", sentence: str = "") -> tuple[str, int]:
    """The error page of a status; title and sentence may be more precise than usual."""
    usual = sentences(code)
    given = {"code": code, "title": title or usual[0], "sentence": sentence or usual[1]}
    return render_template("_layout/error.html", **given), code


def init_app(app: Flask) -> None:
    """Every fault ends on a page in the visitor's language."""

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> tuple[str, int]:
        return page(
            400,
            gettext("This form has expired"),
            gettext("Go back, reload the page and send it again. Nothing was saved."),
        )

    @app.before_request
    def no_such_sign() -> None:
        """No page's address holds a NUL, and PostgreSQL takes none."""
        if "\x00" in request.path or b"%00" in request.query_string:
            abort(404)

    @app.before_request
    def no_such_form() -> None:
        """A form of text is never this large; Werkzeug limits the multipart ones only."""
        urlencoded = request.mimetype == "application/x-www-form-urlencoded"
        if urlencoded and (request.content_length or 0) > app.config["MAX_FORM_MEMORY_SIZE"]:
            abort(413)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue | HTTPException:
        if isinstance(error, SecurityError):  # asked for under another name: no page can be built for it
            return "Adresse inconnue. / Unknown address.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
        return page(error.code) if error.code and error.code >= 400 else error

    @app.errorhandler(Exception)
    def broken(error: Exception) -> tuple[str, int]:
        log.error("%s %s", request.method, redact(request.path), exc_info=error)
        return page(500)
