"""The picture of a digest as a drawing: every number in words, nothing that no font has."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from bot.cards import chart, digest
from bot.digest_data import from_json, to_json
from bot.locale import words
from bot.messages import Language, Sketch
from bot.model.digest import ChapterCount, Digest, Reports, Week
from bot.model.period import Span
from bot.model.task import Status

MADE = Digest(
    week="2019-W42",
    first=date(2019, 10, 14),
    last=date(2019, 10, 18),
    since=datetime(2019, 10, 11, 8, tzinfo=UTC),
    at=datetime(2019, 10, 18, 8, tzinfo=UTC),
    until=date(2019, 11, 1),
    reports=Reports(
        span=Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30)),
        due=date(2019, 10, 15),
        owed=130,
        done=121,
        weeks=(
            Week(first=date(2019, 10, 7), last=date(2019, 10, 13), done=60),
            Week(first=date(2019, 10, 14), last=date(2019, 10, 20), done=121),
        ),
    ),
    chapters=(
        ChapterCount(name="一、改革", count={Status.IN_PROGRESS: 10, Status.CLOSED: 3}),
        ChapterCount(name=None, count={Status.NOT_STARTED: 1}),
    ),
)


def drawn(made: Digest, language: Language = Language.ZH) -> Sketch:
    sketch = chart.sketch(words(language), made)
    assert sketch is not None
    return sketch


def texts(sketch: Sketch) -> list[str]:
    """Parsing it proves that it is well-formed."""
    root = ElementTree.fromstring(sketch.svg)  # noqa: S314 - our own
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_every_number_stands_beside_its_word() -> None:
    assert texts(drawn(MADE)) == [
        "各章状态（共 14 项）",
        "未启动 1",
        "推进中 10",
        "已办结 3",
        "一、改革",
        "13 项",
        "推进中 10",
        "已办结 3",
        "未分章事项",
        "1 项",
        "未启动 1",
        "第三季度报送：已报 121，应报 130",
        "10月7日–10月13日",
        "累计 60/130",
        "10月14日–10月20日",
        "新报 61、累计 121/130",
    ]
    assert drawn(MADE).words == (
        "各章状态（共 14 项）；未启动 1、推进中 10、已办结 3；第三季度报送：已报 121，应报 130"
    )


def test_the_same_in_english() -> None:
    sketch = drawn(MADE, Language.EN)
    assert texts(sketch)[:6] == [
        "Items by chapter and status (14)",
        "Not started 1",
        "In progress 10",
        "Closed 3",
        "一、改革",
        "Items: 13",
    ]
    assert texts(sketch)[-1] == "new 61, in all 121/130"
    assert "Q3 2019 reports: handed in 121 of 130" in sketch.words


def test_a_year_without_arrangement_is_owned_up_to() -> None:
    made = replace(MADE, provisional=(2027,))
    assert from_json(to_json(made)) == made
    note = "2027年放假安排未录入，该年工作日暂按周一至周五计。"
    assert note in digest.card(words(Language.ZH), made, 1, "").body
    assert note not in digest.card(words(Language.ZH), MADE, 1, "").body


def test_without_periods_there_is_one_panel_and_without_items_no_picture() -> None:
    assert "报送" not in "".join(texts(drawn(replace(MADE, reports=None))))
    assert chart.sketch(words(Language.ZH), replace(MADE, chapters=())) is None


def test_many_chapters_are_folded() -> None:
    many = tuple(ChapterCount(name=f"第{n}章", count={Status.IN_PROGRESS: n}) for n in range(1, 31))
    shown = texts(drawn(replace(MADE, chapters=many)))
    assert "第9章" in shown
    assert "第10章" not in shown
    assert shown[shown.index("其余 21 章") + 1] == f"{sum(range(10, 31))} 项"


@pytest.mark.parametrize("name", ["长" * 200, "W" * 200, "二、<b>&\"'", "\x00\u202e😀⚠️章\ud800"])
def test_a_name_fits_and_is_only_text(name: str) -> None:
    sketch = drawn(replace(MADE, chapters=(ChapterCount(name=name, count={Status.DONE: 1}),)))
    shown = texts(sketch)[2]
    assert chart.width_of(shown, 36) < chart.WIDTH - 96 - 36
    assert not re.search("[\u202e\U0001f600\u26a0\ufe0f]", sketch.svg)
    sketch.svg.encode()


def test_bars_stay_inside_and_nothing_that_is_there_is_invisible() -> None:
    count = {Status.NOT_STARTED: 1, Status.BLOCKED: 1, Status.CLOSED: 100_000}
    sketch = drawn(replace(MADE, chapters=(ChapterCount(name="一", count=count),)))
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="44"', sketch.svg)
    assert len(bars) == 3
    assert all(float(width) >= 3 for _, width in bars)
    assert max(float(x) + float(width) for x, width in bars) <= chart.WIDTH - 48


def test_it_has_no_more_pixels_than_a_phone_shows() -> None:
    """Painting takes as long as there are pixels, and has a fifth of a second."""
    many = tuple(
        ChapterCount(name=f"第{n}章", count=dict.fromkeys(Status, n)) for n in range(1, 13)
    )
    assert MADE.reports is not None
    weeks = MADE.reports.weeks[:1] * 6
    whole = drawn(replace(MADE, chapters=many, reports=replace(MADE.reports, weeks=weeks)))
    root = ElementTree.fromstring(whole.svg)  # noqa: S314 - our own
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    *_, wide, high = map(int, root.attrib["viewBox"].split())
    assert width == 810
    assert height == round(high * width / wide)
    assert width * height < 2_000_000
