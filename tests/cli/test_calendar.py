"""``liaison calendar``: a year is shown, a notice is entered, a day is decided."""

from pathlib import Path

import pytest

from tests.cli.conftest import Liaison

NOTICE = """\
日期,类型
2027-01-01,休息
2027/2/5,休息
2027年2月8日,休息
2027-02-13,上班
2027-10-02,休息
"""


def put(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "notice.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_a_year_as_published(liaison: Liaison) -> None:
    shown = liaison("calendar", "show", "2019", "--json").json
    assert (shown["source"], shown["workdays"], shown["decisions"]) == ("published", 250, [])
    assert {"from": "2019-10-01", "to": "2019-10-07"} in shown["holidays"]
    assert shown["worked_weekends"][-2:] == ["2019-09-29", "2019-10-12"]
    assert shown["known"] == list(range(2006, 2027))
    lines = liaison("calendar", "show", "2019").out
    assert "2019: 250 working days, as published\n" in lines
    assert "off     2019-10-01 to 2019-10-07\n" in lines
    assert liaison("calendar", "show").status == 0
    assert liaison("calendar", "show", "1969").status == 2


def test_a_provisional_year_is_announced(liaison: Liaison) -> None:
    assert "PROVISIONAL: Monday to Friday" in liaison("calendar", "show", "2027").out
    shown = liaison("calendar", "show", "2027", "--json").json
    assert (shown["source"], shown["holidays"], shown["workdays"]) == (None, [], 261)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_notice_is_shown_and_then_entered(
    liaison: Liaison, tmp_path: Path, encoding: str
) -> None:
    file = put(tmp_path, NOTICE, encoding)
    shown = liaison("calendar", "import", file, "--json").json
    assert (shown["applied"], shown["years"]) == (False, [{"year": 2027, "source": "office"}])
    assert [day["change"] for day in shown["days"]] == ["new"] * 4 + ["as it is"]
    assert liaison("calendar", "show", "2027", "--json").json["source"] is None
    done = liaison("calendar", "import", file, "--yes")
    assert "2027: as entered by the office\n5 days entered." in done.out
    after = liaison("calendar", "show", "2027", "--json").json
    assert (after["source"], after["workdays"]) == ("office", 261 - 3 + 1)
    assert after["worked_weekends"] == ["2027-02-13"]
    assert {(one["whole"], one["by"]) for one in after["decisions"]} == {(True, None)}
    said = liaison("ask", "--as", "office", "--at", "2027-01-04", "工作日").out
    assert "未录入" not in said
    assert "办公室随全年安排录入：4 天" in said
    assert "已有放假安排的年份：2006–2027" in said
    again = liaison("calendar", "import", file, "--yes", "--json").json
    assert {day["change"] for day in again["days"]} == {"as it is"}


def test_single_days_do_not_make_a_year_known(liaison: Liaison, tmp_path: Path) -> None:
    file = put(tmp_path, "date,type\n2027-02-13,workday\n2026-10-01,workday\n")
    done = liaison("calendar", "import", file, "--yes", "--json").json
    assert done["years"] == [
        {"year": 2026, "source": "published"},
        {"year": 2027, "source": None},
    ]
    back = put(tmp_path, "type,date\nholiday,2026-10-01\n")
    [day] = liaison("calendar", "import", back, "--yes", "--json").json["days"]
    assert day["change"] == "as published again"
    assert liaison("calendar", "show", "2026", "--json").json["decisions"] == []


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "no_column", "日期, 类型"),
        ("日期\n2027-01-01\n", "no_column", "lacks the columns 类型"),
        (NOTICE + "2019-02-30,休息\n", "bad_date", "Line 7: there is no day “2019-02-30”"),
        (NOTICE + "2月5日,休息\n", "bad_date", "Line 7"),
        (NOTICE + "1969-01-01,休息\n", "bad_date", "Line 7"),
        (NOTICE + "2027-01-01,休息\n", "twice", "Line 7: 2027-01-01 is there twice"),
        (NOTICE + "2027-01-01,上班\n", "twice", "Line 7"),
        (NOTICE + "2027-01-03,半天\n", "bad_kind", "Line 7: “半天”"),
        (NOTICE + "2027-01-03\n", "bad_kind", "Line 7"),
        ("日期,类型\n\n,\n", "empty", "no day"),
        ('日期,类型\n"2027', "unreadable", "no CSV"),
    ],
)
def test_one_bad_line_and_nothing_is_entered(
    liaison: Liaison, tmp_path: Path, text: str, code: str, said: str
) -> None:
    ended = liaison("calendar", "import", put(tmp_path, text), "--yes", "--json")
    assert (ended.status, ended.json["refused"]) == (1, code)
    assert said in ended.err
    assert "Nothing was entered." in ended.err
    assert liaison("calendar", "show", "2027", "--json").json["decisions"] == []


def test_what_is_no_text_and_what_is_not_there(liaison: Liaison, tmp_path: Path) -> None:
    path = tmp_path / "notice.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xff\x00")
    assert "neither UTF-8 nor GB18030" in liaison("calendar", "import", str(path)).err
    assert liaison("calendar", "import", "none.csv", "--json").json["refused"] == "unreadable"


def test_a_day_is_decided_and_given_back(liaison: Liaison) -> None:
    done = liaison("calendar", "set", "2026-10-10", "holiday", "--json").json
    assert done == {
        "day": "2026-10-10",
        "kind": "holiday",
        "published": "workday",
        "decided": True,
    }
    [one] = liaison("calendar", "show", "2026", "--json").json["decisions"]
    assert (one["day"], one["kind"], one["whole"], one["by"]) == (
        "2026-10-10",
        "holiday",
        False,
        None,
    )
    assert "10月10日 周六 休息日" in liaison("ask", "--as", "office", "工作日 2026").out
    back = liaison("calendar", "set", "2026-10-10", "official").out
    assert back == "2026-10-10 is a workday, as without the office.\n"
    assert liaison("calendar", "show", "2026", "--json").json["decisions"] == []


@pytest.mark.parametrize(
    "args", [("2019-02-30", "holiday"), ("tomorrow", "holiday"), ("2026-10-10", "half")]
)
def test_what_cannot_be_is_a_mistake_in_the_call(liaison: Liaison, args: tuple[str, str]) -> None:
    assert liaison("calendar", "set", *args).status == 2


def test_days_beyond_the_calendar_are_refused(liaison: Liaison) -> None:
    ended = liaison("calendar", "set", "9999-12-31", "workday", "--json")
    assert (ended.status, ended.json["refused"]) == (1, "bad_date")
