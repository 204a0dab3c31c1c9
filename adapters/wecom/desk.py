"""What is asked of the app apart from messages: its state, its menu, who somebody is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.wecom.line import Answered, Line, encoded
from adapters.wecom.outcomes import SWITCHED_OFF, explained
from adapters.wecom.token import Tokens


@dataclass(frozen=True, slots=True)
class Desk:
    """Of the app ``agent``; ``base``: what an operator calls WeCom's address."""

    line: Line
    tokens: Tokens
    agent: int
    base: str

    async def diagnose(self) -> str | None:
        """Why the app cannot work; None when it can."""
        try:
            told = await self.line.get(
                "/cgi-bin/agent/get", access_token=await self.tokens.get(), agentid=str(self.agent)
            )
        except Exception as error:
            return self._why(error)
        return explained(Answered(200, SWITCHED_OFF)) if told.get("close") == 1 else None

    async def make_menu(self, menu: Mapping[str, Any]) -> str | None:
        """Create the app's menu; why it was not."""
        try:
            await self.line.post(
                "/cgi-bin/menu/create",
                encoded(menu),
                access_token=await self.tokens.get(),
                agentid=str(self.agent),
            )
        except Exception as error:
            return self._why(error)
        return None

    async def plain_id(self, open_id: str) -> str | None:
        """The user behind an encrypted id [101521].  Raises what ``Line.post`` raises."""
        asked = {"open_userid_list": [open_id], "source_agentid": self.agent}
        told = await self.line.post(
            "/cgi-bin/batch/openuserid_to_userid",
            encoded(asked),
            access_token=await self.tokens.get(),
        )
        for one in told.get("userid_list") or ():
            if isinstance(one, dict) and one.get("open_userid") == open_id:
                return str(one.get("userid"))
        return None

    def _why(self, error: Exception) -> str:
        if isinstance(error, Answered):
            return explained(error)
        return f"{self.base} cannot be reached ({type(error).__name__})."
