"""What Alembic runs: one file a revision in ``versions``."""
