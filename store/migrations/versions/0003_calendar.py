"""What the office decides about single days."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("person_id", ID),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_calendar_day"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_day_person_id"),
    )


def downgrade() -> None:
    op.drop_table("calendar_day")
