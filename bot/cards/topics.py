"""What help says, topic by topic, and which command is explained where."""

from collections.abc import Mapping

from bot.abilities import Ability, Hint
from bot.cards.office_topics import OFFICE_TOPICS, Topic
from bot.grammar.vocabulary import CHINESE, ENGLISH, PHRASES
from bot.grammar.words import words
from bot.locale import Words, later
from bot.messages import Language

TOPICS: tuple[Topic, ...] = (
    (
        ("update", "更新", "进展"),
        later("Help: update"),
        (
            later("24 in progress 60% drafts collected: status, percentage and a note"),
            later("24 drafts collected: a note only"),
            later("24 problems: … next: …: problems and next steps"),
            later("24 done: report it as done (to be checked)"),
            later("24 55 60 no news: nothing new on several items"),
            later("Several lines: a result for each, one undo for all"),
        ),
    ),
    (
        ("report", "报送"),
        later("Help: reports"),
        (
            later("report: what your department still owes"),
            later("report 24: the pre-written report; then 1 …, 2 …, 3 … change a field"),
            later("report 24 approved Wang: approved by Wang, and reported"),
            later(
                "report 24 no news: writes that nothing is new, then asks whether it is approved"
            ),
            later("report 24 withdraw: take it back while it is not accepted"),
            later("offline 12 9 Oct: a restricted item was reported offline that day"),
        ),
    ),
    (
        ("status", "状态"),
        later("Help: status"),
        (
            later("not started, in progress, behind, blocked, done"),
            later("Done means done (to be checked): the office closes the item."),
            later("A participant reports its own part; the item's status is set by the lead."),
        ),
    ),
    (
        ("extend", "延期"),
        later("Help: more time"),
        (
            later("extend {number} 20 Dec reason: ask before the date is over"),
            later("The lead asks, each department where each has its own part."),
            later("Until the office answers, the present date stands."),
        ),
    ),
    (
        ("undo", "撤销"),
        later("Help: undo"),
        (
            later("undo takes back your last message within 24 hours."),
            later("What somebody changed after you stays."),
            later("The history keeps both records."),
        ),
    ),
    (
        ("group", "群聊", "群"),
        later("Help: groups"),
        (
            later("In a group: {look}. It shows items, never saves."),
            later("Personal answers come in private; what you write comes back as a button."),
        ),
    ),
    (
        ("digest", "简报", "周报"),
        later("Help: weekly digest"),
        (
            later("digest: the latest one; digest 37: that one, exactly as it was seen"),
            later("digest 37 list: everything that it counts"),
            later("subscribe: every week in private; unsubscribe: no longer"),
        ),
    ),
    (
        ("reminders", "提醒"),
        later("Help: reminders"),
        (
            later(
                "One reminder a working day at most, in office hours; what it says is up to date"
            ),
            later("remind 24 next Friday 9am: your own, at any hour; remind: those that wait"),
            later("snooze 24 3d: put an item off, never past its limit; later today: once more"),
            later("quiet 12:00-14:00 Friday: hours without reminders; quiet off"),
            later("hand over Li Si until 20 Oct: a colleague gets them; back: you again"),
        ),
    ),
    (
        ("secrecy", "保密", "offline", "线下"),
        later("Help: secrecy"),
        (
            later("No classified or internal sensitive information here."),
            later("Items reported offline show number, status and date only."),
            later("For them send the status alone, for example: {number} done."),
        ),
    ),
    (
        ("find", "查找", "搜索", "查看"),
        later("Help: find items"),
        (
            later("24: the card of item 24; history 24: what was reported"),
            later("mytasks lead, mytasks overdue, mytasks to report: a part of your list"),
            later("search trademark: items by words; restricted ones are never found"),
            later(
                "due, due 30d: what is due soon; overdue, overdue MOST: what has missed its date"
            ),
        ),
    ),
    (
        ("account", "账号", "身份"),
        later("Help: your account"),
        (
            later("bind code: this account becomes yours; unbind: no longer"),
            later("unbind wecom: another of your accounts, if that phone is lost"),
            later("whoami: where I reach you, and how you are reminded"),
            later("/lang en, /lang zh: the language; feedback words: to the office"),
            later("forget: erases name and accounts, shown first"),
        ),
    ),
    (
        ("correct", "更正"),
        later("Help: corrections"),
        (
            later("correct 24 the text should read …: beside the record, the status stays"),
            later("Of a sealed period the office agrees first; correct 24 withdraw takes it back."),
            later("correct: what waits for the office's answer"),
            later("For the office: correct_ok 24, correct_no 24 reason"),
        ),
    ),
    (
        ("notes", "记录内容", "记一条", "备注"),
        later("Help: notes and forwards"),
        (
            later("note 24 text: progress only; done 24: done (to be checked)"),
            later("jot text: asks for which of your items it is"),
            Hint(
                Ability.FORWARD,
                later("Forward a message to me: I ask for which item, and keep who wrote it."),
                later("A forward reaches me as if you had written it: send jot and its text."),
            ),
            Hint(
                Ability.ANSWER,
                later("Reply to a card with text: it is for the item on the card."),
                later("Text right after a card: I offer to save it for the item on the card."),
            ),
        ),
    ),
    (
        ("coord", "协调", "需协调"),
        later("Help: coordination"),
        (
            later("coord 24 what it is about, with: MOJ: blocked, and the office has to answer"),
            later("coord: open requests; coord 24: one with its steps"),
            later("coord 24 answer text: what concerns your department"),
            later("coord 24 withdraw: by the department that asked; undo does so too"),
            later("The office: coord 24 answer, talks 20 Oct, forward MOJ, agenda or settle"),
        ),
    ),
    (
        ("dates", "日期"),
        later("Help: dates"),
        (
            later("30 Nov, 2019-11-30, next Friday, tomorrow, 5 working days, end of quarter"),
            later("With a time: 9am, 17:00, half past nine; without one it is 9:00"),
            later("Working days follow the official calendar with its adjusted days."),
        ),
    ),
    (
        ("confirm", "确认"),
        later("Help: previews"),
        (
            later("More than 5 items, or other people's inboxes: shown first, nothing saved."),
            later("confirm and the code, or the button, does it once, within 30 minutes."),
            later("cancel leaves it; nothing was changed."),
        ),
    ),
)

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (later("Report: "), ("update", "notes", "report", "status", "correct", "undo")),
    (later("Ask for: "), ("coord", "extend")),
    (later("Look up: "), ("find", "digest", "group")),
    (later("Follow up: "), ("nudge", "announce", "deadline", "review", "close", "period")),
    (later("Set up: "), ("access", "here", "calendar", "desk")),
    (later("Other: "), ("reminders", "account", "dates", "confirm", "secrecy")),
)
"""The topics by what people want to do, in the order in which help names them."""

