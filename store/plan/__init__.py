"""A plan document becomes a draft of tasks: every format is lines, every doubt a warning."""

from importlib.resources import files

from store.plan.read import read_plan
from store.plan.register import Register
from store.plan.view import draft_as_json

__all__ = ["Register", "draft_as_json", "read_plan", "shipped_plan"]


def shipped_plan() -> tuple[str, bytes]:
    """File name and bytes of the plan of 2019, for demonstrations."""
    name = "plan_2019.txt"
    return name, (files("store") / "data" / name).read_bytes()
