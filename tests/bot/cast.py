"""The plan and the people of the small world."""

from datetime import date

from bot.model.person import PersonRole
from bot.model.plan import TaskDraft
from bot.model.task import DeadlineKind, LeadBasis, Mode

TASKS = {
    10: (
        "加强国家科技计划全流程的知识产权管理，研究推动科技创新知识产权工作发展新举措。",
        "科技部",
    ),
    12: ("推动出台《关于加强新形势下国防知识产权工作的意见》。", "中央军委装备发展部 财政部"),
    24: ("推进《人类遗传资源管理条例》立法进程，组织编制配套实施细则。", "科技部 司法部"),
    46: ("加强进出口环节知识产权保护。", "海关总署"),
    55: (
        "分类制定以科技创新质量和贡献为导向的国家科学技术奖评审标准和评价指标体系，"
        "加大对重大科技创新成果的奖励力度。",
        "科技部",
    ),
    60: (
        "做好中国国际进口博览会知识产权相关工作，举办第十五届中国（无锡）国际设计博览会。",
        "商务部 科技部",
    ),
    65: ("军民知识产权转化。", "科技部"),
    68: (
        "继续实施国家科技成果转化引导基金，设立一批创业投资子基金。"
        "启动“科技成果转化贷款风险补偿试点”。",
        "科技部 财政部",
    ),
}
RESTRICTED = (12, 65)
PEOPLE = (
    ("张三", "科技部", PersonRole.LIAISON),
    ("李四", "科技部", PersonRole.DEPUTY),
    ("王芳", "司法部", PersonRole.LIAISON),
    ("钱进", "财政部", PersonRole.LIAISON),
    ("陈静", "知识产权局", PersonRole.LIAISON),
    ("领导", "科技部", PersonRole.OBSERVER),
    ("赵敏", "联席会议办公室", PersonRole.COORDINATOR),
    ("Ann", "科技部", PersonRole.LIAISON),
)
Due = tuple[date | None, DeadlineKind, str | None]


def drafted(number: int, due: Due) -> TaskDraft:
    text, names = TASKS.get(number, (f"事项{number}。", "知识产权局"))
    bodies = tuple(names.split())
    shared = Mode.EACH_OWN if number == 24 else Mode.LEAD_PARTICIPANTS
    day, kind, raw = due
    return TaskDraft(
        number=str(number),
        text=text,
        chapter="一、深化知识产权领域改革" if number < 20 else "二、加大知识产权保护力度",
        section=None,
        mode=Mode.SOLE if len(bodies) == 1 else shared,
        leads=bodies[:1],
        lead_basis=LeadBasis.CLOSING_RULE,
        departments=bodies,
        restricted_suggested=number in RESTRICTED,
        deadline=day,
        deadline_kind=kind,
        deadline_raw=raw,
    )


UNDATED: Due = (None, DeadlineKind.NONE, None)
