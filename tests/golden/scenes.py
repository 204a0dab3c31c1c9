"""The scenes: a short story for each command, and for each error that a person can meet.

People: 张三 and 李四 of 科技部 (liaison and deputy), 王芳 of 司法部, 钱进 of 财政部, 陈静 of
知识产权局 (liaisons), 领导 (observer), 赵敏 (the office), 无名 (unbound).
"""

from collections.abc import Mapping

from tests.golden.desk import DESK
from tests.golden.errors import ERRORS
from tests.golden.own import OWN
from tests.golden.rare import RARE
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

__all__ = ["ERRORS", "PLANLESS", "SCENES"]
