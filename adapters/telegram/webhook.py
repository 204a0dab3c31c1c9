"""Takes the updates that Telegram posts: verified before they are read, stored before the 200."""

import hmac
import logging
from collections.abc import Sequence

from adapters.strictjson import strict_json
from adapters.telegram.inbound import event_of
from bot.ports import Answer, Incoming, Ingress, Webhook

_log = logging.getLogger(__name__)
_SECRET = b"x-telegram-bot-api-secret-token"
_LARGEST = 2**63


class TelegramWebhook(Webhook):
    """``secrets``: the one in force, and during a rotation the one before it."""

    path = "/telegram/webhook"

    def __init__(self, secrets: Sequence[str], tenant: str, ingress: Ingress) -> None:
        self._secrets = [secret.encode() for secret in secrets]
        self._tenant, self._ingress = tenant, ingress

    def refuses(self, call: Incoming) -> int | None:
        """401 unless there is exactly one secret and it is ours; 415 for what is not JSON."""
        given = [value for name, value in call.headers if name == _SECRET]
        known = [hmac.compare_digest(value, ours) for ours in self._secrets for value in given]
        if len(given) != 1 or not any(known):
            _log.warning("security: a request to %s without our secret was refused", self.path)
            return 401
        kinds = [value for name, value in call.headers if name == b"content-type"]
        if len(kinds) != 1 or kinds[0].split(b";")[0].strip().lower() != b"application/json":
            return 415
        return None

    async def take(self, call: Incoming) -> Answer:
        """Every update is taken, also of kinds we do not know yet: what it is, is seen later."""
        try:
            update = strict_json(call.body)
        except ValueError:
            return Answer(400)
        number = update.get("update_id") if isinstance(update, dict) else None
        if not isinstance(number, int) or isinstance(number, bool) or abs(number) >= _LARGEST:
            return Answer(400)
        await self._ingress.accept(event_of(update, self._tenant, raw=call.body.decode()))
        return Answer(200)
