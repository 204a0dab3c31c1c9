"""The scenes: a short story for each command, and for each error that a person can meet.

People: 张三 and 李四 of 科技部 (liaison and deputy), 王芳 of 司法部, 钱进 of 财政部, 陈静 of
知识产权局 (liaisons), 领导 (observer), 赵敏 (the office), 无名 (unbound).
"""

from collections.abc import Mapping, Sequence

from bot.messages import Language
from tests.golden.desk import DESK, FILELESS
from tests.golden.errors import ERRORS
from tests.golden.own import OWN
from tests.golden.rare import RARE
from tests.golden.stage import Answered, Chats, Stage
from tests.golden.steps import Scene

SCENES: Mapping[str, Scene] = {
    **OWN,
    **DESK,
    **RARE,
    **{f"error_{code}": scene for code, scene in ERRORS.items()},
}
"""By name: the command's, or the error's."""

PLANLESS = frozenset({"error_no_plan"})
"""Scenes before the first import."""

_FILELESS = frozenset(["robot"])
_DEAF = frozenset(["wecom"])
"""The app is in no group, and a group's webhook robot hears nothing."""
_DOORS = {"telegram": "https://t.me/liaison_bot"}


async def played(
    stage: Stage, name: str, language: Language, platforms: Sequence[str]
) -> Mapping[str, Sequence[Answered]]:
    """What was shown on each of the platforms: some take no files, some hear no group."""
    plan, answers = name not in PLANLESS, dict[Chats, Sequence[Answered]]()
    shown = dict[str, Sequence[Answered]]()
    in_group = any(step.group for step in SCENES[name])
    for one in platforms:
        files = one not in _FILELESS or name not in FILELESS
        chats = Chats(files=files, door=_DOORS.get(one) if in_group else None)
        if chats not in answers:
            scene = SCENES[name] if files else FILELESS[name]
            answers[chats] = await stage.play(scene, language, plan=plan, chats=chats)
        deaf = one in _DEAF
        shown[one] = [answer for answer in answers[chats] if not (deaf and answer.group)]
    return shown


__all__ = ["ERRORS", "SCENES", "played"]
