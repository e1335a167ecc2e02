"""The report as a Word file that can be edited: sentences to be pasted into a funder's form, and tables."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from ...foundation.i18n import current_language, gettext, ngettext, speaking
from ...foundation.typography import typeset
from ..models import Survey
from . import report, results


def as_docx(survey: Survey, languages: Sequence[str] = report.LANGUAGES, by: str = "") -> bytes:
    """In one language, or in one after the other."""
    import docx

    document: Any = docx.Document()
    for number, language in enumerate(languages):
        if number:
            document.add_page_break()
        with speaking(language):
            _write(document, report.report_of(survey, by))
    with speaking(languages[0]):
        properties = document.core_properties
        properties.title, properties.language = _said(survey.title), f"{languages[0]}-CA"
        properties.author, properties.comments = "", ""
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _said(text: Any) -> str:
    from .. import rendering

    return rendering.said(text)


def _write(document: Any, said: report.Report) -> None:
    document.add_heading(_said(said.survey.title), 0)
    document.add_paragraph(opening(said))
    if said.results.hidden:
        document.add_paragraph(
            gettext("Fewer than %(number)s people answered: no figure can be shown.", number=said.survey.least)
        )
    for one in [] if said.results.hidden else said.results.questions:
        if one.kind == "heading":
            document.add_heading(one.label, 1)
        else:
            _question(document, one, said.quotes.get(one.id, []))
    for title, groups, tables in said.comparisons:
        document.add_heading(gettext("By group: %(label)s", label=title), 1)
        for label, rows in tables:
            document.add_paragraph(label)
            heads = [gettext("Answer"), *(f"{name} ({size})" for name, size in groups)]
            _table(document, heads, [[row.label, *("·" if n is None else n for n in row.counts)] for row in rows])
    document.add_heading(gettext("Method"), 1)
    for text in said.method:
        document.add_paragraph(text)


def opening(said: report.Report) -> str:
    """The sentence with which a report begins."""
    rate = said.rate
    told = [ngettext("%(num)s person answered.", "%(num)s people answered.", rate.answered)]
    if rate.of:
        whom = (
            ngettext("%(num)s person was there or online", "%(num)s people were there or online", rate.of)
            if rate.present
            else ngettext("%(num)s person was asked", "%(num)s people were asked", rate.of)
        )
        told.append(gettext("%(whom)s: %(percent)s%% answered.", whom=whom, percent=rate.percent))
    return typeset(" ".join(told), current_language())


def _question(document: Any, one: results.Result, quotes: Sequence[report.Quote]) -> None:
    if not quotes and (one.words or not one.n):
        return
    document.add_heading(one.label, 2)
    for part in one.parts:
        document.add_paragraph(sentence(one, part))
        heads = [gettext("Answer"), gettext("People"), "%"]
        _table(document, heads, [[bar.label, bar.count, round(100 * bar.share)] for bar in part.bars])
    if one.hidden:
        document.add_paragraph(
            ngettext("%(num)s answer: too few to be shown.", "%(num)s answers: too few to be shown.", one.n)
        )
    if one.promoters is not None:
        from .. import rendering

        document.add_paragraph(rendering.promoters(one.promoters))
    for quote in quotes:
        document.add_paragraph(quote.text, style="Intense Quote")


def sentence(one: results.Result, part: results.Part) -> str:
    """The figures of one question, or of one of its lines, in a sentence; the most frequent answer first."""
    from .. import rendering

    told = f"{part.label} – " if part.label else ""
    said = "; ".join(
        gettext("%(label)s: %(figure)s", label=bar.label, figure=bar.shown)
        for bar in sorted(part.bars, key=lambda bar: -bar.count)
        if bar.count
    )
    return typeset(f"{told}{rendering.figures(one, part)}. {said}.", current_language())


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    table = document.add_table(rows=1, cols=len(heads), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    document.add_paragraph()
