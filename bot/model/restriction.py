"""What the store holds of tasks that are to be reported offline from now on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """How many records of each kind show the tasks, or hold what was written about them.

    ``urges`` counts the office's own words, ``requests`` and ``steps`` those of coordination,
    ``dates`` the reasons of dates, ``messages`` what was sent, ``waiting`` what has not left yet,
    ``events`` raw messages that have been worked.
    """

    updates: int = 0
    reports: int = 0
    urges: int = 0
    extensions: int = 0
    corrections: int = 0
    dates: int = 0
    requests: int = 0
    steps: int = 0
    feedback: int = 0
    digests: int = 0
    messages: int = 0
    waiting: int = 0
    events: int = 0

    @property
    def texts(self) -> int:
        """What people have written."""
        told = self.updates + self.reports + self.corrections + self.requests + self.steps
        return told + self.urges + self.extensions + self.dates + self.feedback
