"""``liaison person import``: all of a list or nothing of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Liaison

ENV = {"WECOM_BOT_ID": "bot1", "WECOM_BOT_SECRET": "s", "WECOM_CORP_ID": "corp1"}
LIST = "userid,单位,姓名,角色\nZhangSan,科技部,张三,\nlisi,司法部,李四,备用联络员\n"


@pytest.fixture
def wecom(liaison: Liaison, monkeypatch: pytest.MonkeyPatch) -> Liaison:
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    return liaison


def put(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_shown_and_then_bound(wecom: Liaison, tmp_path: Path, encoding: str) -> None:
    file = put(tmp_path, LIST, encoding)
    shown = wecom("person", "import", file, "--json").json
    assert (shown["applied"], len(shown["people"])) == (False, 2)
    assert wecom("person", "list", "--json").json == {"people": []}
    done = wecom("person", "import", file, "--yes", "--json").json
    assert [one["change"] for one in done["people"]] == ["new", "new"]
    people = wecom("person", "list", "--json").json["people"]
    assert [one["accounts"] for one in people] == [["wecom:corp1/zhangsan"], ["wecom:corp1/lisi"]]
    assert [one["role"] for one in people] == ["liaison", "deputy"]
    again = wecom("person", "import", file, "--yes", "--json").json
    assert [one["change"] for one in again["people"]] == ["account added"] * 2
    assert len(wecom("person", "list", "--json").json["people"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lacks the columns"),
        ("userid,姓名\nx,张三\n", "单位"),
        (LIST + "wangwu,没有部,王五,\n", "Line 4"),
        (LIST + "wangwu,科技部,,\n", "Line 4"),
        (LIST + "wang wu,科技部,王五,\n", "Line 4"),
        (LIST + "wangwu,科技部,王五,部长\n", "Line 4"),
        (LIST + "zhangsan,科技部,王五,\n", "Line 4"),
        (LIST + "@all,科技部,王五,\n", "Line 4"),
        (LIST + "a|b,科技部,王五,\n", "Line 4"),
        (LIST + "wangwu,科技部,王五（秘密）,\n", "Line 4"),
        ('userid,单位,姓名\n"x', "no CSV"),
    ],
)
def test_one_bad_line_and_nobody_is_bound(
    wecom: Liaison, tmp_path: Path, text: str, said: str
) -> None:
    ended = wecom("person", "import", put(tmp_path, text), "--yes")
    assert ended.status == 1
    assert said in ended.err
    assert "Nobody was bound" in ended.err
    assert wecom("person", "list", "--json").json == {"people": []}


def test_without_credentials_there_is_nothing_to_bind_to(liaison: Liaison, tmp_path: Path) -> None:
    ended = liaison("person", "import", put(tmp_path, LIST))
    assert (ended.status, "credentials" in ended.err) == (1, True)
