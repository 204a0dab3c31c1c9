"""Links that open a page in the browser once, and the sessions that they begin."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def upgrade() -> None:
    op.create_table(
        "web_key",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("page", WORD, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("used_at", AT),
        sa.PrimaryKeyConstraint("digest", name="pk_web_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_web_key_person_id"),
    )
    op.create_index("ix_web_key_person_id", "web_key", ["person_id"])


def downgrade() -> None:
    op.drop_table("web_key")
