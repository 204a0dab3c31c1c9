"""Plain clients take the fake for WeCom: what it says of our adapter can be believed."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.adapters.wecom_clients import CARD, Api, markdown
from tests.fakes.process import Fake, running
from tests.fakes.wecom_payloads import AGENT, CORP, SECRET, USER
from tests.fakes.wecom_robot import KEY

TOO_LONG = "请" * 683  # 2049 bytes
HELD = {"enable_duplicate_check": 1, "duplicate_check_interval": 14_400}


@pytest.fixture
async def api(wecom: Fake) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(base_url=wecom.base) as http:
        api = Api(http)
        await api.renew()
        yield api


async def test_a_token_is_new_each_time_and_dies_when_told(wecom: Fake, api: Api) -> None:
    old, new = api.token, await api.renew()
    assert old != new
    assert (await api.get("user/get", access_token=old, userid=USER))["userid"] == USER
    wecom.control("/expire", {"which": "old"})
    codes = [
        (await api.get("user/get", access_token=t, userid=USER))["errcode"] for t in (old, new)
    ]
    assert codes == [42001, 0]
    wecom.control("/settings", {"overlap": 60, "lives": 600})
    newest = await api.renew()
    wecom.control("/clock", 61)
    codes = [
        (await api.get("user/get", access_token=t, userid=USER))["errcode"]
        for t in (new, newest, "nonsense", "")
    ]
    assert codes == [42001, 0, 40014, 41001]
    assert (await api.get("gettoken", corpid="ww0", corpsecret=SECRET))["errcode"] == 40013
    assert (await api.get("gettoken", corpid=CORP, corpsecret="x"))["errcode"] == 40001
    assert wecom.control("/counts")["gettoken"] == 5


async def test_a_copy_is_told_the_same_and_not_delivered_again(wecom: Fake, api: Api) -> None:
    before = len(wecom.accepted())
    first, copy = [await api.text("第24项〔7Q2〕", **HELD) for _ in range(2)]
    other = await api.text("第24项〔7Q3〕", **HELD)
    assert first == copy
    assert first["msgid"] != other["msgid"]
    wecom.control("/clock", 14_400)
    await api.renew()
    late = await api.text("第24项〔7Q2〕", **HELD)
    bare = [(await api.text("第25项"))["msgid"] for _ in range(2)]
    assert len({first["msgid"], late["msgid"], *bare}) == 4
    lines = wecom.accepted()[before:]
    said = [line["fields"]["text"]["content"][:4] for line in lines]
    assert said == ["第24项"] * 3 + ["第25项"] * 2
    assert lines[0]["told"]
    assert lines[0]["msgid"] == first["msgid"]
    assert wecom.control("/counts")["suppressed"] == 1


async def test_it_says_who_was_not_reached(wecom: Fake, api: Api) -> None:
    wecom.control("/people", {"unknown": ["Gone"], "unlicensed": ["LiSi"]})
    answer = await api.text("通知", to="ZhangSan|gone|LISI")
    assert (answer["errcode"], answer["invaliduser"], answer["unlicenseduser"]) == (
        0,
        "gone",
        "lisi",
    )
    assert wecom.accepted("message/send")[-1]["delivered"] == ["ZhangSan"]
    assert (await api.text("通知", to="Gone"))["errcode"] == 81013
    assert (await api.get("user/get", access_token=api.token, userid="GONE"))["errcode"] == 60111


async def test_it_refuses_as_wecom_does(wecom: Fake, api: Api) -> None:
    before = len(wecom.accepted())
    assert await api.code("text", {"content": TOO_LONG}) == 45002
    assert await api.code("text", {"content": ""}) == 44004
    assert await api.code("text", {"content": "x"}, to="|".join(map(str, range(1001)))) == 40032
    assert await api.code("shout", {}) == 40008
    assert await api.code("text", {"content": "x"}, agentid=1) == 40056
    assert await api.code("image", {"media_id": "m"}) == 40007
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"card_type": "poster"}, 42031),
        ({"main_title": {"title": "长" * 37}}, 40058),
        ({"button_list": CARD["button_list"] * 4}, 40058),
        ({"button_list": [{"text": "一二三四五六七八九十多", "key": "1"}]}, 42038),
        ({"button_list": [{"text": "说明", "key": "k" * 1025}]}, 42039),
        ({"horizontal_content_list": [{"keyname": "单位"}] * 7}, 42035),
        ({"sub_title_text": "长" * 161}, 40058),
        ({"task_id": "第24项"}, 42014),
        ({"card_type": "text_notice"}, 42045),
    ]
    for change, code in wrong:
        assert await api.code("template_card", CARD | change) == code, change
    assert wecom.accepted()[before:] == []


async def test_a_response_code_updates_a_card_once_and_for_72_hours(wecom: Fake, api: Api) -> None:
    def body(code: str) -> Any:
        replaced = {"button": {"replace_name": "已记录"}}
        return {"userids": [USER], "agentid": AGENT, "response_code": code, **replaced}

    async def update(code: str) -> Any:
        return (await api.post("message/update_template_card", body(code)))["errcode"]

    sent = await api.send("template_card", CARD)
    assert await api.code("template_card", CARD) == 42014  # a task_id is used once
    codes = [sent["response_code"], *[(await press(wecom))["response_code"] for _ in range(2)]]
    assert [await update(code) for code in (codes[0], codes[0], codes[1], "code-0")] == [
        0,
        60140,
        0,
        60140,
    ]
    wecom.control("/settings", {"lives": 10**6})
    await api.renew()
    wecom.control("/clock", 72 * 3600)
    assert await update(codes[2]) == 60140
    assert wecom.control("/press", {"task_id": "d-0"}) == {"response_code": None}
    assert [line["method"] for line in wecom.accepted()[-2:]] == [
        "message/update_template_card"
    ] * 2


async def press(wecom: Fake) -> Any:
    return wecom.control("/press", {"task_id": CARD["task_id"]})


async def test_menu_files_people_and_the_app_itself(wecom: Fake, api: Api) -> None:
    known: dict[str, Any] = {"access_token": api.token, "agentid": AGENT}
    assert (await api.get("menu/get", **known))["errcode"] == 46003
    leaf = {"type": "click", "name": "我的任务", "key": "我的任务"}
    menu = {"button": [leaf, {"name": "更多", "sub_button": [leaf, leaf]}]}
    assert (await api.post("menu/create", menu, agentid=AGENT))["errcode"] == 0
    assert (await api.post("menu/create", {"button": [leaf] * 4}, agentid=AGENT))[
        "errcode"
    ] == 40016
    assert (await api.get("menu/get", **known))["button"] == menu["button"]
    wecom.control("/agent", {"close": 1})
    assert (await api.get("agent/get", **known))["close"] == 1
    upload = await api.http.post(
        "/cgi-bin/media/upload",
        params={"access_token": api.token, "type": "file"},
        files={"media": ("进展.csv", "项目,进展".encode())},
    )
    assert await api.code("file", {"media_id": upload.json()["media_id"]}) == 0
    wecom.control("/people", {"open": {"wo123": USER}})
    ids = {"open_userid_list": ["wo123", "wo0"], "source_agentid": AGENT}
    told = await api.post("batch/openuserid_to_userid", ids)
    assert told["userid_list"] == [{"open_userid": "wo123", "userid": USER}]
    assert told["invalid_open_userid_list"] == ["wo0"]


async def test_what_is_too_much_for_a_member_is_dropped_in_silence(wecom: Fake, api: Api) -> None:
    wecom.control("/limits", {"member": 2})
    before = len(wecom.accepted())
    answers = [await api.text(f"第{n}项") for n in range(3)]
    other = await api.text("通知", to=f"{USER.lower()}|LiSi")
    assert [answer["errcode"] for answer in [*answers, other]] == [0] * 4
    delivered = [line["delivered"] for line in wecom.accepted()[before:]]
    assert delivered == [[USER], [USER], ["LiSi"]]
    assert wecom.control("/counts")["member"] == {f"{AGENT}|{USER.lower()}": 2}
    wecom.control("/clock", 61)
    assert (await api.text("又一项"))["errcode"] == 0
    assert len(wecom.accepted()) == before + 4


async def test_a_robot_needs_its_key_and_is_slow(wecom: Fake, api: Api) -> None:
    async def send(body: Any, key: str = KEY) -> Any:
        return (await api.post("webhook/send", body, key=key))["errcode"]

    assert await send(markdown("简报"), "nobody") == 93000
    assert await send(markdown("简" * 1366)) == 45002
    assert await send({"msgtype": "template_card", "template_card": CARD}) == 42031
    wecom.control("/limits", {"robot": 2})
    assert [await send(markdown("简" * 1365)) for _ in range(3)] == [0, 0, 45009]
    assert wecom.control("/counts")["robot"] == {KEY: 1}
    assert wecom.accepted("webhook/send")[-1]["key"] == KEY
    upload = await api.http.post(
        "/cgi-bin/webhook/upload_media",
        params={"key": KEY, "type": "file"},
        files={"media": ("简报.txt", "简报".encode())},
    )
    wecom.control("/clock", 61)
    assert await send({"msgtype": "file", "file": {"media_id": upload.json()["media_id"]}}) == 0


async def test_what_is_ordered_goes_wrong(wecom: Fake, api: Api) -> None:
    orders: list[dict[str, Any]] = [
        {"errcode": 45009, "fields": {"touser": "LiSi"}},
        {"status": 502, "headers": {"X-Real": "no"}},
        {"fault": "reset", "accept": True},
        {"fault": "half", "accept": True},
        {"fault": "garbage"},
    ]
    wecom.control("/order", [{"method": "message/send", **order} for order in orders])
    before = len(wecom.accepted())
    with pytest.raises(json.JSONDecodeError):  # status 502, no JSON
        await api.text("0")
    assert (await api.text("1", to="LiSi"))["errcode"] == 45009
    for text in ("2", "3"):
        with pytest.raises(httpx.RemoteProtocolError):
            await api.text(text)
    with pytest.raises(json.JSONDecodeError):
        await api.text("4")
    wecom.control("/order", [{"method": "message/send", "fault": "stall", "accept": True}])
    with pytest.raises(httpx.ReadTimeout):
        await api.http.post(
            "/cgi-bin/message/send",
            params={"access_token": api.token},
            json={"touser": USER, "msgtype": "text", "agentid": AGENT, "text": {"content": "5"}},
            timeout=httpx.Timeout(5, read=0.1),
        )
    await wecom.called("message/send", count=6)
    lines = wecom.accepted()[before:]
    assert [(line["fields"]["text"]["content"], line["told"]) for line in lines] == [
        ("2", False),
        ("3", False),
        ("5", False),
    ]


async def test_what_is_drawn_is_drawn_again_with_the_same_seed(tmp_path: Path) -> None:
    async def story(base: str) -> list[Any]:
        async with httpx.AsyncClient(base_url=base) as http:
            api, met = Api(http), list[Any]()
            await api.renew()
            for n in range(20):
                try:
                    met.append((await api.text(f"第{n}项"))["errcode"])
                except (httpx.TransportError, json.JSONDecodeError) as trouble:
                    met.append(type(trouble))
            return met

    with running("wecom_faults", tmp_path / "ledger.jsonl", "7", "0.5") as wecom:
        first = await story(wecom.base)
        lines = wecom.accepted()
        wecom.control("/reset")
        assert await story(wecom.base) == first
    told = [line for line in lines if line["told"]]
    assert len(told) == first.count(0)
    assert 0 < len(told) < len(lines) < 20
