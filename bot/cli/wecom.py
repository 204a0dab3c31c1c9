"""``liaison wecom menu``: the app's menu, three entries whose keys are command lines."""

from typing import Any

import click

from bot.cli.common import Refusal, command, echo, opened, settings
from bot.clocks import SystemClock
from bot.platforms import wecom_app

MENU: dict[str, list[dict[str, Any]]] = {
    "button": [
        {"type": "click", "name": "我的任务", "key": "我的任务"},
        {
            "name": "办理",
            "sub_button": [
                {"type": "click", "name": "报送", "key": "报送"},
                {"type": "click", "name": "临期任务", "key": "临期"},
                {"type": "click", "name": "逾期任务", "key": "逾期"},
            ],
        },
        {
            "name": "更多",
            "sub_button": [
                {"type": "click", "name": "撤销", "key": "撤销"},
                {"type": "click", "name": "我是谁", "key": "我是谁"},
                {"type": "click", "name": "使用说明", "key": "帮助"},
            ],
        },
    ]
}
"""At most three, and five below each; names of at most 16 and 40 bytes [90231]."""


@click.group()
def wecom() -> None:
    """Set up the WeCom app."""


@wecom.command()
@command
async def menu() -> None:
    """Create the app's menu: 我的任务, 办理, 更多."""
    loaded = settings()
    if not loaded.wecom_secret.get_secret_value():
        raise Refusal("off", "The WeCom app is off: set WECOM_SECRET. No menu was made.")
    async with opened(loaded) as store:
        adapter = wecom_app(loaded, store, SystemClock())
        try:
            wrong = await adapter.desk.make_menu(MENU)
        finally:
            await adapter.close()
    if wrong is not None:
        raise Refusal("refused", f"{wrong} No menu was made.")
    echo("The menu is made; people see it when they open the app again.")
