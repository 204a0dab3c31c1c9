"""What WeCom sends to a callback address: the inner XML, and the seal around it.

Pure functions, each value can be told.  Times are fixed (2019-10-11), so that tests say themselves
what is late.  ``seal`` and ``echo`` stand on ``cryptography`` alone and share nothing with the
adapter, which is what they are to test.  Shapes: [90239], [90240], [90970]; an event has no MsgId.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

CORP, AGENT, SECRET = "ww5a1e0c4f7b9d2836", 1000002, "app-secret"
USER, AT = "ZhangSan", 1570759260
TOKEN, AES_KEY = "callbacktoken", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
NONCE, RANDOM = "1372623149", bytes(range(16))
_BLOCK = 32

Tree = str | int | Mapping[str, "Tree"] | Sequence[tuple[str, "Tree"]]


def signature(token: str, at: int, nonce: str, encrypt: str) -> str:
    parts = sorted((token, str(at), nonce, encrypt))
    return hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324


def encrypted(plain: str | bytes, aes_key: str, receive_id: str, random: bytes = RANDOM) -> str:
    """``aes_key``: the 43 characters of EncodingAESKey; ``random``: 16 bytes."""
    text = plain.encode() if isinstance(plain, str) else plain
    packed = random + len(text).to_bytes(4, "big") + text + receive_id.encode()
    missing = _BLOCK - len(packed) % _BLOCK
    return encrypted_as_is(packed + bytes([missing]) * missing, aes_key)


def encrypted_as_is(padded: bytes, aes_key: str) -> str:
    """Without length, receive id and padding: for what a liar would send."""
    key = base64.b64decode(aes_key + "=")
    writer = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(writer.update(padded) + writer.finalize()).decode()


def seal(
    plain: str | bytes,
    token: str = TOKEN,
    aes_key: str = AES_KEY,
    receive_id: str = CORP,
    *,
    at: int = AT,
    nonce: str = NONCE,
) -> tuple[str, bytes]:
    """Query string and body of a POST."""
    return enclose(encrypted(plain, aes_key, receive_id), token, receive_id, at, nonce)


def enclose(encrypt: str, token: str, receive_id: str, at: int, nonce: str) -> tuple[str, bytes]:
    query = {"msg_signature": signature(token, at, nonce, encrypt), "timestamp": at, "nonce": nonce}
    body = xml({"ToUserName": receive_id, "Encrypt": encrypt, "AgentID": str(AGENT)})
    return urlencode(query), body.encode()


def echo(
    plain: str = "1616140317555161061",
    token: str = TOKEN,
    aes_key: str = AES_KEY,
    receive_id: str = CORP,
    *,
    at: int = AT,
    nonce: str = NONCE,
) -> str:
    """Query string of the GET that checks the address; the answer has to be ``plain``."""
    hidden = encrypted(plain, aes_key, receive_id)
    sign = signature(token, at, nonce, hidden)
    query = {"msg_signature": sign, "timestamp": at, "nonce": nonce, "echostr": hidden}
    return urlencode(query)


def xml(fields: Tree) -> str:
    """Texts as CDATA, numbers bare, in the order given; names may come twice in a list of pairs."""
    return f"<xml>{_inside(fields)}</xml>"


def _inside(tree: Tree) -> str:
    match tree:
        case str():
            return f"<![CDATA[{tree}]]>" if "]]>" not in tree else escape(tree)
        case int():
            return str(tree)
        case Mapping():
            return _inside(list(tree.items()))
    return "".join(f"<{name}>{_inside(inner)}</{name}>" for name, inner in tree)


def said(kind: str, inner: dict[str, Tree], *, user: str, at: int, id: int, agent: int) -> str:
    around: dict[str, Tree] = {"ToUserName": CORP, "FromUserName": user, "CreateTime": at}
    return xml({**around, "MsgType": kind, **inner, "MsgId": id, "AgentID": agent})


def text(
    content: str,
    *,
    user: str = USER,
    at: int = AT,
    id: int = 4561255354251345929,
    agent: int = AGENT,
) -> str:
    return said("text", {"Content": content}, user=user, at=at, id=id, agent=agent)


def voice(
    recognition: str | None = None,
    *,
    user: str = USER,
    at: int = AT,
    id: int = 4561255354251345930,
    agent: int = AGENT,
) -> str:
    """``recognition``: what was understood; None: that is switched off."""
    inner: dict[str, Tree] = {"MediaId": "1Yv-zXfHjSjU-7LH", "Format": "amr"}
    if recognition is not None:
        inner["Recognition"] = recognition
    return said("voice", inner, user=user, at=at, id=id, agent=agent)


def event(
    kind: str, inner: dict[str, Tree], *, user: str = USER, at: int = AT, agent: int | None = AGENT
) -> str:
    """``agent`` None: an event of the address book belongs to no app."""
    around: dict[str, Tree] = {"ToUserName": CORP, "FromUserName": user, "CreateTime": at}
    last: dict[str, Tree] = {} if agent is None else {"AgentID": agent}
    return xml({**around, "MsgType": "event", "Event": kind, **inner, **last})


def click(key: str, *, user: str = USER, at: int = AT, agent: int = AGENT) -> str:
    """An entry of the menu; ``key`` is its command line."""
    return event("click", {"EventKey": key}, user=user, at=at, agent=agent)


def enter_agent(*, user: str = USER, at: int = AT, agent: int = AGENT) -> str:
    return event("enter_agent", {"EventKey": ""}, user=user, at=at, agent=agent)


def subscribe(*, user: str = USER, at: int = AT, agent: int = AGENT) -> str:
    """The person came into what the app can see."""
    return event("subscribe", {"EventKey": ""}, user=user, at=at, agent=agent)


def unsubscribe(*, user: str = USER, at: int = AT, agent: int = AGENT) -> str:
    """The person left what the app can see."""
    return event("unsubscribe", {"EventKey": ""}, user=user, at=at, agent=agent)


def delete_user(user: str = USER, *, at: int = AT) -> str:
    inner: dict[str, Tree] = {"ChangeType": "delete_user", "UserID": user}
    return event("change_contact", inner, user="sys", at=at, agent=None)


def update_user(user: str = USER, *, at: int = AT, **changed: str | int) -> str:
    """``changed``: NewUserID, Name, Department ("1,2"), Status (5: left) and the like."""
    inner: dict[str, Tree] = {"ChangeType": "update_user", "UserID": user, **changed}
    return event("change_contact", inner, user="sys", at=at, agent=None)


def press(
    key: str,
    *,
    task: str = "d-7f3a",
    code: str = "code-1",
    kind: str = "button_interaction",
    user: str = USER,
    at: int = AT,
    agent: int = AGENT,
) -> str:
    """A button of a card; the fake's /press gives a ``code`` that it will accept."""
    return event("template_card_event", _card(key, task, kind, code), user=user, at=at, agent=agent)


def inactive_alert(*, effect: int = AT + 7 * 86_400, at: int = AT, agent: int = AGENT) -> str:
    """Nobody has used the app for long; at ``effect`` it will be switched off."""
    return event("inactive_alert", {"EffectTime": effect}, user="sys", at=at, agent=agent)


def close_inactive_agent(*, at: int = AT, agent: int = AGENT) -> str:
    return event("close_inactive_agent", {}, user="sys", at=at, agent=agent)


def batch_job_result(*, kind: str = "sync_user", code: int = 0, at: int = AT) -> str:
    job: Tree = {"JobId": "job-1", "JobType": kind, "ErrCode": code, "ErrMsg": "ok"}
    return event("batch_job_result", {"BatchJob": job}, user="sys", at=at, agent=None)


def _card(key: str, task: str, kind: str, code: str) -> dict[str, Tree]:
    return {"EventKey": key, "TaskId": task, "CardType": kind, "ResponseCode": code}
