"""The report as a file."""

from ..models import Survey
from . import report, word


def reported(survey: Survey, kind: str, language: str, by: str = "") -> bytes:
    """PDF or Word, in both languages, this one first; groups compared by one question, if it is named."""
    languages = sorted(report.LANGUAGES, key=lambda one: one != language)
    made = report.as_pdf if kind == "pdf" else word.as_docx
    return made(survey, languages, by)
