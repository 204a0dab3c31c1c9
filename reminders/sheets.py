"""Writes tables and texts down as files: nothing in them that a program would run."""

from bot.documents import Format
from bot.model.ledger import Table
from bot.model.paper import Paper
from bot.ports import Content, SheetWriter


class Sheets(SheetWriter):
    """Keeps nothing; what makes workbooks and texts is loaded with the first of them."""

    def write(self, content: Content, format: Format) -> bytes:
        if not isinstance(content, Table):
            if isinstance(content, Paper):
                from reminders.paper_docx import as_docx  # noqa: PLC0415 - takes its time

                return as_docx(content)
            from reminders.slips_docx import as_slips  # noqa: PLC0415

            return as_slips(content)
        if format == "csv":
            from reminders.sheet_csv import as_csv  # noqa: PLC0415 - only where it is asked for

            return as_csv(content)
        from reminders.sheet_xlsx import as_xlsx  # noqa: PLC0415 - takes a tenth of a second

        return as_xlsx(content)
