"""What the builders of WeCom's callbacks make is sealed and shaped as the documents say."""

import base64
from urllib.parse import parse_qs
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.fakes import wecom_payloads as payloads
from tests.fakes.wecom_payloads import CORP


def test_the_seal_is_that_of_the_vendors_example() -> None:
    key, corp = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"
    hidden = (
        "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    )
    random = bytes.fromhex("63343162363434393163323436386430")
    assert payloads.encrypted("1616140317555161061", key, corp, random) == hidden
    assert len(base64.b64decode(payloads.encrypted("24", key, corp))) == 64  # blocks of 32
    signed = payloads.signature("QDG6eK", 1409659589, "263014780", hidden)
    assert signed == "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    query = parse_qs(payloads.echo("24", "QDG6eK", key, corp))
    assert query["timestamp"] == [str(payloads.AT)]


def opened(body: bytes) -> ElementTree.Element:
    """The inner XML of what ``seal`` made."""
    hidden = ElementTree.fromstring(body).findtext("Encrypt")  # noqa: S314
    key = base64.b64decode(payloads.AES_KEY + "=")
    reader = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = reader.update(base64.b64decode(hidden or "")) + reader.finalize()
    length = int.from_bytes(plain[16:20], "big")
    assert plain[20 + length : -plain[-1]].decode() == CORP
    return ElementTree.fromstring(plain[20 : 20 + length])  # noqa: S314


def test_callbacks_have_the_shapes_of_the_documents() -> None:
    made = [
        payloads.text("24 已完成 ]]> <b>"),
        payloads.voice("我的任务"),
        payloads.click("我的任务"),
        payloads.enter_agent(),
        payloads.subscribe(),
        payloads.unsubscribe(),
        payloads.delete_user(),
        payloads.update_user(NewUserID="ZhangSan2"),
        payloads.press("24 已完成"),
        payloads.inactive_alert(),
        payloads.close_inactive_agent(),
        payloads.batch_job_result(),
    ]
    trees = [opened(payloads.seal(plain)[1]) for plain in made]
    assert trees[0].findtext("Content") == "24 已完成 ]]> <b>"
    assert trees[1].findtext("Recognition") == "我的任务"
    events = [tree.findtext("Event") for tree in trees[2:]]
    changes = ["change_contact"] * 2
    menu = ["click", "enter_agent", "subscribe", "unsubscribe", *changes]
    last = ["inactive_alert", "close_inactive_agent", "batch_job_result"]
    assert events == [*menu, "template_card_event", *last]
    assert [tree.find("MsgId") is not None for tree in trees] == [True] * 2 + [False] * 10