WRITING = frozenset(["Report: ", "Ask for: "])
"""What observers do not do."""

_COMMANDS: Mapping[str, str] = {
    "find": "show mytasks search history due overdue",
    "update": "update",
    "notes": "note done jot",
    "report": "report offline",
    "account": "bind unbind whoami lang forget feedback start",
    "correct": "correct correct_ok correct_no",
    "undo": "undo",
    "confirm": "confirm cancel",
    "digest": "digest subscribe unsubscribe",
    "reminders": "remind snooze later quiet handover back",
    "extend": "extend",
    "coord": "coord",
    "nudge": "nudge",
    "calendar": "calendar",
    "close": "close reopen restrict",
    "here": "here",
    "period": "period",
    "review": "approve return missing overview dept board export circular coverage",
    "access": "code assign revoke",
    "deadline": "deadline extend_ok extend_no",
    "announce": "announce",
    "desk": "import draft status audit resend giveup redrive",
}
"""By topic the commands that it explains."""

TOPIC_OF = {name: topic for topic, names in _COMMANDS.items() for name in words(names)}


def named(word: str) -> Topic | None:
    """The topic of this name, or the one that explains the command of this name."""
    word = word.strip().lower().removeprefix("/")
    every = (*TOPICS, *OFFICE_TOPICS)
    found = next((topic for topic in every if word in topic[0]), None)
    if found is not None:
        return found
    command = ENGLISH.get(word) or CHINESE.get(word) or PHRASES.get(word)
    key = TOPIC_OF.get(command or word)
    return next((topic for topic in every if topic[0][0] == key), None)


def nearest(word: str) -> Topic | None:
    """The topic that was probably meant."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - help is rarely asked for misspelt

    word = word.strip().lower()
    known = {name: topic for topic in (*TOPICS, *OFFICE_TOPICS) for name in topic[0]}
    names = (*known, *ENGLISH, *CHINESE)
    close = [(OSA.distance(word, name), name) for name in names if len(name) > 1]
    far, name = min(close, key=lambda one: one[0])
    return named(name) if far < max(2, len(name) // 2) and far < len(name) else None


def title_of(say: Words, topic: Topic) -> str:
    """What the topic is called where it is asked for."""
    return topic[0][1] if say.language is Language.ZH else topic[0][0]


def line(say: Words, topic: Topic) -> str:
    """The command that shows it."""
    return say("help {topic}", topic=title_of(say, topic))


def is_for_the_office(topic: Topic) -> bool:
    return topic in OFFICE_TOPICS
