"""How to use the bot: six lines for one's role, a few topics, a hint for the unbound."""

from collections.abc import Sequence

from bot.cards.people import LANGUAGES
from bot.locale import Words, later
from bot.messages import Action, Card, Language
from bot.model.person import PersonRole

_WRITES = (
    later("mytasks: your department's items"),
    later("{number}: show item {number}"),
    later("{number} in progress notice sent: report progress"),
    later("report {number}: the period's report, pre-written"),
    later("undo: take back what your last message saved"),
    later("search trademark: find items by words"),
)
_READS = (
    later("{number}: show item {number}"),
    later("history {number}: what was reported"),
    later("search trademark: find items by words"),
    later("due: what is due within 10 working days"),
    later("overdue: what is overdue"),
    later("mytasks: your department's items"),
)
_OFFICE = (
    later("{number}: show item {number}"),
    later("history {number}: what was reported"),
    later("{number} in progress notice sent: record it on behalf of the lead"),
    later("undo: take back what your last message saved"),
    later("overdue: what is overdue"),
    later("overview: the plan in counts, and what waits for you"),
)
_LINES = {
    PersonRole.LIAISON: _WRITES,
    PersonRole.DEPUTY: _WRITES,
    PersonRole.OBSERVER: _READS,
    PersonRole.COORDINATOR: _OFFICE,
}
_Topic = tuple[tuple[str, ...], str, tuple[str, ...]]
# The words that name a topic, its title, its lines.
_TOPICS: tuple[_Topic, ...] = (
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
            later("report 24 no news: nothing new, approved and reported"),
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
            later("A participant reports its own part; the lead's status is the item's."),
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
        ("coord", "协调"),
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
            later("In a group name the bot: it shows items, never saves."),
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
)
_OFFICE_TOPICS: tuple[_Topic, ...] = (
    (
        ("nudge", "催办"),
        later("Help: urging"),
        (
            later("nudge missing: all whose reports are missing; nudge 24, nudge MOST"),
            later("Words may follow: nudge missing please report today"),
            later(
                "It is shown first; each gets one reminder, and the answers come to you together."
            ),
        ),
    ),
    (
        ("announce", "通知"),
        later("Help: announcements"),
        (
            later("announce liaisons text: shown first, then in everybody's next reminder"),
            later("Also to all, deputies, observers, missing, departments, a chapter"),
            later("announce: the last ones, and how many have been told"),
            later("announce withdraw 12: whoever has not been told is not told any more"),
        ),
    ),
    (
        ("calendar", "工作日"),
        later("Help: working days"),
        (
            later("calendar: this year's holidays, adjusted workdays and your decisions"),
            later("calendar add 2026-10-10: the day is worked"),
            later("calendar remove 2026-10-08: the day is off"),
            later("The opposite takes a decision back."),
        ),
    ),
    (
        ("close", "销号", "恢复"),
        later("Help: closing items"),
        (
            later("close: what is reported as done; close 24: closed at once if it is"),
            later("reopen 24: the status before comes back; undo takes either back"),
            later("restrict: items reported offline; restrict 12 yes, restrict 12 no"),
        ),
    ),
    (
        ("here", "绑定本群", "停用本群"),
        later("Help: groups that get the digest"),
        (
            later("In the group: @me here [chapter or department] [Friday 16:00]"),
            later("In the group: @me here off ends it; it ends with the plan anyway."),
            later("digest pause 3, digest resume 3: group 3"),
            later("digest send: shows the digest and the groups first, then sends it now"),
        ),
    ),
    (
        ("period", "报送期"),
        later("Help: reporting periods"),
        (
            later("period: all periods with their due days and counts"),
            later("period open Q3 [15 Oct], period seal Q3: shown first, then confirmed"),
            later("period open Audit 1 Sep to 30 Sep 20 Oct: one of your own"),
            later("period monthly, quarterly, half-yearly, irregular: how often"),
        ),
    ),
    (
        ("review", "审核"),
        later("Help: reviews"),
        (
            later("approve {number} [department] [Q3], approve MOST: accept reports"),
            later("return {number} [department] reason: send a report back"),
            later("missing [Q3] [department or chapter]: who has not reported"),
            later("overview [Q3], dept [department]: counts, and who speaks for whom"),
            later("board: a one-time link to the board in a browser"),
            later("export [Q3] [department] [csv]: the ledger as a file"),
            later("circular [Q3] [chapter or department]: the draft of a circular (Word)"),
            later("coverage: whom no reminder reaches; status: whether all runs"),
            later("feedback: what people have written to you"),
        ),
    ),
    (
        ("access", "人员"),
        later("Help: who takes part"),
        (
            later("code MOST [name] [platform]: a binding code, shown once, valid for 24 hours"),
            later("code all [platform], code unbound: codes for many on paper, shown first"),
            later("assign MOST name [replacing name] [platform]: a new liaison, shown first"),
            later("revoke name: ends somebody's access at once, shown first"),
            later("forget: everybody's own, erases name and accounts"),
        ),
    ),
    (
        ("deadline", "时限"),
        later("Help: dates and extensions"),
        (
            later("deadline {number} 30 Nov: the office's own date, for several items too"),
            later("deadline {number} clear: back to what the document says"),
            later("extend: open requests for more time"),
            later("extend_ok {number} [date] [words], extend_no {number} reason: the answer"),
        ),
    ),
)


def overview(say: Words, role: PersonRole, number: int) -> Card:
    """Six lines; ``number`` is an item for the examples."""
    lines = tuple(say(line, number=number) for line in _LINES[role])
    other = Language.ZH if say.language is Language.EN else Language.EN
    topics = say.listed(say("help {topic}", topic=name) for name in _names(say, role))
    return Card(
        say("How to use it"),
        (*lines, say("More: {topics}", topics=topics)),
        (
            Action(say("My tasks"), say("mytasks")),
            Action(say("Due soon"), say("due")),
            Action(say("Who am I"), say("whoami")),
            Action(LANGUAGES[other], f"/lang {other}"),
        ),
    )


def topic(say: Words, word: str, number: int) -> Card | None:
    """The lines of a topic, None when there is none of this name."""
    for names, title, lines in (*_TOPICS, *_OFFICE_TOPICS):
        if word.strip().lower() in names:
            body = tuple(say(line, number=number) for line in lines)
            return Card(say(title), body, (Action(say("Help"), say("help")),))
    return None


def for_the_unbound(say: Words) -> Card:
    """Says nothing about the plan."""
    return Card(
        say("How to use it"),
        (
            say("I keep a work plan for the liaisons of its departments."),
            say("Ask your deputy contact or the office of the joint meeting for a code."),
            say("Then send: bind code, for example: bind K7QM-2XPA-9TDR-5FHC"),
        ),
    )


def in_group(say: Words) -> Card:
    return Card(
        say("How to use it in a group"),
        (
            say("Name me with a number: its card. Name me with overdue: the list."),
            say("Everything personal comes in private; nothing is saved from here."),
        ),
    )


def _names(say: Words, role: PersonRole) -> Sequence[str]:
    zh = say.language is Language.ZH
    topics = (*_TOPICS, *_OFFICE_TOPICS) if role is PersonRole.COORDINATOR else _TOPICS
    return [names[1] if zh else names[0] for names, _, _ in topics]
