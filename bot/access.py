"""The one door: who may do what to which task, and where the answer may be read.

Every read and every write asks ``rule``; nothing is allowed that the table does not allow.  The
table and the rules around it are data: the matrix in ``docs/security.md`` is written from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.messages import Channel
from bot.model.person import Person, PersonRole
from bot.model.task import Mode, Share, Task, TaskRole


class Role(StrEnum):
    """What somebody is to the bot; the last three have no role."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    OBSERVER = "observer"
    COORDINATOR = "coordinator"
    UNBOUND = "unbound"
    REVOKED = "revoked"
    FOREIGN = "foreign"  # bots, channels, people of other organisations


class Act(StrEnum):
    """What can be done."""

    HELP = "help"
    BIND = "bind"
    LIST = "list"  # one's own: tasks, search results, identity, language
    SHOW = "show"
    HISTORY = "history"
    OVERVIEW = "overview"  # counts, what is overdue, digests: the same for everybody
    UPDATE = "update"  # with free text
    DONE = "done"  # status and percent, without free text
    REPORT = "report"
    UNDO = "undo"
    CONFIRM = "confirm"  # 确认 and 撤销: the tasks behind them are ruled on one by one
    CLOSE = "close"
    URGE = "urge"
    EXPORT = "export"
    MANAGE = "manage"
    DELIVER = "deliver"  # settle what could not be delivered
    CALENDAR = "calendar"  # say which days are worked
    OFFICE = "office"  # what only the office decides: periods, reviews, dates
    HERE = "here"  # register the group in which it is said
    AUDIT = "audit"  # who did what
    OVERSEE = "oversee"  # who is missing, who answers for what: lists for whoever looks after it


class Relation(StrEnum):
    """What a department is to a task."""

    LEAD = "lead"  # sole, lead, or one of those that are each responsible
    PARTICIPANT = "participant"
    NONE = "none"
    RESTRICTED = "restricted"  # lead of a restricted task
    RESTRICTED_PARTICIPANT = "restricted participant"
    RESTRICTED_NONE = "restricted none"


