"""The import's report: everything a person should look at before the plan takes effect."""

from bot.model.plan import PlanWarning


class Report:
    """Collects warnings; the document's order is kept by ``in_order``."""

    def __init__(self) -> None:
        self._warnings: list[PlanWarning] = []

    def add(
        self, code: str, message: str, *, task: str | None = None, line: int | None = None
    ) -> None:
        """Note one; the same warning twice is one."""
        self._warnings.append(PlanWarning(code=code, message=message, task=task, line=line))

    def take(self, other: "Report") -> None:
        """Note all that another report holds."""
        self._warnings += other._warnings

    def in_order(self) -> tuple[PlanWarning, ...]:
        """Those about the whole document first, then by line."""
        unique = dict.fromkeys(self._warnings)
        return tuple(sorted(unique, key=lambda warning: warning.line or 0))
