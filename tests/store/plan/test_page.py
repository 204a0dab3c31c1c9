"""Web pages and text tables."""

import pytest

from tests.store.plan.blocks import blocks


def page(text: str, *, name: str = "a.html") -> list[str]:
    return blocks(text.encode(), name=name)[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p>甲<br>乙</p><div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("甲<b>乙</b><span>丙\n   丁</span>", ["甲乙丙 丁"]),
        ("<p>甲&#65288;乙&nbsp;丙&hellip;</p>", ["甲（乙\u00a0丙…"]),
        ("<style>x</style><script>1.做。（某局负责）</script><title>题</title><p>甲", ["甲"]),
        ("<p>甲<span style='display: none'>乙</span>丙</p>", ["甲丙"]),
        ("<p>甲<del>乙</del>丙</p><p hidden>丁</p>", ["甲丙"]),
        ("<nav>首页</nav><p>甲</p><div class='site-footer'>版权</div><footer>底</footer>", ["甲"]),
        ("<div class=navigator>甲</div><div class=footnote>乙</div>", ["甲", "乙"]),
        ("<div id=nav>1.甲。（教育局负责）</div>", ["1.甲。（教育局负责）"]),
        ("<ol><li>甲<ol type=a><li>丙</ol><li value=7>丁</ol>", ["1. 甲", "a. 丙", "7. 丁"]),
        ("<ol><li>1.甲</li><li>（二）乙</li></ol><ul><li>丙</ul>", ["1.甲", "（二）乙", "丙"]),
        ("<ol style='list-style: none'><li>甲</ol>", ["甲"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("<p>甲<!-- 乙 --></p><p>丙", ["甲", "丙"]),
    ],
)
def test_lines_of_a_page(text: str, lines: list[str]) -> None:
    assert page(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "<table><tr><th>甲<th>乙<tr><td rowspan=2>章<td>1<tr><td>2</table>",
            ["1: 甲 | 乙", "2: 章 | 1", "3: ^章 | 2"],
        ),
        (
            "<table><tr><td colspan=2>题</td></tr><tr><td>甲</td><td>乙<p>丙</p></td></tr></table>",
            ["1: 题 | ", "2: 甲 | 乙/丙"],
        ),
        (
            "<table><tr><td>1<td>2<td rowspan=3>右<tr><td>3<td>4<tr><td>5<td>6</table>",
            ["1: 1 | 2 | 右", "2: 3 | 4 | ^右", "3: 5 | 6 | ^右"],
        ),
        (
            "<table><tr><td>首页<td>x<tr><td colspan=2>前<table><tr><td>甲<td>乙"
            "<tr><td>1<td>2</table>后</table>",
            ["首页", "x", "前", "4: 甲 | 乙", "5: 1 | 2", "后"],
        ),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"]),
        (
            "<table><caption>题</caption><thead><tr><th>甲<th>乙</thead><tr><td>1<td>2</table>尾",
            ["题", "2: 甲 | 乙", "3: 1 | 2", "尾"],
        ),
    ],
)
def test_tables_of_a_page(text: str, lines: list[str]) -> None:
    assert page(text) == lines


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", ""])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_what_a_page_says_of_its_encoding_may_be_wrong(declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = f"<html><head>{meta}</head><p>一、深化改革，镕堃㊣。（教育局负责）</p></html>"
    found, codes = blocks(text.encode(encoding), name="a.htm")
    assert found == ["一、深化改革，镕堃㊣。（教育局负责）"]
    guessed = encoding == "gb18030" and not declared.lower().startswith("gb")
    assert codes["encoding_guessed"] == guessed


def test_what_is_left_out_of_a_page_is_reported() -> None:
    text = "<nav>首页</nav><p>甲<span hidden>乙</span></p><ol><li>丙</ol>"
    assert sorted(blocks(text.encode(), name="a.html")[1]) == [
        "auto_numbering",
        "hidden_content",
        "noise_dropped",
    ]


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        ("甲,乙\n1,2\n", "a.csv", ["1: 甲 | 乙", "2: 1 | 2"]),
        ("甲;乙\n1,5;2\n", "a.csv", ["1: 甲 | 乙", "2: 1,5 | 2"]),
        ("甲\t乙\n1\t2\n", "a.tsv", ["1: 甲 | 乙", "2: 1 | 2"]),
        ('甲,"乙\n丙"\n\n1,"说""好"""\n', "a.csv", ["1: 甲 | 乙/丙", '4: 1 | 说"好"']),
        ("甲,乙,\n1,=A1+1,,,\n", "a.csv", ["1: 甲 | 乙", "2: 1 | =A1+1"]),
        ("1.甲。\n2.乙。", "a.csv", ["1.甲。", "2.乙。"]),
        ("甲\t乙\t丙\n1\t2\t3\n4\t\t\n", "-", ["1: 甲 | 乙 | 丙", "2: 1 | 2 | 3", "3: 4 |  | "]),
        ("一\t甲\n二\t乙\n", "-", ["一\t甲", "二\t乙"]),
    ],
)
def test_tables_in_text(text: str, name: str, lines: list[str]) -> None:
    assert blocks(text.encode(), name=name)[0] == lines
