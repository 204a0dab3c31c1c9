"""The office's desk: revisions of the plan, uploads, coordination, words to many, corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def upgrade() -> None:
    op.add_column("task", sa.Column("mark", sa.Text()))
    op.add_column("task", sa.Column("place", sa.BigInteger()))
    _revisions()
    _coordination()
    _words()
    _corrections()
    op.add_column("lane", sa.Column("shown", sa.BigInteger()))
    op.add_column("lane", sa.Column("shown_at", AT))


def _revisions() -> None:
    """Revisions of the plan, and the files that they came in."""
    op.create_table(
        "plan_revision",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("retired_plan", ID),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("person_id", ID),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_revision"),
        _of("plan_revision", "draft_id", "plan_draft.id"),
        _of("plan_revision", "person_id", "person.id"),
        _of("plan_revision", "plan_id", "plan.id"),
        _of("plan_revision", "retired_plan", "plan.id"),
    )
    op.create_index("ix_plan_revision_plan_id", "plan_revision", ["plan_id"])
    op.create_table(
        "upload",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("at", AT, nullable=False),
        sa.Column("draft_id", ID),
        sa.Column("body", sa.Text()),
        sa.Column("applied_at", AT),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        _of("upload", "draft_id", "plan_draft.id"),
        _of("upload", "person_id", "person.id"),
    )


def _coordination() -> None:
    """Requests for coordination, whom they concern, and each step."""
    op.create_table(
        "coordination",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("meeting", sa.Date()),
        sa.Column("settled_at", AT),
        sa.Column("settled_by", ID),
        sa.PrimaryKeyConstraint("id", name="pk_coordination"),
        _of("coordination", "department_id", "department.id"),
        _of("coordination", "person_id", "person.id"),
        _of("coordination", "settled_by", "person.id"),
        _of("coordination", "task_id", "task.id"),
    )
    op.create_index("ix_coordination_task_id", "coordination", ["task_id"])
    op.create_table(
        "coordination_party",
        sa.Column("coordination_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("coordination_id", "department_id", name="pk_coordination_party"),
        _of("coordination_party", "coordination_id", "coordination.id"),
        _of("coordination_party", "department_id", "department.id"),
    )
    op.create_table(
        "coordination_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("coordination_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("department_id", ID),
        sa.Column("words", sa.Text()),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coordination_step"),
        _of("coordination_step", "coordination_id", "coordination.id"),
        _of("coordination_step", "department_id", "department.id"),
        _of("coordination_step", "person_id", "person.id"),
    )
    op.create_index(
        "ix_coordination_step_coordination_id", "coordination_step", ["coordination_id"]
    )


def _words() -> None:
    """What the office tells many, and what people tell the office."""
    op.create_table(
        "bulletin",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("reader_id", ID, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("told_at", AT),
        sa.Column("bundle", sa.Text()),
        sa.Column("for_id", ID),
        sa.PrimaryKeyConstraint("id", name="pk_bulletin"),
        _of("bulletin", "for_id", "person.id"),
        _of("bulletin", "person_id", "person.id"),
        _of("bulletin", "reader_id", "person.id"),
        sa.UniqueConstraint("batch", "reader_id", name="uq_bulletin_batch_reader_id"),
    )
    op.create_index("ix_bulletin_reader_id_told_at", "bulletin", ["reader_id", "told_at"])
    untold = sa.text("told_at IS NULL")
    op.create_index(
        "ix_bulletin_reader_id",
        "bulletin",
        ["reader_id"],
        sqlite_where=untold,
        postgresql_where=untold,
    )
    op.create_table(
        "feedback",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("read_at", AT),
        sa.Column("read_by", ID),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        _of("feedback", "person_id", "person.id"),
        _of("feedback", "read_by", "person.id"),
    )
    op.create_index("ix_feedback_person_id", "feedback", ["person_id"])


def _corrections() -> None:
    """What is corrected beside a report."""
    op.create_table(
        "correction",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("period_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("decided_at", AT),
        sa.Column("decided_by", ID),
        sa.Column("answer", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        _of("correction", "decided_by", "person.id"),
        _of("correction", "department_id", "department.id"),
        _of("correction", "period_id", "period.id"),
        _of("correction", "person_id", "person.id"),
        _of("correction", "task_id", "task.id"),
    )
    op.create_index("ix_correction_task_id", "correction", ["task_id"])


def downgrade() -> None:
    op.drop_column("lane", "shown_at")
    op.drop_column("lane", "shown")
    op.drop_table("correction")
    op.drop_table("feedback")
    op.drop_table("bulletin")
    op.drop_table("coordination_step")
    op.drop_table("coordination_party")
    op.drop_table("coordination")
    op.drop_table("upload")
    op.drop_table("plan_revision")
    op.drop_column("task", "place")
    op.drop_column("task", "mark")
