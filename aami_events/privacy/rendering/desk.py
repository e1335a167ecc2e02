"""What the officer has to do, in the cockpit."""

from flask import url_for

from ...foundation import clock
from ...foundation.i18n import gettext, ngettext
from ...foundation.points import HOUSE, Panel
from ...foundation.todo import Found, Task
from ...web.access import principal
from .. import queries, rules
from . import officer


def panels(event_ids: list[int]) -> dict[int, Panel]:
    """Requests to be erased by their nearest deadline, and a notice that names nobody: for the officer."""
    asking = principal()
    if HOUSE not in event_ids or not asking or not asking.can("privacy", ("house", 0)):
        return {}
    asked = [request.asked_at for request in queries.open_requests()]
    found = rules.find_work(asked, clock.now(), named=bool(officer()[1]))
    return {HOUSE: Panel(gettext("Privacy"), [_task(one) for one in found])}


def _task(found: Found) -> Task:
    if found.kind == "privacy.officer":
        said = gettext("Nobody is named in the privacy notice yet")
    else:
        said = ngettext("%(num)s request to be erased", "%(num)s requests to be erased", found.number)
    return Task(found, said, url_for("privacy.organiser.desk"))
