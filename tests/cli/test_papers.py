"""``liaison plan circular`` and ``person code-sheet``: what chats make, as files."""

import io
import re
import stat
from pathlib import Path

from docx import Document

from tests.cli.conftest import Liaison

CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


def test_both_are_written_and_nothing_is_overwritten(planned: Liaison, tmp_path: Path) -> None:
    """One plan for all of it: importing takes its time."""
    made = planned("plan", "circular", "a.docx", "--json")
    assert (made.status, made.json["tasks"], made.json["restricted"]) == (0, 106, 8)
    first = Document(str(tmp_path / "a.docx")).paragraphs[0].text
    assert first.startswith("关于《")
    assert first.endswith("进展情况的通报")
    english = planned("plan", "circular", "b.docx", "--of", "科技部", "--lang", "en", "--json")
    assert (english.json["tasks"], english.json["of"]) == (9, "科技部")
    for words, code in {
        ("plan", "circular", "a.docx"): "exists",
        ("plan", "circular", "a.doc"): "bad_format",
        ("plan", "circular", "c.docx", "--period", "Q1"): "no_period",
        ("plan", "circular", "c.docx", "--of", "火星"): "unknown_scope",
        ("person", "code-sheet", "a.txt", "--platform", "wecom"): "bad_format",
    }.items():
        ran = planned(*words, "--json")
        assert (ran.status, ran.json["refused"]) == (1, code), words
    add = ("person", "add", "--name")
    assert planned(*add, "张三", "--department", "科技部").status == 0
    assert planned(*add, "李四", "--department", "财政部").status == 0
    assert planned(*add, "主任", "--department", "office", "--role", "coordinator").status == 0
    sheet = ("person", "code-sheet", "s.docx", "--platform", "wecom")
    told = planned(*sheet, "--json")
    assert (told.json["codes"], told.json["file"], len(told.json["people"])) == (0, None, 2)
    assert not (tmp_path / "s.docx").exists()
    assert "司法部" in told.json["without"]
    issued = planned(*sheet, "--yes")
    assert issued.out.startswith("已写入 s.docx，含 2 个绑定码")
    assert stat.S_IMODE((tmp_path / "s.docx").stat().st_mode) == 0o600
    [table] = Document(io.BytesIO((tmp_path / "s.docx").read_bytes())).tables
    said = "\n".join(cell.text for row in table.rows for cell in row.cells)
    assert len(set(CODE.findall(said))) == 2
    assert not CODE.search(issued.out)
