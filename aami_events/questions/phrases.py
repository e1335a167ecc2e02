"""What a person reads when an answer cannot be taken."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

REFUSALS = {
    "missing": lazy_gettext("This answer is missing."),
    "too_long": lazy_gettext("This answer is too long."),
    "not_an_option": lazy_gettext("Choose one of the options offered."),
    "not_a_number": lazy_gettext("Write a number, for example 12 or 12.5."),
    "not_a_date": lazy_gettext("Write the date as year-month-day, for example 2020-09-17."),
    "not_an_address": lazy_gettext("This is not a complete e-mail address."),
    "rows_missing": lazy_gettext("Answer every row, please."),
    "not_ranks": lazy_gettext("Give each rank once: 1 for the first."),
    "not_a_phone": lazy_gettext("Write the number with its area code, for example 418 555-0123."),
}
YES_NO = {True: lazy_gettext("Yes"), False: lazy_gettext("No")}
#: what may be chosen beside the options, and what is written beside a question
CHOICES = {"other": lazy_pgettext("answer", "Other"), "unsaid": lazy_gettext("I would rather not say")}
BESIDE = {"other": lazy_gettext("Other: which?"), "comment": lazy_gettext("A word on it, if you like")}
KINDS = {
    "heading": lazy_pgettext("kind of question", "A heading: a new section begins"),
    "text": lazy_pgettext("kind of question", "A line of text"),
    "long_text": lazy_pgettext("kind of question", "A longer text"),
    "choice": lazy_pgettext("kind of question", "One choice among several"),
    "choices": lazy_pgettext("kind of question", "Several choices"),
    "scale": lazy_pgettext("kind of question", "A scale, from one end to the other"),
    "matrix": lazy_pgettext("kind of question", "Several rows on the same scale"),
    "rating": lazy_pgettext("kind of question", "A rating, from 1 up"),
    "nps": lazy_pgettext("kind of question", "Would you recommend it, 0 to 10"),
    "ranking": lazy_pgettext("kind of question", "A ranking: first, second…"),
    "yes_no": lazy_pgettext("kind of question", "Yes or no"),
    "number": lazy_pgettext("kind of question", "A number"),
    "date": lazy_pgettext("kind of question", "A date"),
    "email": lazy_pgettext("kind of question", "An e-mail address"),
    "phone": lazy_pgettext("kind of question", "A telephone number"),
}
#: what an editor is told of a field, (field, what) before (what) alone
FAULTS = {
    "missing": lazy_gettext("This text is missing."),
    "one_language": lazy_gettext("Both languages are needed: this is public."),
    "too_long": lazy_gettext("This is too long."),
    "too_few": lazy_gettext("Write the options to choose from: two at least for one choice, one for several."),
    "too_many": lazy_gettext("These are too many options: 60 is the most."),
    "repeated": lazy_gettext("Two options say the same."),
    "not_a_number": lazy_gettext("Write a number of days from 1 to 3650."),
    "unknown": lazy_gettext("Choose one of the options offered."),
    "key:unknown": lazy_gettext("Use small letters, digits and hyphens only, for example first-visit."),
    "key:repeated": lazy_gettext("Another question of this event has this short name."),
}
#: why a question cannot depend on what it says
BROKEN = {
    "gone": lazy_gettext("The question that it depends on is not asked any more."),
    "later": lazy_gettext("A question can only depend on one that is asked before it."),
    "answer": lazy_gettext("The question that it depends on has no such answer."),
}
ACTIONS = {
    "question.added": lazy_pgettext("history", "Question added"),
    "question.changed": lazy_pgettext("history", "Question changed"),
    "question.moved": lazy_pgettext("history", "Order changed"),
    "question.retired": lazy_pgettext("history", "No longer asked"),
    "question.asked_again": lazy_pgettext("history", "Asked again"),
}
#: fields of a question, for the form of who edits it and for its history
FIELDS = {
    "kind": lazy_pgettext("of a question", "Kind of answer"),
    "label": lazy_gettext("Question"),
    "help": lazy_gettext("Help"),
    "purpose": lazy_gettext("Why it is asked"),
    "required": lazy_pgettext("of a question", "An answer is required"),
    "options": lazy_pgettext("of a question", "Options"),
    "rows": lazy_pgettext("of a question", "Rows"),
    "other": lazy_pgettext("of a question", "May be answered with something else, which is written"),
    "unsaid": lazy_pgettext("of a question", "One may say that one would rather not say"),
    "comment": lazy_pgettext("of a question", "A word may be added"),
    "most": lazy_pgettext("of a question", "Highest rating"),
    "condition": lazy_pgettext("of a question", "Asked only if"),
    "sees": lazy_pgettext("of a question", "Who may read the answers"),
    "sensitive": lazy_pgettext("of a question", "Sensitive answer"),
    "retention_days": lazy_pgettext("of a question", "Days that answers are kept after the event"),
    "retired": lazy_pgettext("of a question", "No longer asked"),
    "version": lazy_pgettext("of a question", "Version"),
    "position": lazy_pgettext("of a question", "Place in the form"),
}


def sees(readers: object) -> dict[str, object]:
    """{who may see an answer: in words}; `readers` are those who read what is not sensitive."""
    return {"organiser": readers, "coordinator": lazy_gettext("Only those who may read sensitive answers")}
