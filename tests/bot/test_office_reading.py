"""How the office's commands are read: dates behind items, periods, departments, reasons."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Code
from bot.grammar import read
from bot.grammar.intent import Act, Ask, Context, Intent, Refuse, Verdict
from bot.messages import Platform
from bot.official import official

NOW = datetime(2019, 10, 11, 2, 0, tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai"))


def reading(text: str, item: int | None = None) -> Verdict:
    [verdict] = read(text, Context(now=NOW, highest=106, item=item, calendar=official()))
    return verdict


def intent(text: str, item: int | None = None) -> Intent:
    verdict = reading(text, item)
    assert isinstance(verdict, Act), verdict
    return verdict.intent


NOVEMBER = date(2019, 11, 30)


@pytest.mark.parametrize(
    ("text", "items", "day"),
    [
        ("定时限 24 11月30日", (24,), NOVEMBER),
        ("/deadline 24 11-30", (24,), NOVEMBER),
        ("deadline 24 30 Nov", (24,), NOVEMBER),
        ("deadline 24 25 30 November", (24, 25), NOVEMBER),
        ("deadline 24 to 30 nov", (24,), NOVEMBER),
        ("定时限 24、25 11月30日", (24, 25), NOVEMBER),
        ("定时限 24 25 2019-11-30", (24, 25), NOVEMBER),
        ("定时限 24-27 2019-11-30", (24, 25, 26, 27), NOVEMBER),
        ("定时限24到11月30日", (24,), NOVEMBER),
        ("定时限：第24项 11月底前", (24,), NOVEMBER),
        ("定时限 24 改为11月30日前。", (24,), NOVEMBER),
        ("定时限 24 年底", (24,), date(2019, 12, 31)),
        ("定时限 24 5个工作日", (24,), date(2019, 10, 17)),
        ("定时限 24 5 working days", (24,), date(2019, 10, 17)),
        ("定时限 24 9月1日", (24,), date(2019, 9, 1)),
    ],
)
def test_a_date_behind_items(text: str, items: tuple[int, ...], day: date) -> None:
    meant = intent(text)
    assert (meant.name, meant.tasks, meant.day, meant.verb) == ("deadline", items, day, None)


@pytest.mark.parametrize("text", ["定时限 24、25 清除", "deadline 24 25 clear", "定时限24取消"])
def test_a_date_is_cleared(text: str) -> None:
    assert (intent(text).verb, intent(text).day) == ("clear", None)


def test_in_a_reply_the_item_is_the_cards() -> None:
    assert intent("定时限 11-30", item=24).tasks == (24,)
    assert intent("延期 12月20日 等批复", item=24).tasks == (24,)
    assert intent("退回 缺数据", item=24).words == "缺数据"
    assert intent("通过", item=24).tasks == (24,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("定时限 24 2月30日", Code.BAD_DATE),
        ("定时限 24 11月31日", Code.BAD_DATE),
        ("定时限 24 30日", Code.BAD_DATE),
        ("定时限 24 06/07", Code.AMBIGUOUS),
        ("定时限 24 尽快", Code.BAD_DATE),
        ("定时限 24 昨天的会议", Code.BAD_DATE),
        ("定时限 24 9999-12-31", Code.BAD_DATE),
        ("定时限 11月30日", Code.MISSING_TASK),
        ("定时限 208 11月30日", Code.UNKNOWN_TASK),
        ("定时限 0 11月30日", Code.UNKNOWN_TASK),
        ("定时限 0x2b 11月30日", Code.BAD_NUMBER),
        ("定时限 全部 11月30日", Code.MULTI_TARGET),
        ("延期 24 2月30日 等批复", Code.BAD_DATE),
        ("延期 24 2月 等批复", Code.BAD_DATE),
        ("延期 24 06/07 等批复", Code.AMBIGUOUS),
        ("延期 208 12月20日 等批复", Code.UNKNOWN_TASK),
        ("延期 全部 12月20日 等批复", Code.MULTI_TARGET),
        ("同意延期 208", Code.UNKNOWN_TASK),
        ("报送期 开 Q3 2月30日", Code.BAD_DATE),
        ("报送期 开 Q3 10月15日 谢谢配合", Code.BAD_DATE),
        ("报送期 开 专项检查 9月30日至9月1日", Code.BAD_DATE),
        ("报送期 开 专项检查 9月1日", Code.BAD_DATE),
        ("报送期 开 专项检查", Code.UNKNOWN_COMMAND),
        ("报送期 开 24", Code.UNKNOWN_COMMAND),
        ("报送期 开", Code.UNKNOWN_COMMAND),
        ("报送期 删除 Q3", Code.UNKNOWN_COMMAND),
        ("退回", Code.MISSING_TASK),
        ("通过 全部", Code.MULTI_TARGET),
        ("通过 208", Code.UNKNOWN_TASK),
        ("定时线 24 11月30日", Code.UNKNOWN_COMMAND),
    ],
)
def test_what_is_wrong_is_asked_about(text: str, code: Code) -> None:
    verdict = reading(text)
    assert isinstance(verdict, Ask | Refuse), verdict
    assert verdict.code is code


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("延期 24 12月20日 征求意见范围扩大", date(2019, 12, 20), "征求意见范围扩大"),
        ("延期24到12月20日，原因：等批复", date(2019, 12, 20), "等批复"),
        ("/extend 24 20 Dec waiting for MOJ", date(2019, 12, 20), "waiting for MOJ"),
        ("延期 24 12-20 12个省未报", date(2019, 12, 20), "12个省未报"),
        ("延期 24 2019-12-20", date(2019, 12, 20), None),
        ("延期 24 等批复", None, "等批复"),
        ("延期 24", None, None),
        ("extend 24 until 10 working days: more comments", date(2019, 10, 24), "more comments"),
    ],
)
def test_a_request_for_more_time(text: str, day: date | None, words: str | None) -> None:
    meant = intent(text)
    assert (meant.name, meant.tasks, meant.day, meant.words) == ("extend", (24,), day, words)


def test_a_decision_on_a_request() -> None:
    assert intent("延期") == Intent(name="extend")
    assert intent("同意延期 24") == Intent(name="extend_ok", tasks=(24,))
    assert intent("同意延期 24 科技部 12月15日 不再延").words == "科技部 12月15日 不再延"
    assert intent("不同意延期 24 理由：不充分").words == "不充分"
    assert intent("/extend_no 24 too late").name == "extend_no"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("报送期", {}),
        ("/period", {}),
        ("报送期 Q3", {"period": "2019-Q3"}),
        ("报送期 开 Q3", {"verb": "open", "period": "2019-Q3"}),
        (
            "报送期 开 第三季度 10月15日",
            {"verb": "open", "period": "2019-Q3", "day": date(2019, 10, 15)},
        ),
        (
            "period open Q3 due 15 Oct",
            {"verb": "open", "period": "2019-Q3", "day": date(2019, 10, 15)},
        ),
        (
            "报送期 开 Q3 2019-10-20",
            {"verb": "open", "period": "2019-Q3", "day": date(2019, 10, 20)},
        ),
        (
            "报送期 开 9月 10月10日",
            {"verb": "open", "period": "2019-09", "day": date(2019, 10, 10)},
        ),
        ("报送期 开 上半年", {"verb": "open", "period": "2019-H1"}),
        (
            "报送期 开 专项检查 9月1日至9月30日 10月20日",
            {
                "verb": "open",
                "period": "专项检查",
                "stretch": (date(2019, 9, 1), date(2019, 9, 30)),
                "day": date(2019, 10, 20),
            },
        ),
        (
            "period open Audit 1 Sep to 30 Sep",
            {
                "verb": "open",
                "period": "Audit",
                "stretch": (date(2019, 9, 1), date(2019, 9, 30)),
            },
        ),
        ("报送期 每月", {"verb": "cadence", "words": "monthly"}),
        ("period never", {"verb": "cadence", "words": "never"}),
        ("报送期 封存 Q3", {"verb": "seal", "period": "2019-Q3"}),
        ("报送期 封存", {"verb": "seal"}),
        ("报送期 封存 专项检查", {"verb": "seal", "period": "专项检查"}),
        ("报送期 催报", {"verb": "remind"}),
    ],
)
def test_periods(text: str, meant: dict[str, object]) -> None:
    assert intent(text) == Intent(name="period", **meant)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("通过 24", {"tasks": (24,)}),
        ("通过 24、25", {"tasks": (24, 25)}),
        ("通过 24 科技部 Q3", {"tasks": (24,), "who": "科技部", "period": "2019-Q3"}),
        ("通过 24 2019-Q2", {"tasks": (24,), "period": "2019-Q2"}),
        ("通过 24 9月", {"tasks": (24,), "period": "2019-09"}),
        ("通过 科技部", {"who": "科技部"}),
        ("approve MOST Q3", {"who": "most", "period": "2019-Q3"}),
    ],
)
def test_what_is_accepted(text: str, meant: dict[str, object]) -> None:
    assert intent(text) == Intent(name="approve", **meant)  # type: ignore[arg-type]


def test_what_is_sent_back() -> None:
    assert intent("退回 24 缺少数据") == Intent(name="return", tasks=(24,), words="缺少数据")
    assert intent("退回 24 2处数据有误").words == "2处数据有误"
    assert intent("退回 24、25 数据有误").tasks == (24, 25)
    assert intent("退回 24 科技部 Q3：数据有误").words == "科技部 Q3：数据有误"
    assert intent("退回 24") == Intent(name="return", tasks=(24,))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("未报", Intent(name="missing")),
        ("未报 Q3 科技部", Intent(name="missing", period="2019-Q3", who="科技部")),
        ("未报 第一章 第2页", Intent(name="missing", who="第一章", page=2)),
        ("missing MOST page 3", Intent(name="missing", who="most", page=3)),
        ("未报 2", Intent(name="missing", page=2)),
        ("总览", Intent(name="overview")),
        ("总览？", Intent(name="overview")),
        ("/overview Q2", Intent(name="overview", period="2019-Q2")),
        ("部门 科技部", Intent(name="dept", who="科技部")),
        ("部门", Intent(name="dept")),
    ],
)
def test_lists(text: str, meant: Intent) -> None:
    assert intent(text) == meant


@pytest.mark.parametrize(
    "text",
    ["通过专家评审", "退回材料已补正", "部门联席会议已召开", "未报送任何单位"],
)
def test_in_a_reply_a_sentence_stays_a_note(text: str) -> None:
    assert intent(text, item=24).change.progress == text


@pytest.mark.parametrize("platform", Platform)
def test_a_line_may_name_any_platform(platform: Platform) -> None:
    """Lines that were shown first name the one on which the office talks, the browser's too."""
    for line, name in (("登记 科技部 周强 领导", "assign"), ("解绑", "unbind")):
        read_back = intent(f"{line} {platform}")
        assert (read_back.name, read_back.platform) == (name, platform)
