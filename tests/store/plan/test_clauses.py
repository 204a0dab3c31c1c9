"""Clauses: who does what, and what is no assignee."""

import pytest

from store.plan import Register
from store.plan.labels import Role
from store.plan.responsibility import read_clause
from store.plan.text import Text

_SHORT = {Role.LEAD: "牵", Role.DUTY: "责", Role.SUPPORT: "配"}
CLAUSES = {
    "发展改革委、科技部负责": "责发展改革委 责科技部",
    "知识产权局牵头负责": "牵知识产权局",
    "科技部、司法部按职责分别负责": "责科技部 责司法部",
    "甲局牵头，乙局、丙局等按职责分工负责，8月底前完成": "牵甲局 责乙局 责丙局",
    "甲局牵头、乙局配合": "牵甲局 配乙局",
    "甲局、乙局牵头": "牵甲局 牵乙局",
    "甲局、乙局分别牵头，丙局等相关部门按照职责分工配合落实": "牵甲局 牵乙局 配丙局",
    "甲局牵头总负责，乙局协同配合，各区党委和政府抓好落实": "牵甲局 配乙局 责各区党委和政府",
    "甲局（牵头）、乙局、各区县": "牵甲局 责乙局 责各区县",
    "牵头单位甲局，配合单位乙局": "牵甲局 配乙局",
    "牵头：甲局；配合：乙局": "牵甲局 配乙局",
    "牵头领导：赵六；牵头单位：甲局；责任单位：乙局": "牵甲局 责乙局",
    "责任单位：甲局牵头，乙局配合": "牵甲局 配乙局",
    "责任部门：甲局，责任人：王五，完成时限：长期": "责甲局",
    "由甲局负总责，乙局保障资金": "牵甲局",
    "甲局负责城区部分，乙局负责公路部分": "责甲局 责乙局",
    "9月底前由甲局牵头，各有关部门配合": "牵甲局 配各有关部门",
    "甲局和市人力资源和社会保障局负责": "责甲局 责市人力资源和社会保障局",
    "市发展改革委会同市财政局负责": "责市发展改革委 责市财政局",
    "工业和信息化部、文化和旅游部及财政部负责": "责工业和信息化部 责文化和旅游部 责财政部",
    "市文化和旅游局、市水利和湖泊局以及市应急管理局负责": "责市文化和旅游局 责市水利和湖泊局"
    " 责市应急管理局",
    "各区、县人民政府，市直有关部门结合实际落实": "责各区、县人民政府 责市直有关部门",
    "各县（市、区）人民政府、市场监管局（知识产权局）负责": "责各县（市、区）人民政府"
    " 责市场监管局（知识产权局）",
    "和平区人民政府、商务局、组织部、各级党组织负责": "责和平区人民政府 责商务局 责组织部"
    " 责各级党组织",
    "老干部局、市安委会领导小组办公室、市长三角一体化推进办公室负责": "责老干部局"
    " 责市安委会领导小组办公室 责市长三角一体化推进办公室",
    "市財政局牽頭，市稅務局按職責分工負責": "牵市財政局 责市稅務局",
    "各有关部门、各地区按职责分工负责，以下均需各地区落实，不再列出": "责各有关部门 责各地区",
    "市委宣传部、市网信办负责；联系人：李四": "责市委宣传部 责市网信办",
}


def parties(clause: str) -> str | None:
    read = read_clause(Text.of(clause), Register.shipped())
    return None if read is None else " ".join(_SHORT[role] + name for name, role in read.parties)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_names_its_bodies(clause: str) -> None:
    assert parties(clause) == CLAUSES[clause]


@pytest.mark.parametrize(
    "text",
    [
        "专利",
        "草案",
        "试行",
        "威",
        "无锡",
        "含社区书房",
        "由专人负责",
        "一把手负责",
        "负责",
        "牵头",
        "2024版",
        "推进负责任创新",
        "市财政局、市税务局",
        "一）（二",
    ],
)
def test_other_brackets_are_no_clause(text: str) -> None:
    assert parties(text) is None


def test_a_list_that_ends_in_deng_is_open_and_names_nobody_more() -> None:
    for clause in ("甲局等负责", "甲局等有关单位负责", "甲局等5个部门按各自职责落实"):
        read = read_clause(Text.of(clause), Register.shipped())
        assert read is not None
        assert read.open_list
        assert [name for name, _ in read.parties] == ["甲局"]


def test_what_is_no_body_is_kept_for_a_warning() -> None:
    read = read_clause(Text.of("甲局牵头，确保资金到位"), Register.shipped())
    assert read is not None
    assert (read.parties, read.rest) == ([("甲局", Role.LEAD)], ["确保资金到位"])
