"""Words of surveys."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

AUDIENCES = {
    "present": lazy_gettext("Everyone who was there, in the room or online"),
    "registered": lazy_gettext("Everyone who is registered"),
    "part": lazy_gettext("Everyone who took part in one activity"),
    "members": lazy_gettext("Member organisations"),
    "list": lazy_gettext("People of a list"),
    "open": lazy_gettext("Whoever has the link"),
}
PHASES = {
    "draft": lazy_pgettext("survey", "Draft"),
    "waiting": lazy_pgettext("survey", "Not open yet"),
    "open": lazy_pgettext("survey", "Open"),
    "over": lazy_pgettext("survey", "Closing"),
    "closed": lazy_pgettext("survey", "Closed"),
}
#: phase: mark of _macros/parts.html
MARKS = {"draft": "info", "waiting": "waiting", "open": "confirmed", "over": "over", "closed": "over"}
RESULTS = {
    "closed": lazy_gettext("Once the survey is closed"),
    "live": lazy_gettext("While answers come, for the questions that everyone has to answer"),
}
FAULTS = {
    "missing": lazy_gettext("This text is missing."),
    "one_language": lazy_gettext("Both languages are needed: this is public."),
    "unknown": lazy_gettext("Choose one of the options offered."),
    "event": lazy_gettext("For this, the survey needs an event."),
    "part": lazy_gettext("Choose an activity of the event."),
    "least": lazy_gettext("A group has 3 people at least, and 50 at most."),
    "number": lazy_gettext("Write a whole number, 1 at least."),
    "days": lazy_gettext("Write a number of days, 400 at most."),
    "order": lazy_gettext("It would close before it opens."),
    "both": lazy_gettext("Choose one of the two: a day, or a number of days after the event."),
    "notice": lazy_gettext("Write one or two numbers of days, from 1 to 60: 7, 2."),
    "many": lazy_gettext("A list has 5,000 people at most."),
    "line": lazy_gettext("These lines are not a name and an address: %(lines)s"),
}
NOT_READY = {
    "questions": lazy_gettext("it asks nothing yet"),
    "languages": lazy_gettext("some of its texts lack a language"),
    "closing": lazy_gettext("it does not say when it closes"),
}
NOT_NOW = {
    "draft": lazy_gettext("Nothing was done: the survey is still a draft."),
    "waiting": lazy_gettext("Nothing was done: the survey is not open yet."),
    "ready": lazy_gettext("Nothing was done: the survey is open."),
    "open": lazy_gettext("Nothing was done: the survey is open."),
    "over": lazy_gettext("Nothing was done: the survey is closed."),
    "closed": lazy_gettext("Nothing was done: the survey is closed."),
}
OVERTAKEN = lazy_gettext("Somebody else saved it while you were at it. Look at yours again, then save it over theirs.")
LANGUAGE = lazy_gettext("Language in which people answered")
#: what becomes of a breakdown
FORECASTS = {
    "gone": lazy_gettext("No group would be shown: too few people in each."),
    "thin": lazy_gettext("Groups would be small: most figures would be hidden."),
    "good": lazy_gettext("Groups can be compared."),
}
DIMENSIONS = {
    "indigenous": lazy_gettext("Are you First Nations, Inuk or Métis?"),
    "racialized": lazy_gettext("Do you belong to a racialized group or a visible minority?"),
    "disability": lazy_gettext("Are you Deaf, or do you live with a disability?"),
    "gender": lazy_gettext("What is your gender?"),
    "lgbtq": lazy_gettext("Are you part of 2SLGBTQIA+ communities?"),
    "minority": lazy_gettext("Do you belong to an official-language minority community?"),
    "newcomer": lazy_gettext("Did you come to Canada in the last ten years?"),
    "age": lazy_gettext("How old are you?"),
}
_YES_NO = {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No"), "unsaid": lazy_gettext("I would rather not say")}
CHOICES = {
    "indigenous": {
        "first_nations": lazy_gettext("First Nations"),
        "inuit": lazy_gettext("Inuk"),
        "metis": lazy_gettext("Métis"),
        "other": lazy_gettext("Indigenous from elsewhere, or several of these"),
        **{name: _YES_NO[name] for name in ("no", "unsaid")},
    },
    "racialized": _YES_NO,
    "disability": {
        "deaf": lazy_gettext("Deaf or hard of hearing"),
        "disability": lazy_gettext("With a disability, seen or unseen"),
        "both": lazy_gettext("Both"),
        **{name: _YES_NO[name] for name in ("no", "unsaid")},
    },
    "gender": {
        "woman": lazy_gettext("Woman"),
        "man": lazy_gettext("Man"),
        "non_binary": lazy_gettext("Non-binary"),
        "two_spirit": lazy_gettext("Two-Spirit"),
        "other": lazy_gettext("Another gender"),
        "unsaid": _YES_NO["unsaid"],
    },
    "lgbtq": _YES_NO,
    "minority": {
        "french_outside": lazy_gettext("Francophone, outside Quebec"),
        "english_inside": lazy_gettext("Anglophone, in Quebec"),
        **{name: _YES_NO[name] for name in ("no", "unsaid")},
    },
    "newcomer": _YES_NO,
    "age": {
        "under_30": lazy_gettext("Under 30"),
        "30_44": lazy_gettext("30 to 44"),
        "45_59": lazy_gettext("45 to 59"),
        "60_over": lazy_gettext("60 and over"),
        "unsaid": _YES_NO["unsaid"],
    },
}
#: of groups in a breakdown that are no answer
GROUPS = {"*": lazy_gettext("Others together"), "": lazy_gettext("No answer")}
LIBRARY = {
    "general": lazy_gettext("In general"),
    "programming": lazy_gettext("The programme"),
    "communications": lazy_gettext("Communications"),
    "accessibility": lazy_gettext("Accessibility"),
    "background": lazy_gettext("Who answers"),
}
FILE_FAULTS = {
    "missing": lazy_gettext("Choose a file."),
    "empty": lazy_gettext("There is nothing in this file."),
    "large": lazy_gettext("This file is too large."),
    "unreadable": lazy_gettext("This file cannot be read."),
    "unknown": lazy_gettext("This is no questionnaire of ours, of Indico or of LimeSurvey."),
    "no_column": lazy_gettext("No column of this file answers a question of the survey."),
}
#: why something of a questionnaire was left out, or changed
SKIPPED = {
    "kind": lazy_gettext("there is no such kind of question here"),
    "options": lazy_gettext("it offers no options"),
    "condition": lazy_gettext("its condition is left out: look at it"),
}
#: beside what a comment was written
BESIDE = {"other": lazy_gettext("another answer"), "comment": lazy_gettext("a word on the answer")}
ACTIONS = {
    "survey.begun": lazy_pgettext("history", "Survey begun"),
    "survey.changed": lazy_pgettext("history", "Survey changed"),
    "survey.breakdowns": lazy_pgettext("history", "Breakdowns chosen"),
    "survey.brought": lazy_pgettext("history", "Questions brought in"),
    "survey.results_brought": lazy_pgettext("history", "Past results brought in"),
    "survey.opened": lazy_pgettext("history", "Survey opened"),
    "survey.withdrawn": lazy_pgettext("history", "Survey taken back"),
    "survey.closed": lazy_pgettext("history", "Survey closed"),
    "survey.removed": lazy_pgettext("history", "Survey removed"),
    "survey.listed": lazy_pgettext("history", "People listed"),
    "survey.invited": lazy_pgettext("history", "People invited"),
    "survey.reminded": lazy_pgettext("history", "Reminder written"),
}
