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
from tests.golden.stage import Answered, Stage
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

_FILELESS_PLATFORMS = ("robot",)


async def played(
    stage: Stage, name: str, language: Language, platforms: Sequence[str]
) -> Mapping[str, Sequence[Answered]]:
    """What was shown on each of the platforms: some take no files."""
    plan = name not in PLANLESS
    answers = await stage.play(SCENES[name], language, plan=plan)
    if name not in FILELESS:
        return dict.fromkeys(platforms, answers)
    without = await stage.play(FILELESS[name], language, plan=plan, files=False)
    return {one: without if one in _FILELESS_PLATFORMS else answers for one in platforms}


__all__ = ["ERRORS", "SCENES", "played"]
