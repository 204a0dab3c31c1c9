"""Cards about what the office sends in: how to, and why it was not taken."""

from bot.attachments import Missed, Why
from bot.locale import Words, later
from bot.messages import Action, Card, Language, Line, Platform

_REFUSALS = {
    "unsupported_format": later(
        "This kind of file is not read; nothing was imported. Save it as .docx, .xlsx, .pdf with"
        " text, .csv or .txt and send that."
    ),
    "encrypted": later(
        "The file is protected by a password; nothing was imported. Save it without one and send"
        " it again."
    ),
    "no_text_layer": later(
        "The file is a scan without text; nothing was imported. Send the original document."
    ),
    "malformed": later(
        "The file is damaged; nothing was imported. Open and save it in the program it was made"
        " with, then send it again."
    ),
    "encoding_unknown": later(
        "The characters of the file cannot be made out; nothing was imported. Save it as UTF-8."
    ),
    "too_large": later(
        "The file is too large; nothing was imported. At most 10 MiB, 2 million characters and"
        " 2,000 items are read: send it in parts."
    ),
    "archive_limits": later(
        "The file unpacks to more than is taken; nothing was imported. Save it without pictures"
        " and attachments."
    ),
    "secrecy_mark": later(
        "The document carries a secrecy mark; nothing of it was kept. Send no classified documents"
        " here."
    ),
    "period_unknown": later(
        "The document does not say for which period it is. Answer like: import period 2019-01-01"
        " to 2019-12-31"
    ),
    "no_responsibility_clause": later(
        "No item names who is responsible for it, so this is no plan; nothing was imported."
    ),
}
_OTHER_REFUSAL = later("The file cannot be read as a plan; nothing was imported.")
_MISSED = {
    Why.TOO_LARGE: later("The file is larger than 10 MiB; it was not fetched, nothing imported."),
    Why.GONE: later(
        "The platform does not have the file any more; nothing was imported. Send it again."
    ),
    Why.REFUSED: later("The platform does not give us the file; nothing was imported."),
    Why.LATER: later(
        "The file could not be fetched now, after several tries; nothing was imported. Send it"
        " again in a while."
    ),
}


def how(say: Words, platform: Platform) -> Card:
    """导入 alone."""
    body: list[Line] = [
        say(
            "A plan: send the document here as a file (.docx, .pdf with text, .xlsx, .xls, .csv,"
            " .html, .txt; at most 10 MiB), without a caption or with “import”."
        ),
        say("Short ones can be pasted: “import”, and the text on the lines below."),
        say("The ledger: edit the file of “export” and send it back."),
        say("What would change is shown first; nothing takes effect before you confirm."),
    ]
    if platform is Platform.WECOM:
        body.append(_elsewhere(say))
    return Card(say("Import"), tuple(body), (Action(say("Ledger"), say("export")),))


def _elsewhere(say: Words) -> str:
    return say(
        "In WeCom files reach only the intelligent robot, in a direct chat; the self-built app is"
        " sent none. Else: another platform, pasted text, or the operator's command line: liaison"
        " plan import FILE"
    )


def in_private(say: Words) -> Card:
    """Said in a group."""
    return Card(
        say("Documents are taken in a private chat only; nothing was fetched. Send it to me there.")
    )


def beside(say: Words) -> Card:
    """A file came with a line that is about something else."""
    return Card(
        say(
            "The file beside it was not fetched. To import it, send it again without a caption or"
            " with “import”."
        )
    )


def one_at_a_time(say: Words) -> Card:
    return Card(say("One file a message; nothing was fetched. Send them one by one."))


def missed(say: Words, why: Missed, name: str, platform: Platform) -> Card:
    """The file was not there to be read."""
    body: list[Line] = [_file(say, name)] if name else []
    if why.why is Why.REFUSED and platform is Platform.WECOM:
        body.append(_elsewhere(say))
    elif why.why is Why.REFUSED and platform is Platform.SLACK:
        body.append(say("The operator can look whether the app has the scope files:read."))
    return Card(say(_MISSED[why.why]), tuple(body))


def refused(say: Words, code: str, sentence: str, name: str) -> Card:
    """``sentence``: the importer's own, in Chinese, which knows more; else the code's."""
    words = sentence if sentence and say.language is Language.ZH else ""
    body = (_file(say, name),) if name and name != "-" and code != "secrecy_mark" else ()
    return Card(words or say(_REFUSALS.get(code, _OTHER_REFUSAL)), body)


def _file(say: Words, name: str) -> str:
    return say("File: ") + name
