"""Takes what Slack posts: verified before it is read, stored before the 200."""

import hmac
import json
import logging
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from adapters.slack.reception import Reception, challenge, is_handshake
from adapters.strictjson import strict_json
from bot.ports import Answer, Clock, Headers, Incoming, Webhook

_log = logging.getLogger(__name__)
_SIGNATURE, _MOMENT = b"x-slack-signature", b"x-slack-request-timestamp"
_SIGNED = re.compile(rb"v0=[0-9a-f]{64}")
_SECONDS = re.compile(rb"[0-9]{1,11}")
_WINDOW = 300  # seconds that a signature is good for
_FORM, _JSON = b"application/x-www-form-urlencoded", b"application/json"
_FORMS = {"command", "ssl_check"}  # what stands in a form without a payload
_FIELDS = 64


class SlackWebhook(Webhook):
    """``secrets``: the one in force, and during a rotation the one before it."""

    path = "/slack/events"

    def __init__(self, secrets: Sequence[str], reception: Reception, clock: Clock) -> None:
        self._secrets = [secret.encode() for secret in secrets]
        self._reception, self._clock = reception, clock

    def refuses(self, call: Incoming) -> int | None:
        """401 unless signature and time are there once, well-formed and fresh."""
        headers = call.headers
        signed, moment = _one(headers, _SIGNATURE), _one(headers, _MOMENT)
        good = signed is not None and _SIGNED.fullmatch(signed)
        if not good or moment is None or _SECONDS.fullmatch(moment) is None:
            return self._refused("a request without a signature")
        if abs(self._clock.now().timestamp() - int(moment)) > _WINDOW:
            return self._refused("a stale request")
        return None

    async def take(self, call: Incoming) -> Answer:
        headers, body = call.headers, call.body
        signed, moment = _one(headers, _SIGNATURE), _one(headers, _MOMENT)
        if signed is None or moment is None or not self._is_signed(signed, moment, body):
            return Answer(self._refused("a forged request"))
        try:
            payload = _payload(_one(headers, b"content-type") or b"", body)
        except ValueError:
            return Answer(400)
        if is_handshake(payload):
            return Answer(200, challenge(payload))
        if "ssl_check" in payload and "command" not in payload:
            return Answer(200)
        if not self._reception.is_ours(payload):
            _log.warning("security: a request to %s for another app was refused", self.path)
            return Answer(403)
        told = await self._reception.take(payload)
        return Answer(200, "" if told is None else json.dumps(told))

    def _is_signed(self, signed: bytes, moment: bytes, body: bytes) -> bool:
        base = b"v0:" + moment + b":" + body
        ours = [
            b"v0=" + hmac.new(secret, base, sha256).hexdigest().encode() for secret in self._secrets
        ]
        return any([hmac.compare_digest(signed, one) for one in ours])

    def _refused(self, what: str) -> int:
        _log.warning("security: %s to %s was refused", what, self.path)
        return 401


def _one(headers: Headers, name: bytes) -> bytes | None:
    """The header's value if it stands there exactly once."""
    found = [value for key, value in headers if key == name]
    return found[0] if len(found) == 1 else None


def _payload(kind: bytes, body: bytes) -> dict[str, Any]:
    """Events come as JSON, commands as a form, all else as JSON in a form's ``payload``.

    Raises ValueError for everything else.
    """
    match kind.split(b";")[0].strip().lower():
        case kind if kind == _JSON:
            value = strict_json(body)
        case kind if kind == _FORM:
            fields = parse_qsl(
                body.decode("utf-8"),
                keep_blank_values=True,
                strict_parsing=True,
                errors="strict",
                max_num_fields=_FIELDS,
            )
            value = dict(fields)
            if len(value) != len(fields):
                raise ValueError("a field stands twice")
            if "payload" in value:
                value = strict_json(value["payload"].encode())
            elif not value.keys() & _FORMS:
                raise ValueError("a form of nobody's")
        case _:
            raise ValueError("neither JSON nor a form")
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
