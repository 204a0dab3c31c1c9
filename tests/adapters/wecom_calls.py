"""Calls of WeCom's to an app, honest ones and others.

``MADE_ECHO`` and ``MADE_TEXT`` were sealed by a program that is not ours.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from adapters.wecom.crypto import aes_key, encrypt, signature

TOKEN, AES_KEY = "A7tkNv3qZ0liaison", "ojAlDXmVbPuiKwcR5TiOatog8styA2GOciInsBK4LC8"
OLD_TOKEN, OLD_AES_KEY = "the-old-one", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP, AGENT = "wwa1b2c3d4e5f60718", "1000002"
NOW = 1790000010
NONCE = "203948571"


@dataclass(frozen=True, slots=True)
class Made:
    """A call that others sealed: ``random`` is what they began with."""

    timestamp: str
    nonce: str
    signature: str
    sealed: str
    random: bytes
    plain: str


MADE_ECHO = Made(
    "1790000001",
    "1712345678",
    "b789c8a2d406b46fa6485345e9a2eb5b44d29764",
    "Ix8uy/Ob//KWqOiZme7uMzNWfOKjgce1WpKRG9g1kI7D2YHZ88YHykFUFxyhfsOk2nswLBha1RYdgKvztLG64w==",
    bytes.fromhex("27abc903ea746814d54a9b40f35c7311"),
    "4930271866120457315",
)
MADE_TEXT = Made(
    "1790000010",
    "203948571",
    "3505ee9acb9bc86aa131d70e7625c9036f6df983",
    "HqEZihkIIbbjjZ8SkthsOLNVr5C4rQ+9sJiKa4D3BXkQe/7T/szXELEFRzQcSWh18jtlsVPM1cJ4oCobVh4vEzJ8"
    "/8/w61LYghB/rri+qtrmUHjxFxrz5RAfOpqstkrGtnofvquU7bHfpvxNLqdKsJGjSj9bnRVgKxkXR2D3XzBXjsQ8"
    "oLiW0c6XXCoMs2ayAEzLVyjHaVWa6Dw0262SVGeR09c/J/MmpJXd7903E8FyhO9mTeDaQ/hrVgcudXqoUUNTNNIF"
    "snFR0Jh3p1u++gBffiyHiL1768oa+IwoMVeUPc+Bf/mRxjtO7FkzrJ0n+/IlqKLvgJGLf7gG1T1AjLnUo907+H5t"
    "Jky8CDUjhIoL/JUBy98K20vIglVeK0Gf32i3gHb0oHHa254NRlCmSgaNKmPiVscWdNW0oJVneDg=",
    bytes.fromhex("0a3c079d11aa9460045c8a147465eb94"),
    "<xml>"
    "<ToUserName><![CDATA[wwa1b2c3d4e5f60718]]></ToUserName>"
    "<FromUserName><![CDATA[zhangsan]]></FromUserName>"
    "<CreateTime>1790000010</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[/mytasks]]></Content>"
    "<MsgId>7412589630001</MsgId>"
    "<AgentID>1000002</AgentID>"
    "</xml>",
)


@dataclass(frozen=True, slots=True)
class Call:
    """The query and the body of a call."""

    query: str
    body: bytes = b""


def xml(**fields: Any) -> str:
    inside = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items())
    return f"<xml>{inside}</xml>"


def said(text: str = "24", *, user: str = "zhangsan", id: int = 7412589630001) -> str:
    return inner("text", user=user, Content=text, MsgId=id)


def event(kind: str, *, user: str = "zhangsan", **fields: Any) -> str:
    return inner("event", user=user, Event=kind, **fields)


def inner(kind: str, *, user: str, agent: str = AGENT, **fields: Any) -> str:
    return xml(
        ToUserName=CORP,
        FromUserName=user,
        CreateTime=NOW,
        MsgType=kind,
        **fields,
        AgentID=agent,
    )


def pressed(
    key: str, *, task: str = "d-7", code: str = "rc_1", selected: str = "", user: str = "wangwu"
) -> str:
    """``selected``: what ``selection`` made."""
    more = {"EventKey": key, "TaskId": task, "CardType": "button_interaction"}
    made = event("template_card_event", user=user, **more, ResponseCode=code)
    return made.replace("<AgentID>", f"{selected}<AgentID>")


def selection(*items: tuple[str, Sequence[str]]) -> str:
    def item(question: str, options: Sequence[str]) -> str:
        ids = "".join(f"<OptionId><![CDATA[{id}]]></OptionId>" for id in options)
        return f"<QuestionKey><![CDATA[{question}]]></QuestionKey><OptionIds>{ids}</OptionIds>"

    made = "".join(f"<SelectedItem>{item(*one)}</SelectedItem>" for one in items)
    return f"<SelectedItems>{made}</SelectedItems>"


def envelope(sealed: str) -> bytes:
    return xml(ToUserName=CORP, Encrypt=sealed, AgentID=AGENT).encode()


def query(
    sealed: str, *, token: str = TOKEN, at: int | str = NOW, nonce: str = NONCE, **more: str
) -> str:
    signed = signature(token, str(at), nonce, sealed)
    return urlencode({"msg_signature": signed, "timestamp": at, "nonce": nonce, **more})


def post(
    plain: str,
    *,
    token: str = TOKEN,
    key: str = AES_KEY,
    corp: str = CORP,
    at: int = NOW,
    nonce: str = NONCE,
) -> Call:
    sealed = encrypt(aes_key(key), plain, corp)
    return Call(query(sealed, token=token, at=at, nonce=nonce), envelope(sealed))


def lying(padded: bytes, *, nonce: str = NONCE) -> Call:
    """Signed as it should be, and sealed as it is: with whatever length, receiver and padding."""
    sealed = sealed_as_is(padded)
    return Call(query(sealed, nonce=nonce), envelope(sealed))


def sealed_as_is(padded: bytes, key: str = AES_KEY) -> str:
    raw = aes_key(key)
    writer = Cipher(algorithms.AES(raw), modes.CBC(raw[:16])).encryptor()
    return base64.b64encode(writer.update(padded)).decode()


def packed(
    text: bytes,
    *,
    length: int | None = None,
    corp: str = CORP,
    padding: bytes | None = None,
) -> bytes:
    """What is sealed; ``length`` and ``padding`` as they should be, or as a liar says."""
    told = len(text) if length is None else length
    made = bytes(16) + told.to_bytes(4, "big") + text + corp.encode()
    missing = 32 - len(made) % 32
    return made + (bytes([missing]) * missing if padding is None else padding)
