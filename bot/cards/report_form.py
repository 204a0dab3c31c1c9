"""The form that fills in a report: its three texts."""

from bot.cards.report import Paper
from bot.forms import Field, Form
from bot.grammar.fields import LONGEST
from bot.grammar.filled import REPORT
from bot.grammar.periods import token
from bot.locale import Words


def fill_in(say: Words, paper: Paper) -> Form | None:
    """With what is pre-written; None for what takes no text, or more than a field holds."""
    sheet = paper.sheet
    texts = (sheet.progress, sheet.problems, sheet.next_steps)
    if paper.task.restricted or any(len(text) > LONGEST for text in texts):
        return None
    planned = say("Planned before: {text}", text=sheet.planned) if sheet.planned else ""
    return Form(
        name=REPORT,
        title=say("Report on item {number}", number=paper.task.ref),
        fields=(
            Field(name="progress", label=say("Progress"), value=sheet.progress, hint=planned),
            Field(name="problems", label=say("Problems"), value=sheet.problems),
            Field(name="next_steps", label=say("Next steps"), value=sheet.next_steps),
        ),
        submit=say("Keep as draft"),
        cancel=say("Cancel"),
        anything=say("Fill in at least one field."),
        given=(("task", str(paper.task.ref)), ("period", token(paper.report.period))),
    )
