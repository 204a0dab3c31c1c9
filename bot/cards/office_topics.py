"""What help says about the commands of the office."""

from bot.abilities import Hint
from bot.locale import later

Topic = tuple[tuple[str, ...], str, tuple[str | Hint, ...]]
# The words that name a topic, its title, its lines.

OFFICE_TOPICS: tuple[Topic, ...] = (
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
            later("In the group: {here} [chapter or department] [Friday 16:00]"),
            later("In the group: {off} ends it; it ends with the plan anyway."),
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
            later("assign MOST name deputy, or leader: one more person, nobody leaves"),
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
    (
        ("desk", "办公室"),
        later("Help: the office's desk"),
        (
            later("import: a plan file, or a ledger that was filled in; shown first"),
            later("plandraft 2 items: what a revised plan changes; plandraft 2 comparison: a file"),
            later("status: what runs, what failed; audit 24: who did what"),
            later("resend 12, giveup 12: what was not delivered; redrive 3: what was not read"),
        ),
    ),
)
