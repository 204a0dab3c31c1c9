"""Cards about a ledger as a file: what it holds, and what is asked before one is made."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.cards.ledger import scope
from bot.cards.periods import name
from bot.documents import Document, Format
from bot.grammar.periods import token
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line
from bot.model.ledger import Ledger
from bot.model.period import Period
from bot.model.task import Department

_OFFERED = 5
_MOST = 8 * 1024 * 1024  # bytes that go through a chat; every platform takes 20 MB
_STEM = 60  # characters of a file's name, before its ending
_OTHER: dict[Format, Format] = {"xlsx": "csv", "csv": "xlsx"}
_FORBIDDEN = '\\/:*?"<>|.'


def line(
    say: Words, period: Period | None, department: Department | str | None, format: Format
) -> str:
    """The command for such a file."""
    words = [say("export")]
    if period is not None:
        words.append(token(period))
    if department is not None:
        words.append(department if isinstance(department, str) else department.short)
    return " ".join([*words, format])


def ordered(
    say: Words, period: Period | None, department: Department | None, format: Format
) -> Card:
    """What a card will have besides the words that the ledger itself gives it."""
    other = _OTHER[format]
    return Card(
        say("Ledger"),
        (),
        (
            Action(say("As {format}", format=other), line(say, period, department, other)),
            Action(say("Overview"), say("overview")),
        ),
    )


def made(say: Words, ledger: Ledger, content: bytes, format: Format) -> Card:
    """The card with its file: counts are of the same look at the store as the rows."""
    file = f"{stem(say('ledger'), say, ledger)}.{format}"
    body: list[Line] = [
        sized(say, file, content),
        say(
            "{rows} rows, {tasks} items, of them reported offline {restricted}",
            rows=len(ledger.rows),
            tasks=ledger.tasks,
            restricted=ledger.restricted,
        ),
    ]
    if ledger.restricted:
        body.append(
            say(
                "Items reported offline show number, departments, status, percentage and date only."
            )
        )
    body += [
        say("Audit {head}", head=ledger.head.witness),
        say("For the office's own use: do not pass it on in groups."),
    ]
    words = say("Ledger · {scope}", scope=scope(say, ledger))
    instead = say(
        "{file}: no file can be sent here. Ask for it in another chat that takes files, "
        "or let the operator run: liaison plan export {file}",
        file=file,
    )
    if len(content) > _MOST:
        return Card(words, (*body, instead))
    return Card(words, tuple(body), document=Document(file, content, words, instead))


def unknown_period(say: Words, word: str, every: Sequence[Period], format: Format) -> Card:
    """None of the plan's periods is called so."""
    actions = tuple(
        Action(name(say, one.span), line(say, one, None, format)) for one in every[:_OFFERED]
    )
    return Card(
        say("No period is called “{word}”; no file was made. Which one?", word=word),
        (),
        (*actions, _whole(say, format)),
    )


def unknown_department(
    say: Words, word: str, near: Sequence[Department], period: Period | None, format: Format
) -> Card:
    """No department of the plan is called so, or several are."""
    actions = tuple(
        Action(phrases.department(say, body), line(say, period, body, format))
        for body in near[:_OFFERED]
    )
    return Card(
        say("“{word}” is no one department of this plan; no file was made. Whose?", word=word),
        (),
        (*actions, _whole(say, format), Action(say("Departments"), say("dept"))),
    )


def _whole(say: Words, format: Format) -> Action:
    return Action(say("The whole ledger"), line(say, None, None, format))


def sized(say: Words, file: str, content: bytes) -> Fact:
    """``文件：台账.xlsx（40 KB）``."""
    size = _size(content)
    return Fact(say("File: "), f"{file}（{size}）" if _wide(say) else f"{file} ({size})")


def stem(kind: str, say: Words, ledger: Ledger) -> str:
    """``台账_2019-Q3_科技部_20191011-1000``: nothing that a file system minds."""
    parts = [kind]
    if ledger.period is not None:
        parts.append(ledger.period.span.code)
    if ledger.department is not None:
        parts.append(phrases.department(say, ledger.department))
    kept = "_".join("".join(c for c in part if _fits(c)) or "x" for part in parts)[:_STEM]
    return f"{kept}_{ledger.at.astimezone(say.zone):%Y%m%d-%H%M}"


def _fits(character: str) -> bool:
    return character.isprintable() and character not in _FORBIDDEN and not character.isspace()


def _size(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1024))} KB"


def _wide(say: Words) -> bool:
    return say.language.value == "zh"
