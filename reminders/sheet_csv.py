"""A table as CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, no formula."""

import csv
import io

from bot.inert import inert
from bot.model.ledger import Table


def as_csv(table: Table) -> bytes:
    """Every cell in quotes; one that would be a formula has ``'`` in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([inert(column.title) for column in table.columns])
    writer.writerows([inert(cell) for cell in row] for row in table.rows)
    return "\ufeff".encode() + out.getvalue().encode()
