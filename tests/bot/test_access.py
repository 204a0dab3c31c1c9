"""The one door, compared with the table of the security specification."""

from collections import Counter

import pytest

from bot.access import Act, Relation, Role, Verdict, rule
from bot.messages import Channel

ENTRIES = 4  # typed and three kinds of buttons: they never change a cell
SPECIFIED = (Relation.LEAD, Relation.PARTICIPANT, Relation.NONE, Relation.RESTRICTED)
OURS = {
    Act.AUDIT,
    Act.CONFIRM,
    Act.DELIVER,
    Act.CALENDAR,
    Act.HERE,
    Act.OFFICE,
    Act.OVERSEE,
}  # not in the specified table


def test_the_whole_matrix_adds_up_to_the_check_sum() -> None:
    cells: Counter[str] = Counter()
    for role in Role:
        for act in set(Act) - OURS:
            for relation in SPECIFIED:
                for channel in Channel:
                    ruling = rule(role, act, relation, channel)
                    moved = ruling.private and ruling.verdict in ("do", "refuse", "stub")
                    cells[("dm " if moved else "") + ruling.verdict] += ENTRIES
    assert cells.total() == 4704
    assert cells == {
        "bind": 1216,
        "do": 744,
        "silence": 640,
        "dm refuse": 640,
        "dm do": 464,
        "button": 368,
        "refuse": 320,
        "revoke": 224,
        "own": 32,
        "ask": 32,
        "dm stub": 16,
        "stub": 8,
    }


@pytest.mark.parametrize("role", [Role.LIAISON, Role.DEPUTY])
@pytest.mark.parametrize(
    ("act", "verdicts"),
    [
        (Act.SHOW, "do do do do do stub"),
        (Act.HISTORY, "do do refuse do do refuse"),
        (Act.UPDATE, "do own refuse refuse refuse refuse"),
        (Act.DONE, "do own refuse do own refuse"),
        (Act.UNDO, "do own refuse do own refuse"),
        (Act.CLOSE, "refuse refuse refuse refuse refuse refuse"),
    ],
)
def test_a_department_may_what_its_relation_allows(role: Role, act: Act, verdicts: str) -> None:
    rulings = [rule(role, act, relation, Channel.PRIVATE).verdict for relation in Relation]
    assert " ".join(rulings) == verdicts


@pytest.mark.parametrize("relation", Relation)
def test_an_observer_never_writes_and_sees_of_a_restricted_task_a_stub(relation: Relation) -> None:
    for act in (Act.UPDATE, Act.DONE, Act.REPORT, Act.UNDO, Act.CLOSE, Act.URGE, Act.MANAGE):
        assert rule(Role.OBSERVER, act, relation, Channel.PRIVATE).verdict is Verdict.REFUSE
    shown = rule(Role.OBSERVER, Act.SHOW, relation, Channel.PRIVATE).verdict
    assert shown is (Verdict.STUB if "restricted" in relation else Verdict.DO)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", Act)
def test_nothing_about_a_restricted_task_is_said_in_a_group(role: Role, act: Act) -> None:
    for relation in (r for r in Relation if "restricted" in r):
        for channel in (Channel.GROUP, Channel.OTHER):
            ruling = rule(role, act, relation, channel)
            public = ruling.verdict not in (Verdict.SILENCE, Verdict.REVOKE) and not ruling.private
            assert not public or act in (Act.HELP, Act.OVERVIEW, Act.HERE)
