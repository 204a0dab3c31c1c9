"""Writes tables down as files: text in every cell, and nothing that a spreadsheet would run."""

from bot.documents import Format
from bot.model.ledger import Table
from bot.ports import SheetWriter


class Sheets(SheetWriter):
    """Keeps nothing; what makes workbooks is loaded with the first of them."""

    def write(self, table: Table, format: Format) -> bytes:
        if format == "csv":
            from reminders.sheet_csv import as_csv  # noqa: PLC0415 - only where it is asked for

            return as_csv(table)
        from reminders.sheet_xlsx import as_xlsx  # noqa: PLC0415 - takes a tenth of a second

        return as_xlsx(table)
