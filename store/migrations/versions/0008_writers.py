"""Who last changed the texts of a report."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AS_IT_IS = {"sqlite_with_rowid": False}  # what SQLite does not say of its tables


def upgrade() -> None:
    with op.batch_alter_table("report", table_kwargs=_AS_IT_IS) as table:
        table.add_column(sa.Column("written_by", ID))
        table.create_foreign_key("fk_report_written_by", "person", ["written_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("report", table_kwargs=_AS_IT_IS) as table:
        table.drop_constraint("fk_report_written_by", type_="foreignkey")
        table.drop_column("written_by")
