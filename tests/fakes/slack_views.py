"""The windows and home pages that a fake Slack shows, and the triggers that open a window once."""

import time
from typing import Any

from tests.fakes.slack_rules import Json, Refusal, check_view

TRIGGER_LIVES = 3.0


class Views:
    """``lives``: how long a trigger that was pushed can be used, in seconds."""

    def __init__(self) -> None:
        self.lives = TRIGGER_LIVES
        self.views: dict[str, Json] = {}
        self.homes: dict[str, str] = {}
        self.pushed: dict[str, float] = {}
        self.used: set[str] = set()
        self.hashes = 0

    def trigger(self, payload: Json) -> None:
        """Remember when a trigger left for the app; its time runs from here."""
        if trigger := payload.get("trigger_id"):
            self.pushed[trigger] = time.monotonic()

    def open(self, fields: Json) -> Json:
        trigger, view = fields.get("trigger_id"), fields.get("view")
        if not trigger:
            raise Refusal("invalid_arguments", "missing required field: trigger_id")
        if trigger in self.used:
            raise Refusal("exchanged_trigger_id")
        pushed = self.pushed.get(trigger)
        if pushed is not None and time.monotonic() - pushed >= self.lives:
            raise Refusal("expired_trigger_id")
        check_view(view, "modal")
        assert isinstance(view, dict)
        if (name := view.get("external_id")) and self._named(name):
            raise Refusal("duplicate_external_id")
        self.used.add(trigger)
        return {"view": self._keep(f"V{len(self.views) + 1:06}", view)}

    def update(self, fields: Json) -> Json:
        check_view(fields.get("view"), "modal")
        id, name = fields.get("view_id"), fields.get("external_id")
        known = self.views.get(id) if id else self._named(name) if name else None
        if known is None:
            raise Refusal("not_found")
        if (hash := fields.get("hash")) and hash != known["hash"]:
            raise Refusal("hash_conflict")
        return {"view": self._keep(known["id"], fields["view"])}

    def publish(self, fields: Json) -> Json:
        """The home page of one person; it keeps its id for ever."""
        user = fields.get("user_id")
        if not user:
            raise Refusal("invalid_arguments", "missing required field: user_id")
        check_view(fields.get("view"), "home")
        id = self.homes.setdefault(user, f"V{len(self.views) + 1:06}")
        if (hash := fields.get("hash")) and hash != self.views.get(id, {}).get("hash", hash):
            raise Refusal("hash_conflict")
        return {"view": self._keep(id, fields["view"])}

    def _named(self, external_id: str) -> Json | None:
        named = [view for view in self.views.values() if view["external_id"] == external_id]
        return named[0] if named else None

    def _keep(self, id: str, view: dict[str, Any]) -> Json:
        self.hashes += 1
        kept = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": self.views.get(id, {}).get("external_id", ""),
            "clear_on_close": False,
            "notify_on_close": False,
            "submit_disabled": False,
            "close": None,
            "submit": None,
            **view,
            "id": id,
            "team_id": "T1",
            "state": {"values": {}},
            "hash": f"{int(time.time())}.{self.hashes:08}",
            "previous_view_id": None,
            "root_view_id": id,
            "app_id": "A1",
            "app_installed_team_id": "T1",
            "bot_id": "BBOT",
        }
        self.views[id] = kept
        return kept
