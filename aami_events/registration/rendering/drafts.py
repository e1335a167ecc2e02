"""What has changed since somebody kept a form, in sentences."""

from collections.abc import Sequence

from ...foundation.i18n import gettext
from ..queries.offer import Offer
from . import spoken


def changes(offer: Offer, found: Sequence[tuple[str, str]]) -> list[str]:
    """One sentence for each of rules.offer_changes."""
    categories = {row.key: spoken(row.name) for row in offer.categories}
    questions = {question.key: spoken(question.text.label) for question in offer.asked}
    said = []
    for what, key in found:
        match what:
            case "category_gone":
                name = categories.get(key, key)
                said.append(gettext('The category "%(name)s" is no longer offered: choose another one.', name=name))
            case "part_gone":
                said.append(gettext("An activity that you had chosen is no longer offered."))
            case "question_gone":
                said.append(gettext("A question that you had answered is no longer asked."))
            case "question_new":
                said.append(gettext('There is a new question: "%(question)s"', question=questions[key]))
            case "question_changed":
                label = questions[key]
                said.append(gettext('Look at your answer again, this question was changed: "%(label)s"', label=label))
    return said
