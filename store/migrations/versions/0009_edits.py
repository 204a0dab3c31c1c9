"""What was written into reports by hand, until it can no longer be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
_OF = {
    "period_id": "period",
    "task_id": "task",
    "department_id": "department",
    "person_id": "person",
    "written_by": "person",
    "registered_by": "person",
}


def upgrade() -> None:
    op.create_table(
        "report_edit",
        sa.Column("id", ID, nullable=False),
        sa.Column("period_id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("moved_by", sa.Text()),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("progress", sa.Text()),
        sa.Column("problems", sa.Text()),
        sa.Column("next_steps", sa.Text()),
        sa.Column("written_at", AT),
        sa.Column("written_by", ID),
        sa.Column("signed_by", sa.Text()),
        sa.Column("signed_at", AT),
        sa.Column("registered_by", ID),
        sa.PrimaryKeyConstraint("id", name="pk_report_edit"),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_report_edit_{column}")
            for column, table in _OF.items()
        ),
    )
    op.create_index("ix_report_edit_person_id_id", "report_edit", ["person_id", "id"])
    op.create_index("ix_report_edit_task_id", "report_edit", ["task_id"])


def downgrade() -> None:
    op.drop_table("report_edit")
