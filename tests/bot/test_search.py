"""搜索, as people meet it: what is found by what, how it is shown, what is never found."""

from collections.abc import Sequence

import pytest

from bot.likeness import meant, sound
from bot.messages import Channel
from bot.words import inside_quotes, marked, quoted, snippet, terms
from tests.bot.world import World

FOUND = """\
搜索“科技成果” · 1 项
 68 继续实施国家「科技成果」转化引导基金，设立一批创业投资子基金。启动“「科技成果」…
  科技部、财政部 · 未启动

回复编号查看，如：68"""
MEANT = """\
搜索“博览会” · 1 项
没有“博览汇”，按“博览会”找到 1 项。

 60 做好中国国际进口「博览会」知识产权相关工作，举办第十五届中国（无锡）国际设计…
  商务部、科技部 · 未启动

回复编号查看，如：60
[只搜“博览汇”: 搜索 “博览汇”]"""
NOTHING = """\
没有找到含“火星 科技”的事项。请减少或更换关键词。
可以搜：正文和章节里的词、单位（简称、旧称、拼音首字母如 zscqj）、编号。\
几个词用空格分开；加引号的按原样查找。
[只搜“科技”（5）: 搜索 科技]
[我的任务: 我的任务]"""
ENGLISH = """\
Search “MOF” · 1
 68 继续实施国家科技成果转化引导基金…
  MOST, 「MOF」 · Not started

Reply with a number to open it, for example: 68"""


def refs(said: str) -> list[int]:
    """The numbers that are listed."""
    heads = [
        line.split()[0].strip("「」")
        for line in said.splitlines()
        if line.strip() and line[:2] != "  "
    ]
    return [int(head) for head in heads if head.isdigit()]


async def test_what_is_found_is_shown_in_two_lines_with_its_surroundings(world: World) -> None:
    assert await world.say("张三", "搜索 科技成果") == FOUND
    statements = len(world.statements)
    assert await world.say("Ann", "search MOF") == ENGLISH
    many = await world.say("张三", "搜索 知识产权局 事项")
    assert len(world.statements) == statements
    assert "[下一页: 搜索 知识产权局 事项 第2页]" in many
    many = await world.say("张三", "搜索 知识产权局 事项 第2页")
    assert "搜索“知识产权局 事项” · 98 项" in many
    assert "第 2/10 页" in many
    assert "[下一页: 搜索 知识产权局 事项 第3页]" in many


async def test_a_slip_is_found_as_what_was_meant_and_says_so(world: World) -> None:
    assert await world.say("张三", "搜索 博览汇") == MEANT
    assert "没有找到含“‘博览汇’”的事项" in await world.say("张三", "搜索 “博览汇”")
    assert "[只搜“科技成果”（1）: 搜索 科技成果]" in await world.say("张三", "搜索 科记成果 海关")
    statements = len(world.statements)
    assert await world.say("张三", "搜索 火星 科技") == NOTHING
    assert "No item with “x”" in await world.say("Ann", "search x")
    assert len(world.statements) <= statements


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("海关总署", [46]),
        ("海关", [46]),  # a part of its short name
        ("hgzs", [46]),
        ("GACC", [46]),
        ("司法", [24]),
        ("sfb 条例", [24]),
        ("國際博覽", []),
        ("進口博覽會", [60]),
        ("ｍｏｆ", [68]),
        ("财政部 基金、试点", [68]),
        ("“科技 成果”", [68]),
        ("“成果 科技”", []),
        ("商务部，设计", [60]),
        ("商务部？", [60]),
        ("46", [46]),
        ("“46”", [46]),
    ],
)
async def test_words_are_found_in_texts_titles_and_every_name(
    world: World, words: str, found: Sequence[int]
) -> None:
    assert refs(await world.say("张三", f"搜索 {words}")) == found


async def test_a_title_finds_its_chapter(world: World) -> None:
    said = await world.say("陈静", "搜索 深化 改革")
    assert "搜索“深化 改革” · 18 项" in said
    assert "一、「深化」知识产权领域「改革」 · 知识产权局" in said


@pytest.mark.parametrize("who", ["科技部", "张三", "陈静", "领导", "赵敏"])
@pytest.mark.parametrize("words", ["国防", "军民", "12", "装备发展部", "zyjwzbfzb", "军名转化"])
async def test_what_is_reported_offline_is_never_found_nor_counted(
    world: World, who: str, words: str
) -> None:
    said = await world.say(who, f"搜索 {words}")
    assert refs(said) == []
    assert "国防知识" not in said
    assert "军民知识" not in said


@pytest.mark.parametrize("words", ["", " ", "“”", "？", "。。"])
async def test_nothing_to_look_for_is_said(world: World, words: str) -> None:
    assert "没有可用的关键词，未搜索" in await world.say("张三", f"搜索 {words}")


async def test_a_search_in_a_group_is_answered_in_private(world: World) -> None:
    answer = await world.answer("张三", "搜索 海关", channel=Channel.OTHER)
    assert [reply.private for reply in answer.replies if "海关" in str(reply.card)] == [True]


def test_quotes_make_one_word_of_several() -> None:
    assert terms("商标 “海牙 协定”，PCT？ 商标 “”") == ["商标", "海牙 协定", "PCT"]
    assert quoted("a “b”")
    assert not quoted("a “b")
    assert inside_quotes("“海牙” x") == "‘海牙’ x"


def test_marks_stand_around_what_was_typed_in_any_width_and_script() -> None:
    assert marked("加强ＰＣＴ 國際宣传", ["pct国际"]) == "加强「ＰＣＴ 國際」宣传"
    assert marked("加强宣传", ["商标"]) is None
    text = "一" * 60 + "商标" + "二" * 60
    assert snippet(text, ["商标"], 12) == "…一一一「商标」二二二二二二二…"
    assert snippet("商标", ["商标", "标"]) == "「商标」"


TEXTS = [
    "完善商标注册制度。",
    "加强商标保护，商务部参与",
    "国家地理标志产品",
    "专利代理",
    "专项",
    "农业植物",
    "进口博览会",
]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("商表", "商标"),
        ("商標", None),  # it is there, written otherwise
        ("标商", "商标"),
        ("专力", "专利"),
        ("地里标志", "地理标志"),
        ("地里表志", None),  # two of four
        ("地标志", "地理标志"),
        ("国家地里标智产品", "国家地理标志产品"),
        ("农业布", None),  # 农业植 is no word, as far as we know
        ("商度", None),
        ("商", None),
        ("2019", None),
        ("x" * 99, None),
        ("", None),
    ],
)
def test_a_slip_is_known_by_its_sound_or_by_what_is_frequent(
    typed: str, wanted: str | None
) -> None:
    assert meant(typed, TEXTS) == wanted


def test_characters_that_sound_alike_are_neighbours() -> None:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - the oracle

    assert sound("表") == sound("标") != sound("边")
    assert sound("力") == sound("利") != sound("立") + 1  # type: ignore[operator]
    assert sound("a") is sound("鼗") is sound("") is None
    words = "知识产权局商标专利地理标志科技成果转化"
    heard = {lazy_pinyin(one)[0]: sound(one) for one in words}
    assert len(set(heard.values())) == len(heard)
