"""What is refused, and what only looks as if it should be."""

import json

import pytest

from store.plan import draft_as_json
from tests.store.plan.reading import FIXTURES, read

TASK = "1.做好工作，明确责任。（教育局、财政局负责）\n"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"PK\x03\x04rest", "plan.txt", "malformed"),
        (b"%PDF-1.7", "plan", "malformed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "plan.doc", "unsupported_format"),
        (b"\x89PNG\r\n", "-", "unsupported_format"),
        (TASK.encode(), "plan.docx", "malformed"),
        (TASK.encode(), "plan.doc", "unsupported_format"),
        (b"\x00\x01\x02\x03" * 50, "-", "encoding_unknown"),
        (TASK.encode("shift_jis", "ignore") * 20, "-", "encoding_unknown"),
        (TASK.encode() + b"\xff" + TASK.encode(), "-", "encoding_unknown"),
        (b"a" * (10 * 1024 * 1024 + 1), "-", "too_large"),
        (b"a" * 2_000_001, "-", "too_large"),
        ("".join(f"{n}.做。（教育局负责）\n" for n in range(1, 2002)).encode(), "-", "too_large"),
        (f"1.做。（{'、'.join(f'第{n}局' for n in range(61))}负责）".encode(), "-", "too_large"),
        (b"", "-", "no_responsibility_clause"),
        ("😀\n\n（）".encode(), "-", "no_responsibility_clause"),
        ("会议纪要\n一、张三同志讲话，要求落实责任。".encode(), "-", "no_responsibility_clause"),
    ],
)
def test_a_reason_is_given(data: bytes, name: str, code: str) -> None:
    draft = read(data, name=name)
    assert draft.refused == code
    assert draft.tasks == ()
    view = draft_as_json(draft)
    assert (view["refused"], view["tasks"]) == (code, [])
    assert view["message"].endswith("。")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff\u3000\n".encode()])
def test_an_empty_document_is_said_to_be_empty(data: bytes) -> None:
    draft = read(data, name="-")
    assert (draft.refused, "空" in (draft.refusal or "")) == ("no_responsibility_clause", True)


def test_the_fixtures_that_are_no_plans() -> None:
    truth = json.loads((FIXTURES / "refuse.truth.json").read_text("utf8"))["files"]
    found = {name: read((FIXTURES / name).read_bytes(), name=name).refused for name in truth}
    assert (found, len(found)) == (truth, 3)


@pytest.mark.parametrize(
    "line",
    [
        "秘密★10年",
        "机密",
        "绝密★",
        "秘 密 ★ 1 年",
        "【机密】",
        "絕密",
        "秘\u200b密★",
        "密级：秘密",
        "000001 机密★启用前",
        "（内部）",
        "密级：内部",
    ],
)
def test_a_secrecy_mark_is_refused(line: str) -> None:
    assert read(f"{TASK}{line}\n2.做。（教育局负责）").refused == "secrecy_mark"


@pytest.mark.parametrize(
    "text",
    ["加强商业秘密保护", "机密文件管理", "秘密级事项清理", "保守国家秘密", "完善（内部）程序"],
)
def test_words_inside_a_sentence_are_no_mark(text: str) -> None:
    assert read(f"1.{text}。（教育局负责）\n{text}工作。").refused is None


def test_gb18030_is_a_guess_that_is_reported() -> None:
    draft = read(TASK.encode("gb18030"))
    assert draft.refused is None
    assert draft.warnings[0].code == "encoding_guessed"
