"""The report as a file."""

from ..models import Survey
from . import report, word


def reported(survey: Survey, kind: str, language: str) -> bytes:
    """PDF or Word, in both languages: this one first."""
    languages = sorted(report.LANGUAGES, key=lambda one: one != language)
    made = report.as_pdf if kind == "pdf" else word.as_docx
    return made(survey, languages)
