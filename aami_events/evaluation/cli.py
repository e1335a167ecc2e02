"""flask surveys list | export --survey SLUG --format csv|xlsx|json|pdf|docx -o FILE | import FILE --survey SLUG"""

import pathlib

import click
from flask.cli import AppGroup

from ..foundation.audit import acting
from ..foundation.bilingual import Written
from ..foundation.i18n import speaking
from ..questions.queries import asked_by
from . import exports, imports, queries, service
from .errors import FileWrong, NotNow
from .models import Survey
from .phrases import FILE_FAULTS
from .rendering.files import reported

surveys = AppGroup("surveys", help="Surveys and their results.")
GROUPS = (surveys,)


def _survey(slug: str) -> Survey:
    survey = queries.find_survey(slug)
    if survey is None:
        raise click.ClickException(f"no survey {slug}")
    return survey


@surveys.command("list")
def list_surveys() -> None:
    """Slug, state and how many answers there are."""
    rows = queries.list_surveys()
    figures = queries.figures([row.id for row in rows])
    for row in rows:
        click.echo(f"{row.slug}\t{row.state}\t{figures[row.id].answers}")


@surveys.command("export")
@click.option("--survey", "slug", required=True)
@click.option("--format", "kind", type=click.Choice(exports.FORMATS), required=True)
@click.option("--labels", is_flag=True, help="CSV: what the names and values mean, in place of the answers.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the words in XLSX.")
@click.option("--by", default="", help="PDF, Word: compare groups by this question of the survey's family.")
@click.option("-o", "target", type=click.Path(dir_okay=False, path_type=pathlib.Path), required=True)
def export(slug: str, kind: str, labels: bool, language: str, by: str, target: pathlib.Path) -> None:
    """Write what was answered; of an anonymous survey once it is closed."""
    survey = _survey(slug)
    with speaking(language):
        if kind == "csv":
            target.write_bytes(b"".join(exports.labels_csv(survey) if labels else exports.as_csv(survey)))
        elif kind in ("pdf", "docx"):
            target.write_bytes(reported(survey, kind, language, by))
        else:
            target.write_bytes(exports.as_xlsx(survey) if kind == "xlsx" else exports.as_json(survey))
    click.echo(f"{slug}: {target}", err=True)


@surveys.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
@click.option("--survey", "slug", required=True, help="Made from the file's columns if there is none.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the answers.")
@click.option("--event", "event_slug", help="Whose survey it becomes, if it is made.")
def load(file: pathlib.Path, slug: str, language: str, event_slug: str | None) -> None:
    """Past results (CSV, XLSX), to a draft's questions or to questions made from the columns; or a questionnaire (JSON,
    .lss) for a survey to come."""
    try:
        with acting(None, "command"), speaking(language):
            said = _load(file, slug, language, event_slug)
    except FileWrong as refusal:
        raise click.ClickException(f"{file.name}: {FILE_FAULTS[refusal.why]} {refusal.detail}") from refusal
    except NotNow as refusal:
        raise click.ClickException(f"{slug}: it has answers already, or is open ({refusal.phase})") from refusal
    click.echo(said, err=True)


def _load(file: pathlib.Path, slug: str, language: str, event_slug: str | None) -> str:
    data, survey = file.read_bytes(), queries.find_survey(slug)
    if file.suffix.lower() in (".json", ".lss"):
        draft = imports.questionnaire(data, language)
        number = survey.id if survey else _begin(slug, draft.title or {language: file.stem}, event_slug)
        added = service.take_over(number, draft)
        left = "; ".join(f"{called} ({why})" for called, why in draft.skipped)
        return f"{added} questions" + (f"; left out: {left}" if left else "")
    table = imports.read(data, file.name)
    number = survey.id if survey else _begin(slug, {language: file.stem}, event_slug)
    if not asked_by("survey", number):
        service.take_over(number, imports.infer(table, language))
    plan = imports.plan_of(table, asked_by("survey", number), language)
    brought = service.bring_results(number, plan.sets)
    for line, column, value in plan.refused:
        click.echo(f"line {line}: {column}: not offered: {value}", err=True)
    return (
        f"{brought} answers to {len(plan.matched)} questions; left behind: {', '.join(plan.left) or '-'}; "
        f"no question: {', '.join(plan.unknown) or '-'}"
    )


def _begin(slug: str, title: dict[str, str], event_slug: str | None) -> int:
    event = queries.find_event_of(event_slug) if event_slug else None
    words = Written(title.get("fr", ""), title.get("en", ""))
    return service.begin(service.SurveyEntry(title=words, audience="list", event_id=event), slug=slug)
