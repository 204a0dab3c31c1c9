"""Plans of invented places in many layouts: who answers for what, nobody invented, nothing lost."""

import re

import pytest

from tests.store.plan.corpus import HERE, documents

HAN = re.compile("[\u4e00-\u9fff]")
NUMERAL = re.compile("^[（(]?[一二三四五六七八九十]+[、）)]")
FILES = sorted(path.name for path in HERE.glob("*.txt"))


@pytest.mark.parametrize("file", FILES)
def test_documents_give_their_true_rows(file: str) -> None:
    wrong: list[str] = []
    for document in documents(file):
        draft = document.read()
        if draft.refused != document.refused or len(draft.tasks) != len(document.wanted):
            numbers = [task.number for task in draft.tasks]
            wrong.append(f"{document.name}: refused {draft.refused}, tasks {numbers}")
            continue
        for wanted, task in zip(document.wanted, draft.tasks, strict=True):
            faults = wanted.faults(task) + wanted.smaller_faults(task)
            wrong += [f"{document.name}, {wanted.number}: {fault}" for fault in faults]
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_no_line_is_lost_in_silence(file: str) -> None:
    lost: list[str] = []
    for document in documents(file):
        draft = document.read()
        places = {w.line for w in draft.warnings}
        places |= {n for task in draft.tasks for n in range(task.lines[0], task.lines[1] + 1)}
        told = [draft.proposed_title or "", draft.issuer or "", *draft.rules]
        told += [f"{task.chapter}{task.section}" for task in draft.tasks]
        here = "".join(HAN.findall("".join(told)))
        for number, line in enumerate(document.lines, 1):
            text = "".join(HAN.findall(NUMERAL.sub("", line))).removesuffix("文件")
            text = text.removeprefix("关于印发").removesuffix("的通知")
            if (
                draft.refused is None
                and not document.is_file
                and "|" not in line[:1]
                and "\t" not in line
                and number not in places
            ):
                lost += [] if text in here else [f"{document.name}: {line}"]
    assert lost == []
