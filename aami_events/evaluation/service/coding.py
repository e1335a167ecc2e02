"""What organisers make of comments: themes, a translation, and whether a report may show one."""

from dataclasses import dataclass

from ...foundation.database import db, transactional
from ...foundation.text import clean
from ..errors import NotThere
from ..models import Comment, Tally

#: themes of a comment, characters of one, characters of a translation
MOST_THEMES, MOST_THEME, MOST_TRANSLATION = 8, 60, 10_000


@dataclass(frozen=True)
class Coding:
    """What is said of a comment."""

    themes: tuple[str, ...] = ()
    translation: str = ""
    withheld: bool = False


@transactional
def code(survey_id: int, comment_id: int, entry: Coding) -> None:
    """Keep it. NotThere, also for a comment of a survey that is not finished: nobody reads it yet."""
    tally = db.session.get(Tally, survey_id)
    row = db.session.get(Comment, comment_id, with_for_update=True)
    if row is None or row.survey_id != survey_id or tally is None or not tally.final:
        raise NotThere
    themes = [text for theme in entry.themes if (text := clean(theme)[:MOST_THEME])]
    row.themes = list(dict.fromkeys(themes))[:MOST_THEMES]
    row.translation = clean(entry.translation, keep_lines=True)[:MOST_TRANSLATION]
    row.withheld = entry.withheld
