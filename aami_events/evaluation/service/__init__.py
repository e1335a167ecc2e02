"""What changes surveys and what was answered to them."""

from ..rules import Days
from .answering import MIX, Answered, Given, Opened, answer, keep_partial, open_link, partial
from .asking import Person, audience_of, count_to_ask, decline, invite, new_link, remind, write_down
from .coding import Coding, code
from .forgetting import forget, forget_asked, forget_comments, forget_named
from .importing import bring_results
from .mixing import finish, mix, rewrite_files, unfinished
from .questionnaire import add_from_library, add_questions, copy_survey, draft_of, library, take_over
from .surveys import (
    FINISH,
    GROUPING,
    LANGUAGE,
    SurveyEntry,
    begin,
    change,
    close,
    lock_questions,
    missing_for,
    overdue,
    publish,
    remove,
    set_breakdowns,
    withdraw,
)

__all__ = [
    "FINISH",
    "GROUPING",
    "LANGUAGE",
    "MIX",
    "Answered",
    "Coding",
    "Days",
    "Given",
    "Opened",
    "Person",
    "SurveyEntry",
    "add_from_library",
    "add_questions",
    "answer",
    "audience_of",
    "begin",
    "bring_results",
    "change",
    "close",
    "code",
    "copy_survey",
    "count_to_ask",
    "decline",
    "draft_of",
    "finish",
    "forget",
    "forget_asked",
    "forget_comments",
    "forget_named",
    "invite",
    "keep_partial",
    "library",
    "lock_questions",
    "missing_for",
    "mix",
    "new_link",
    "open_link",
    "overdue",
    "partial",
    "publish",
    "remind",
    "remove",
    "rewrite_files",
    "set_breakdowns",
    "take_over",
    "unfinished",
    "withdraw",
    "write_down",
]
