"""Invented documents in layouts that no fixture has, each checked by hand."""

import pytest

from tests.store.plan.reading import read, rows

LAYOUTS = {
    "items numbered 1、 restart in each chapter": (
        """云川市2025年优化营商环境任务分工
一、市场环境
1、推进“一网通办”，压减时限30%。（市行政审批局牵头，市大数据局、市司法局配合，6月底前完成）
2、开展涉企收费清理
（市市场监管局、市发展改革委按职责分工负责，持续推进）
二、法治环境
1、完善监管制度。【责任单位：市司法局、市市场监管局；完成时限：2025年9月】
3、修订《云川市条例（修订草案）》。(市司法局负责)
""",
        [
            "1: 市行政审批局 stated / 市大数据局、市司法局 / lead_participants"
            " / 2025-06-30 explicit",
            "2: 市市场监管局 convention / 市发展改革委 / each_own / ongoing",
            "1: 市司法局 convention / 市市场监管局 / lead_participants / 2025-09-30 explicit",
            "3: 市司法局 only / sole",
        ],
    ),
    "items numbered (1), dates that describe": (
        """（1）建设城市书房10座（含社区书房）。（市文化广电旅游局负责，各区政府、市住建局参与）
（2）改造2000年底前建成的小区。（市住房和城乡建设局牵头，各区人民政府，高新区、经开区管委会落实）
（3）开展技能培训。（市人社局、团市委、市妇联等按职责分工负责）
""",
        [
            "1: 市文化广电旅游局 stated / 各区政府、市住建局 / lead_participants",
            "2: 市住房和城乡建设局 stated / 各区人民政府、高新区、经开区管委会 / lead_participants",
            "3: 市人社局 convention / 团市委、市妇联 等 / each_own",
        ],
    ),
    "items numbered 一、 below a notice": (
        """云川市人民政府办公室
云政办发〔2024〕12号
关于印发云川市2024年安全生产工作要点的通知
各县（市、区）人民政府，市直各部门：
现将《云川市2024年安全生产工作要点》印发给你们，请认真贯彻执行。
一、压实责任。（市安委会办公室牵头，各成员单位按职责分工负责）
二、专项整治。4月底前完成摸排，年底前完成整治。（市应急管理局、市自然资源和规划局负责）
三、能力提升。加强队伍建设。
上述任务涉及多个部门的，排在第一位的为牵头单位。
附件：1.责任清单
云川市人民政府办公室 2024年3月5日印发
""",
        [
            "一: 市安委会办公室 stated / 各成员单位 / lead_participants",
            "二: 市应急管理局 closing_rule / 市自然资源和规划局 / lead_participants"
            " / 2024-12-31 milestone",
            "三: nobody",
        ],
    ),
    "a whole document in one line": (
        "云川市2024年要点一、夯实基础（一）完善目录1.编制目录。（数据局负责）2.推动接口统一，在6个县区"
        "试点。（数据局、财政局按职责分工负责）（二）强化应用3.推进工程。（工信局牵头，数据局配合）"
        "二、保障（一）组织4.加强督导。（市委督查室负责）",
        [
            "1: 数据局 only / sole",
            "2: 数据局 convention / 财政局 / each_own",
            "3: 工信局 stated / 数据局 / lead_participants",
            "4: 市委督查室 only / sole",
        ],
    ),
    "wrapped lines, pages, half-width brackets": (
        """云川市2026年数字政府建设任务书
1. 优化一体化政务服务平台，
推动“高效办成一件事”(试点)。 (市政务
服务和数字化局牵头, 市公安局、市民政局
配合)
2. 建设城市大脑(二期),12月底前
— 3 —
上线运行。(市大数据中心负责)
3. 关闭落后企业20家。(市工信局负责)
4. 整合热线。[牵头单位:市信访局;配合单位:各相关部门]
""",
        [
            "1: 市政务服务和数字化局 stated / 市公安局、市民政局 / lead_participants",
            "2: 市大数据中心 only / sole / 2026-12-31 milestone",
            "3: 市工信局 only / sole",
            "4: 市信访局 stated / 各相关部门 / lead_participants",
        ],
    ),
    "label lines, several in a line, lists over lines": (
        """2024年民生实事
1.新建口袋公园20个
建设内容：新建、改建口袋公园
牵头单位：市园林局
配合单位：市财政局
市自然资源局
完成时限：12月底
责任人：张三
2.改造农贸市场5家
牵头单位：市商务局 配合单位：无 完成时限：2024年10月底前
3.适老化改造300户
【牵头单位】市民政局
【责任单位】各区政府（管委会）
【完成时限】持续推进
""",
        [
            "1: 市园林局 stated / 市财政局、市自然资源局 / lead_participants / 2024-12-31 explicit",
            "2: 市商务局 stated / sole / 2024-10-31 explicit",
            "3: 市民政局 stated / 各区政府（管委会） / lead_participants / ongoing",
        ],
    ),
    "labels inside the paragraph": (
        """云川市2024年清单
1.确保河东水厂投产。牵头单位：水务局；责任单位：河东区、城管局；完成时限：9月底前。
2.新建充电桩。责任单位：各区，供电公司。
3.（已完成）公交优化。责任单位：交通运输局牵头，公安局配合
""",
        [
            "1: 水务局 stated / 河东区、城管局 / lead_participants / 2024-09-30 explicit",
            "2: 各区、供电公司 / lead_participants",
            "3: 交通运输局 stated / 公安局 / lead_participants",
        ],
    ),
    "items without numbers": (
        """云川市生态环境保护重点任务

推进超低排放改造。（市生态环境局牵头，市工信局、市住建局等部门配合）
加强饮用水水源地保护。（市水利局、市生态环境局负责）
各单位每季度末向市生态环境局报告进展情况。
""",
        [
            "None: 市生态环境局 stated / 市工信局、市住建局 等 / lead_participants",
            "None: 市水利局 convention / 市生态环境局 / lead_participants",
        ],
    ),
    "sub-items with and without clauses": (
        """一、重点工作
1.加强数据治理：
（1）编制目录。（数据局负责）
（2）归集数据。（财政局、税务局负责）
2.提升服务能力：
①优化流程；
②压减材料。
（政务服务局牵头，各部门配合）
3.推进示范：（1）建设平台；（2）开展培训。（教育局负责）
""",
        [
            "1(1): 数据局 only / sole",
            "1(2): 财政局 convention / 税务局 / lead_participants",
            "2: 政务服务局 stated / 各部门 / lead_participants",
            "3: 教育局 only / sole",
        ],
    ),
    "traditional characters": (
        """雲川縣2025年防災工作分工
1、完善預警機制（縣應急管理局牽頭負責，縣氣象局協同配合，各鄉鎮人民政府落實）
2、加強巡查（責任單位：縣自然資源局、各鄉鎮；完成時限：長期堅持）
3、儲備物資（縣糧食和物資儲備局負責，6月底前）
""",
        [
            "1: 縣應急管理局 stated / 縣氣象局、各鄉鎮人民政府 / lead_participants",
            "2: 縣自然資源局 convention / 各鄉鎮 / lead_participants / ongoing",
            "3: 縣糧食和物資儲備局 only / sole / 2025-06-30 explicit",
        ],
    ),
    "clauses that lost a bracket name nobody": (
        """1.完善制度。（教育局负责
2.加强培训。教育局、财政局负责）
3.开展评估。（审计局负责）
4.推进建设。
责任单位：住建局、
5.建设平台，推动数据共
""",
        [
            "1: nobody / cut",
            "2: nobody / cut",
            "3: 审计局 only / sole",
            "4: nobody / cut",
            "5: nobody / cut",
        ],
    ),
    "several clauses in an item, numbers that repeat": (
        """1.推进甲。（教育局负责）
1.推进乙。（财政局负责）
3.推进丙（审计局牵头），推进丁（税务局负责）；推进戊（司法局负责）。
4.推进己。（财政局牵头，财政局、税务局配合）
""",
        [
            "1: 教育局 only / sole",
            "1: 财政局 only / sole",
            "3#1: 审计局 stated / lead_participants",
            "3#2: 税务局 only / sole",
            "3#3: 司法局 only / sole",
            "4: 财政局 stated / 税务局 / lead_participants",
        ],
    ),
    "numbers before digits": (
        """一、总体目标
1.目标。三年内实现全覆盖。
2.2024年重点工程推进。（市重点办负责）
3.1号工程。（市住建局负责）
4.5G基站建设1000个，增长
5.5%以上。（市工信局负责）
""",
        [
            "1: nobody",
            "2: 市重点办 only / sole",
            "3: 市住建局 only / sole",
            "4: 市工信局 only / sole",
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read(name: str) -> None:
    document, wanted = LAYOUTS[name]
    assert rows(document) == wanted


def test_text_keeps_its_characters_and_loses_its_clause() -> None:
    document, _ = LAYOUTS["wrapped lines, pages, half-width brackets"]
    texts = [task.text for task in read(document).tasks]
    assert texts[0] == "优化一体化政务服务平台，推动“高效办成一件事”(试点)。"
    assert texts[1] == "建设城市大脑(二期),12月底前上线运行。"


def test_a_notice_gives_title_and_issuer() -> None:
    draft = read(LAYOUTS["items numbered 一、 below a notice"][0])
    assert draft.proposed_title == "云川市2024年安全生产工作要点"
    assert draft.issuer == "云川市人民政府办公室"
    assert str(draft.proposed_to) == "2024-12-31"
    assert draft.tasks[-1].text == "能力提升。加强队伍建设。"