class Verdict(StrEnum):
    """What becomes of a wish."""

    DO = "do"
    OWN = "own"  # the department's own part, never the task's status
    STUB = "stub"  # 第N项 线下报送事项, nothing else
    ASK = "ask"  # preview first
    REFUSE = "refuse"
    BIND = "bind"  # the fixed hint how to bind, whatever was asked
    BUTTON = "button"  # not done; comes back in private as a button
    REVOKE = "revoke"  # a code was shown to a group: it is void
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict; ``private``: the answer must leave the group in which the wish was said."""

    verdict: Verdict
    private: bool = False


_DO, _OWN, _STUB, _ASK, _NO = (
    Verdict.DO,
    Verdict.OWN,
    Verdict.STUB,
    Verdict.ASK,
    Verdict.REFUSE,
)

COLUMNS = tuple(Relation)
"""The first columns of ``PRIVATE``."""

# In private.  A department's six columns are its relations as above; an observer and a coordinator
# have two each: any other task, any restricted one.
# fmt: off
PRIVATE: Mapping[Act, tuple[Verdict, ...]] = {
    #              lead  part  none   restricted:
    #                                 lead  part   none  | observer     | coordinator
    Act.HELP:     (_DO,  _DO,  _DO,   _DO,  _DO,  _DO,    _DO, _DO,      _DO,  _DO),
    Act.LIST:     (_DO,  _DO,  _DO,   _DO,  _DO,  _DO,    _DO, _DO,      _DO,  _DO),
    Act.OVERVIEW: (_DO,  _DO,  _DO,   _DO,  _DO,  _DO,    _DO, _DO,      _DO,  _DO),
    Act.CONFIRM:  (_DO,  _DO,  _DO,   _DO,  _DO,  _DO,    _DO, _DO,      _DO,  _DO),
    Act.SHOW:     (_DO,  _DO,  _DO,   _DO,  _DO,  _STUB,  _DO, _STUB,    _DO,  _DO),
    Act.HISTORY:  (_DO,  _DO,  _NO,   _DO,  _DO,  _NO,    _DO, _STUB,    _DO,  _DO),
    Act.UPDATE:   (_DO,  _OWN, _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _NO),
    Act.REPORT:   (_DO,  _OWN, _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _NO),
    Act.DONE:     (_DO,  _OWN, _NO,   _DO,  _OWN, _NO,    _NO, _NO,      _DO,  _DO),
    Act.UNDO:     (_DO,  _OWN, _NO,   _DO,  _OWN, _NO,    _NO, _NO,      _DO,  _DO),
    Act.CLOSE:    (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.EXPORT:   (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.URGE:     (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _ASK, _ASK),
    Act.MANAGE:   (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _ASK, _ASK),
    Act.DELIVER:  (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.CALENDAR: (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.OFFICE:   (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.HERE:     (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.AUDIT:    (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _NO, _NO,      _DO,  _DO),
    Act.OVERSEE:  (_NO,  _NO,  _NO,   _NO,  _NO,  _NO,    _DO, _DO,      _DO,  _DO),
}
# fmt: on
_OBSERVER, _COORDINATOR = 6, 8
WRITES = {
    Act.UPDATE,
    Act.DONE,
    Act.REPORT,
    Act.UNDO,
    Act.CONFIRM,
    Act.CLOSE,
    Act.URGE,
    Act.MANAGE,
    Act.DELIVER,
    Act.CALENDAR,
    Act.OFFICE,
}


OFFICES = frozenset(
    act
    for act, verdicts in PRIVATE.items()
    if all(verdict is Verdict.REFUSE for verdict in verdicts[:_COORDINATOR])
)
"""What only the office does."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants something, somewhere; ``verdict`` is what the table says of it in private,
    for somebody who has a role.
    """

    role: Role
    act: Act
    relation: Relation
    channel: Channel

    @property
    def private(self) -> bool:
        return self.channel is Channel.PRIVATE

    @property
    def verdict(self) -> Verdict:
        return _in_private(self.role, self.act, self.relation)


@dataclass(frozen=True, slots=True)
class Rule:
    """``when`` and ``outcome`` are how documents say it."""

    when: str
    outcome: str
    fits: Callable[[Wish], bool]
    then: Callable[[Wish], Ruling]


def _always(verdict: Verdict, *, private: bool = False) -> Callable[[Wish], Ruling]:
    return lambda _: Ruling(verdict, private)


RULES: tuple[Rule, ...] = (
    Rule(
        "bind in a group",
        "`revoke`: the code is void, is not repeated, its issuer is told",
        lambda wish: wish.act is Act.BIND and not wish.private,
        _always(Verdict.REVOKE),
    ),
    Rule("foreign", "`silence`", lambda wish: wish.role is Role.FOREIGN, _always(Verdict.SILENCE)),
    Rule("bind", "`do`", lambda wish: wish.act is Act.BIND, _always(Verdict.DO)),
    Rule(
        "unbound, revoked",
        "help in private `do`, else `bind`: one fixed hint, privately, whatever was asked",
        lambda wish: wish.role in (Role.UNBOUND, Role.REVOKED),
        lambda wish: Ruling(
            Verdict.DO if wish.act is Act.HELP and wish.private else Verdict.BIND,
            private=not wish.private,
        ),
    ),
    Rule("private", "P", lambda wish: wish.private, lambda wish: Ruling(wish.verdict)),
    Rule(
        "P = refuse",
        "`dm refuse`; the group sees 已私信回复您",
        lambda wish: wish.verdict is Verdict.REFUSE,
        _always(Verdict.REFUSE, private=True),
    ),
    Rule(
        "here",
        "P, in the group that is meant",
        lambda wish: wish.act is Act.HERE,
        lambda wish: Ruling(wish.verdict),
    ),
    Rule(
        "{writes}",
        "`button`: nothing is done, it comes back privately as a button",
        lambda wish: wish.act in WRITES,
        _always(Verdict.BUTTON, private=True),
    ),
    Rule(
        "registered group: help, overview, show of what is not restricted",
        "`do`",
        lambda wish: wish.channel is Channel.GROUP and _public(wish.act, wish.relation),
        _always(Verdict.DO),
    ),
    Rule("the rest", "`dm P`", lambda _: True, lambda wish: Ruling(wish.verdict, private=True)),
)
"""The first that fits rules; P is what ``PRIVATE`` says."""


def rule(role: Role, act: Act, relation: Relation, channel: Channel) -> Ruling:
    """The first rule that fits, in this order; the table comes fifth."""
    wish = Wish(role, act, relation, channel)
    return next(one.then(wish) for one in RULES if one.fits(wish))


def _in_private(role: Role, act: Act, relation: Relation) -> Verdict:
    row = PRIVATE[act]
    restricted = COLUMNS.index(relation) >= COLUMNS.index(Relation.RESTRICTED)
    match role:
        case Role.OBSERVER:
            return row[_OBSERVER + restricted]
        case Role.COORDINATOR:
            return row[_COORDINATOR + restricted]
        case _:
            return row[COLUMNS.index(relation)]


def _public(act: Act, relation: Relation) -> bool:
    """What a registered group may read: what its least entitled member may."""
    open_task = relation in (Relation.LEAD, Relation.PARTICIPANT, Relation.NONE)
    return act in (Act.HELP, Act.OVERVIEW) or (act is Act.SHOW and open_task)


def role_of(person: Person | None, *, foreign: bool = False) -> Role:
    if foreign:
        return Role.FOREIGN
    if person is None:
        return Role.UNBOUND
    return Role(person.role.value) if person.active else Role.REVOKED


def relation_of(person: Person, task: Task | None) -> Relation:
    """What the person's department is to the task; NONE without a task."""
    if task is None:
        return Relation.NONE
    share = task.share_of(person.department.id)
    if share is None:
        return Relation.RESTRICTED_NONE if task.restricted else Relation.NONE
    if share.role is TaskRole.LEAD or task.mode is Mode.EACH_OWN:
        return Relation.RESTRICTED if task.restricted else Relation.LEAD
    return Relation.RESTRICTED_PARTICIPANT if task.restricted else Relation.PARTICIPANT


def ever(person: Person, act: Act) -> bool:
    """Whether there is anything at all to which somebody of this role may do it."""
    role = role_of(person)
    rulings = (rule(role, act, relation, Channel.PRIVATE) for relation in Relation)
    return any(ruling.verdict is not Verdict.REFUSE for ruling in rulings)


def part_to_write(person: Person, task: Task) -> tuple[Share, bool] | None:
    """The share that a permitted write of this person changes, and whether on somebody's behalf.

    None when nobody answers for the task, so that there is nothing to write on.
    """
    own = task.share_of(person.department.id)
    if person.role is not PersonRole.COORDINATOR:
        return None if own is None else (own, False)
    if own is not None and own in task.deciding:
        return own, False
    return (task.deciding[0], True) if task.deciding else None
