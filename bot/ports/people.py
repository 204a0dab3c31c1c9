"""Who is who, where they can be reached, and the lines they were asked to confirm."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.messages import Account, Language, Platform
from bot.model.person import Person, PersonRole, Sender
from bot.model.task import Department


class People(Protocol):
    """Who is who, where they can be reached, and how they are bound."""

    @abstractmethod
    async def who(self, account: Account) -> Sender:
        """Person, plan and calendar in one statement."""

    @abstractmethod
    async def person(self, id: int) -> Person | None: ...

    @abstractmethod
    async def people(self, *, active: bool = True) -> Sequence[Person]:
        """By department and id."""

    @abstractmethod
    async def accounts(self, person: int) -> Sequence[Account]: ...

    @abstractmethod
    async def reachable(self, role: PersonRole) -> Sequence[tuple[Person, Account | None]]:
        """Active people of a role, stand-ins apart, each with the account that messages go to.

        None for somebody without one, or whose accounts are all suspended.
        """

    @abstractmethod
    async def add(
        self, name: str, department: int, role: PersonRole, *, at: datetime, standin: bool = False
    ) -> Person: ...

    @abstractmethod
    async def revoke(self, person: int, *, at: datetime) -> bool: ...

    @abstractmethod
    async def bind(self, person: int, account: Account, *, at: datetime) -> bool:
        """False when the account already belongs to another active person."""

    @abstractmethod
    async def unbind(self, account: Account) -> bool: ...

    @abstractmethod
    async def set_language(self, person: int, language: Language) -> None: ...

    @abstractmethod
    async def issue(
        self,
        person: int,
        platform: Platform,
        *,
        digest: str,
        at: datetime,
        expires: datetime,
        by: int | None = None,
    ) -> None:
        """Keep the SHA-256 of a new binding code; earlier ones of person and platform end.

        ``by``: the person who issues it, None on the command line.
        """

    @abstractmethod
    async def issue_many(
        self,
        issued: Sequence[tuple[int, Platform, str]],
        *,
        at: datetime,
        expires: datetime,
        by: int | None,
    ) -> None:
        """The same for many people, each with a platform and a digest; two statements."""

    @abstractmethod
    async def bound(self) -> Mapping[int, frozenset[Platform]]:
        """Where people can be reached: the platforms of their accounts that are not suspended.

        One statement; who has none is left out.
        """

    @abstractmethod
    async def redeem(self, account: Account, *, digest: str, at: datetime) -> Person | None:
        """Use the code up and bind the account, by one conditional UPDATE; None when it is none.

        A code is for one platform, is used once, and has an end.
        """

    @abstractmethod
    async def void(self, digest: str, *, at: datetime) -> bool:
        """End a code that was shown where it must not be."""

    @abstractmethod
    async def failed_tries(self, account: Account, *, since: datetime) -> int: ...

    @abstractmethod
    async def note_failed_try(self, account: Account, *, at: datetime) -> None: ...

    @abstractmethod
    async def suspend(self, account: Account, *, suspended: bool) -> None:
        """The person blocked the bot or left; or came back.  Nothing is sent while suspended."""

    @abstractmethod
    async def departments(self) -> Sequence[Department]: ...

    @abstractmethod
    async def department(self, name: str) -> Sequence[Department]:
        """Those with exactly this name, alias, acronym or pinyin initials; normally one."""


class Actions(Protocol):
    """Command lines that wait for 确认: what does not fit a button, and previews."""

    @abstractmethod
    async def keep(
        self, code: str, person: int, line: str, *, at: datetime, expires: datetime
    ) -> None: ...

    @abstractmethod
    async def take(self, code: str, person: int, *, at: datetime) -> tuple[str, datetime] | None:
        """The line and since when, once, for the person it was kept for, until it expires."""

    @abstractmethod
    async def drop(self, person: int, codes: Sequence[str] | None = None) -> None:
        """What was kept for the person under these codes, or at all, does nothing any more."""

    @abstractmethod
    async def drop_lines(self, person: int, start: str) -> None:
        """The same for lines that begin with ``start``, whole words."""
