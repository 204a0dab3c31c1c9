"""The plan of 2019, counted by hand."""

from collections import Counter
from itertools import groupby

import pytest

from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode
from store.plan import shipped_plan
from tests.store.plan.reading import codes, read

EACH_OWN = {24, 31, 38, 40, 58, 65, 82, 83, 89, 90, 91, 98, 101}
RESTRICTED = {4, 12, 13, 27, 65, 70, 71, 78}
NEVER_LEAD = (
    "贸促会 司法部 广电总局 人民银行 税务总局 中央政法委 国管局 中央网信办 联席会议成员单位"
)
PARTS = """
知识产权局 35 27;中央宣传部 7 8;市场监管总局 5 5;科技部 5 4;国防科工局 1 7;工业和信息化部 4 4
林草局 5 2;中央军委装备发展部 5 1;商务部 5 1;财政部 1 4;公安部 2 2;农业农村部 2 2;教育部 2 2
贸促会 0 4;司法部 0 3;高法院 2 1;外交部 1 2;发展改革委 2 0;国资委 2 0;卫生健康委 2 0
生态环境部 2 0;中科院 2 0;联席会议办公室 2 0;中央组织部 2 0;广电总局 0 2;人民银行 0 2
海关总署 1 1;银保监会 1 1;中国科协 1 1;人力资源社会保障部 1 1;统计局 1 0;文化和旅游部 1 0
中医药局 1 0;邮政局 1 0;高检院 1 0;证监会 1 0;税务总局 0 1;中央政法委 0 1;国管局 0 1
中央网信办 0 1;联席会议成员单位 0 1
"""


@pytest.fixture(scope="module")
def draft() -> PlanDraft:
    name, data = shipped_plan()
    return read(data, name=name)


@pytest.fixture(scope="module")
def tasks(draft: PlanDraft) -> dict[int, TaskDraft]:
    return {int(task.number or 0): task for task in draft.tasks}


def test_all_numbers_are_there_once(draft: PlanDraft) -> None:
    assert [task.number for task in draft.tasks] == [str(n) for n in range(1, 107)]
    assert draft.refused is None


def test_counts(draft: PlanDraft) -> None:
    assert draft.counts == {
        "tasks": 106,
        "chapters": 5,
        "sections": 17,
        "assignments": 198,
        "lead": 106,
        "participant": 92,
        "departments": 41,
        "leads": 32,
        "sole": 52,
        "lead_participants": 41,
        "each_own": 13,
        "unassigned": 0,
        "incomplete": 0,
        "deadlines": 0,
        "restricted_suggested": 8,
    }


def test_tasks_per_chapter_and_section(draft: PlanDraft) -> None:
    chapters = [len(list(g)) for _, g in groupby(draft.tasks, lambda task: task.chapter)]
    places = [
        len(list(g)) for _, g in groupby(draft.tasks, lambda task: (task.chapter, task.section))
    ]
    assert chapters == [19, 30, 31, 12, 14]
    assert places == [4, 9, 6, 9, 12, 7, 2, 3, 4, 10, 7, 7, 9, 3, 6, 5, 3]
    assert draft.tasks[0].section == "推进知识产权管理体制机制改革"
    assert draft.tasks[-1].chapter == "加强组织实施和保障"


def test_parts_of_every_department(draft: PlanDraft) -> None:
    found = Counter[tuple[str, bool]](
        (name, name in task.leads) for task in draft.tasks for name in task.departments
    )
    wanted = [entry.split() for entry in PARTS.replace("\n", ";").split(";") if entry]
    assert len(wanted) == 41
    for name, lead, participant in wanted:
        assert (found[name, True], found[name, False]) == (int(lead), int(participant)), name
    assert {name for name, _ in found} == {name for name, *_ in wanted}
    assert not any(found[name, True] for name in NEVER_LEAD.split())


def test_sizes(draft: PlanDraft, tasks: dict[int, TaskDraft]) -> None:
    sizes = Counter(len(task.departments) for task in draft.tasks)
    assert sizes == {1: 53, 2: 28, 3: 13, 4: 10, 5: 2}
    assert {n for n, task in tasks.items() if len(task.departments) == 5} == {33, 81}
    lengths = {n: len(task.text) for n, task in tasks.items()}
    assert sum(lengths.values()) == 6120
    assert min(lengths, key=lengths.__getitem__) == 16
    assert (lengths[16], lengths[49], max(lengths.values())) == (13, 195, 195)


def test_modes_and_leads(tasks: dict[int, TaskDraft]) -> None:
    assert {n for n, task in tasks.items() if task.mode is Mode.EACH_OWN} == EACH_OWN
    assert tasks[29].mode is Mode.LEAD_PARTICIPANTS
    bases = Counter(task.lead_basis for task in tasks.values())
    assert bases == {LeadBasis.CLOSING_RULE: 53, LeadBasis.ONLY: 52, LeadBasis.STATED: 1}
    assert tasks[29].lead_basis is LeadBasis.STATED
    assert tasks[93].departments == ("联席会议办公室", "联席会议成员单位")
    assert tasks[93].collectives == ("联席会议成员单位",)
    assert tasks[24].departments == ("科技部", "司法部")
    assert tasks[24].leads == ("科技部",)


def test_no_deadline_is_invented(draft: PlanDraft) -> None:
    assert {str(task.deadline_kind) for task in draft.tasks} == {"none"}
    assert not any(task.deadline_raw or task.milestones for task in draft.tasks)


def test_restricted_is_suggested(tasks: dict[int, TaskDraft]) -> None:
    assert {n for n, task in tasks.items() if task.restricted_suggested} == RESTRICTED


def test_the_two_broken_paragraphs_are_joined(tasks: dict[int, TaskDraft]) -> None:
    assert "推动《视听表演北京条约》早日生效" in tasks[81].text
    assert "跟踪研判，完善知识产权风险预警反馈机制，发布" in tasks[91].text
    assert (len(tasks[91].text), tasks[91].lines) == (153, (223, 227))
    assert tasks[81].lines == (199, 201)
    assert tasks[28].text.startswith(
        "推进《最高人民法院关于审理专利授权确权行政案件若干问题的规定（一）》"
    )
    assert tasks[106].text.endswith("纳入知识产权相关内容。")


def test_what_is_above_and_below_the_plan(draft: PlanDraft) -> None:
    assert draft.issuer == "国务院知识产权战略实施工作部际联席会议办公室"
    assert draft.proposed_title is None
    assert draft.year is None
    [rule] = draft.rules
    assert rule.startswith("上述各项任务分工中")


def test_warnings_are_true_and_none_is_false(draft: PlanDraft) -> None:
    assert codes(draft) == {
        "noise_dropped",
        "overlap_removed",
        "restricted_suggested",
        "seam_joined",
    }
    places = {(w.code, w.task, w.line) for w in draft.warnings if w.code != "restricted_suggested"}
    assert places == {
        ("seam_joined", "81", 201),
        ("overlap_removed", "91", 225),
        ("noise_dropped", None, 269),
        ("noise_dropped", None, 271),
    }


def test_names_are_right_in_2019_and_some_are_not_in_2024() -> None:
    data = shipped_plan()[1]
    assert "name_not_valid_in_year" not in codes(read(data, title="2019年推进计划"))
    later = read(data, title="2024年推进计划")
    names = {w.message.partition("不是")[0] for w in later.warnings if "name_not" in w.code}
    assert names == {"银保监会", "联席会议办公室"}
