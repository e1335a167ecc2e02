"""The action plan: objectives, their projects, and the milestones of each."""

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import db
from ..foundation.dates import FuzzyDate, FuzzyDateType


class Objective(Content, db.Model):
    """One of the plan's objectives."""

    __tablename__ = "objectives"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: number in the plan
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    #: the paragraph under the title
    vision: Mapped[Bilingual] = mapped_column(BilingualText)

    projects: Mapped[list["Project"]] = relationship(back_populates="objective", order_by="Project.position")


class Project(Content, db.Model):
    """A project of an objective."""

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"), index=True)
    #: order within the objective
    position: Mapped[int]
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    #: what the plan expects of it
    result: Mapped[Bilingual] = mapped_column(BilingualText)
    #: names of partners that survived in the source
    partners: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: logos of partners are lost in the source
    partners_incomplete: Mapped[bool] = mapped_column(default=False)

    objective: Mapped[Objective] = relationship(back_populates="projects")
    milestones: Mapped[list["Milestone"]] = relationship(back_populates="project", order_by="Milestone.position")


class Milestone(Content, db.Model):
    """A milestone of a project."""

    __tablename__ = "milestones"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    #: stable name for links from events
    key: Mapped[str] = mapped_column(String(80), unique=True)
    #: order within the project
    position: Mapped[int]
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    #: the date as the plan prints it, and translated
    when_printed: Mapped[Bilingual] = mapped_column(BilingualText)
    #: the same as a value that can be sorted
    when: Mapped[FuzzyDate] = mapped_column(FuzzyDateType)
    #: a remark about the source
    note: Mapped[Bilingual | None] = mapped_column(BilingualText)

    project: Mapped[Project] = relationship(back_populates="milestones")
