"""How stories are read, and what is said about one that cannot be."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.script import ScriptError, parse

HEAD = "# 标题\n人 张三 科技部 联络员\n时间 2019-10-11 10:00\n"
HERE = Path("story.txt")


def test_steps_are_read_with_who_and_what() -> None:
    story = parse(
        HEAD + "张三> 24 推进中⏎55 完成\n< 已记录\n张三[撤销]\n<! 55\n<[撤销]\n等到 10-14 14:00\n"
        "张三没有消息\n群 张三> @联络员 24\n群< 第24项\n张三↩> 好\n张三转发> 通知\n"
        "<<<\n 一\n二\n>>>\n",
        HERE,
    )
    told = [(s.kind, s.who, s.text) for s in story.steps]
    assert told == [
        ("say", "张三", "24 推进中\n55 完成"),
        ("shows", "", "已记录"),
        ("press", "张三", "撤销"),
        ("lacks", "", "55"),
        ("button", "", "撤销"),
        ("until", "", ""),
        ("quiet", "张三", ""),
        ("group", "张三", "@联络员 24"),
        ("shows", "群", "第24项"),
        ("reply", "张三", "好"),
        ("forward", "张三", "通知"),
        ("card", "", " 一\n二"),
    ]
    assert story.steps[5].at == datetime(2019, 10, 14, 6, tzinfo=UTC)
    assert story.needs == {"group", "reply", "forward", "until"}
    assert story.title == "标题"


def test_only_an_answer_is_offered_an_item() -> None:
    story = parse(HEAD + "张三↩> 好\n无引用[记为第 24 项进展]\n", HERE)
    assert [(s.kind, s.text) for s in story.steps][1] == ("offered", "记为第 24 项进展")
    with pytest.raises(ScriptError, match=r"story\.txt:5"):
        parse(HEAD + "张三> 好\n无引用[记为第 24 项进展]\n", HERE)


def test_an_empty_database_and_files_are_steps_too() -> None:
    story = parse(
        "空库\n文件 稿.docx\n文件 稿.docx 加 55 后 新。（科技部负责）\n人 赵敏 办公室 办公室\n"
        "人 张三 科技部 联络员 未登记\n时间 2019-09-24 09:00\n赵敏发文件> 稿.docx\n"
        "赵敏改台账 45 林草局 状态 推进中\n断电\n赵敏< 好\n赵敏<文件 台账\n<文中 24\n<!文中 密\n",
        HERE,
    )
    assert story.empty
    assert story.papers == {"稿.docx": ["加 55 后 新。（科技部负责）"]}
    assert [role.listed for role in story.roles] == [True, False]
    told = [(s.kind, s.who, s.text) for s in story.steps]
    assert told == [
        ("send", "赵敏", "稿.docx"),
        ("edit", "赵敏", "45 林草局 状态 推进中"),
        ("kill", "", ""),
        ("shows", "赵敏", "好"),
        ("named", "赵敏", "台账"),
        ("inside", "", "24"),
        ("outside", "", "密"),
    ]
    assert "send" in story.needs


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (HEAD + "张三说 24\n", 4, "no step is written like this: 张三说 24"),
        (HEAD + "李四> 24\n", 4, "nobody is called 李四"),
        (HEAD + "张三> 24\n\n等到 10-10 09:00\n", 6, "10-10 09:00 is over already"),
        (HEAD + "等到 13-40 09:00\n", 4, "no such moment"),
        (HEAD + "< 第24项\n", 4, "nothing was said yet"),
        (HEAD + "张三> 24\n<<<\n第24项\n", 5, "the card has no end"),
        (HEAD, 3, "a story has a time"),
        ("人 张三 科技部 处长\n", 1, "no role 处长"),
        ("人 张三 科技部 联络员\n张三> 24\n时间 2019-10-11 10:00\n", 3, "once"),
        ("绑定码 王芳 K7QM\n", 1, "nobody is called 王芳"),
    ],
)
def test_an_error_names_the_line(text: str, line: int, what: str) -> None:
    with pytest.raises(ScriptError, match=what) as told:
        parse(text, HERE)
    assert str(told.value).startswith(f"story.txt:{line}: ")
