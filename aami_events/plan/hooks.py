"""The plan in the menu."""

from typing import Any

from flask import url_for

from ..foundation.i18n import gettext
from ..foundation.points import menu


@menu.hear
def entry(_principal: Any) -> list[tuple[int, str, str]]:
    """For everyone."""
    return [(20, gettext("The plan"), url_for("plan.public.show"))]
