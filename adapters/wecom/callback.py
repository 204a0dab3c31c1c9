"""Takes what WeCom calls an app with: verified, unsealed, stored, and only then acknowledged."""

import hashlib
import hmac
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from adapters.wecom.crypto import Forged, aes_key, check, decrypt
from adapters.wecom.envelope import LARGEST, Doctype, fields_of, sealed_in
from adapters.wecom.inbound import event_of
from bot.ports import Answer, Clock, Incoming, Ingress, Webhook

_log = logging.getLogger(__name__)
_FAREWELLS = ("inactive_alert", "close_inactive_agent")
_WINDOW = 300  # seconds that a signature is good for
_MOST = 4096  # nonces remembered
_REFUSED = 403
_NEEDED = {
    "msg_signature": re.compile(r"[0-9a-f]{40}", re.ASCII),
    "timestamp": re.compile(r"[1-9][0-9]{9}", re.ASCII),  # nothing marks where the nonce begins
    "nonce": re.compile(r"[!-~]{1,128}", re.ASCII),
}
_ECHO = "echostr"


@dataclass(frozen=True, slots=True)
class _Signed:
    """What stands in the query; ``echo`` is empty but for an address check."""

    signature: str
    timestamp: str
    nonce: str
    echo: str


class WecomCallback(Webhook):
    """``tokens`` and ``aes_keys``: those in force, and during a rotation the ones before.

    ``agent``: the id of the app; empty: any.  Raises ValueError for no token, no key, or a key that
    is none.  A refusal is the same whatever is wrong; the log names the step.
    """

    path = "/wecom/callback"
    methods = ("GET", "POST")
    largest = LARGEST

    def __init__(
        self,
        tokens: Sequence[str],
        aes_keys: Sequence[str],
        corp: str,
        agent: str,
        *,
        ingress: Ingress,
        clock: Clock,
    ) -> None:
        if not tokens or not all(tokens) or not aes_keys:
            raise ValueError("a callback needs a token and an EncodingAESKey")
        self._tokens, self._keys = tuple(tokens), [aes_key(key) for key in aes_keys]
        self._corp, self._agent = corp, agent
        self._ingress, self._clock = ingress, clock
        self._nonces: dict[str, tuple[bytes, int]] = {}
        """What was said under a nonce, and until when it could be said again."""

    def refuses(self, call: Incoming) -> int | None:
        """403 unless the query holds all that is needed, once each and well-formed."""
        try:
            _signed(call)
        except Forged as fault:
            return self._refused(fault)
        return None

    async def take(self, call: Incoming) -> Answer:
        """The empty answer says that all is well; an address check is answered with its secret."""
        try:
            signed = _signed(call)
            if call.method == "GET":
                return Answer(200, self._open(signed, signed.echo), "text/plain")
            plain = self._open(signed, sealed_in(call.body))
            self._examine(plain)
            self._remember(signed, plain)
        except Forged as fault:
            return Answer(self._refused(fault))
        except ValueError:
            return Answer(400)
        await self._ingress.accept(event_of(plain, self._corp))
        return Answer(200)

    def _examine(self, plain: str) -> None:
        """What we do not understand is kept, what is meant to harm is not.  Raises as that is."""
        try:
            fields = fields_of(plain)
        except Doctype:
            _log.warning("security: a sealed call to %s with a DTD was refused", self.path)
            raise
        except ValueError:
            _log.warning("a sealed call to %s is stored, though nobody can read it", self.path)
            return
        agent = fields.get("AgentID")
        if agent and self._agent and agent != self._agent:
            raise Forged("another app")
        if fields.get("Event") in _FAREWELLS:
            _log.error("WeCom is about to switch the app off because hardly anybody uses it.")

    def _open(self, signed: _Signed, sealed: str) -> str:
        """What is in it.  A wrong clock of ours refuses everybody, so the skew is told.

        It is looked at behind the signature: nobody else shall make us doubt our clock.
        """
        check(signed.signature, self._tokens, signed.timestamp, signed.nonce, sealed)
        skew = int(signed.timestamp) - self._clock.now().timestamp()
        if abs(skew) > _WINDOW:
            raise Forged(f"{skew:+.0f} seconds off our clock")
        faults = []
        for key in self._keys:
            try:
                return decrypt(key, sealed, self._corp)
            except Forged as fault:
                faults.append(fault)
        raise faults[0]

    def _remember(self, signed: _Signed, plain: str) -> None:
        """A retry says the same again.  Raises Forged for another text under a known nonce."""
        now, said = self._clock.now().timestamp(), hashlib.sha256(plain.encode()).digest()
        nonce = signed.nonce
        known, until = self._nonces.get(nonce, (said, 0))
        if until >= now and not hmac.compare_digest(known, said):
            raise Forged("a nonce for something else")
        self._nonces.pop(nonce, None)
        for old in list(self._nonces):
            if len(self._nonces) < _MOST and self._nonces[old][1] >= now:
                break
            del self._nonces[old]
        self._nonces[nonce] = (said, int(signed.timestamp) + _WINDOW)

    def _refused(self, fault: Forged) -> int:
        _log.warning("security: a call to %s was refused: %s", self.path, fault)
        return _REFUSED


def _signed(call: Incoming) -> _Signed:
    """From the query.  Raises Forged unless each value is there once and looks like one."""
    found: dict[str, str] = {}
    for part in call.query.split(b"&"):
        name, _, value = part.partition(b"=")
        key = name.decode("ascii", "replace")
        if key in _NEEDED or key == _ECHO:
            if key in found:
                raise Forged(f"{key} twice")
            # A plus sign stays one: base64 has no blanks.
            found[key] = unquote_to_bytes(value).decode("ascii", "replace")
    for key, form in _NEEDED.items():
        if form.fullmatch(found.get(key, "")) is None:
            raise Forged(key)
    if call.method == "GET" and not found.get(_ECHO):
        raise Forged(_ECHO)
    return _Signed(
        signature=found["msg_signature"],
        timestamp=found["timestamp"],
        nonce=found["nonce"],
        echo=found.get(_ECHO, ""),
    )
