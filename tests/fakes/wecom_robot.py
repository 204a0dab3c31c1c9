"""The group robots of a fake WeCom: who has a key may send, nothing is received [91770]."""

from tests.fakes.wecom_corp import Call, Corp
from tests.fakes.wecom_rules import ROBOT, Json, Refusal, check_message, ok
from tests.fakes.wecom_troubles import Rates

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


class Robot:
    def __init__(self, rates: Rates, corp: Corp) -> None:
        self.rates, self.corp = rates, corp
        self.robots = [KEY]

    def call(self, method: str, call: Call) -> Json:
        key = call.query.get("key")
        if key not in self.robots:
            raise Refusal(93000, "invalid webhook url")
        match method:
            case "webhook/send":
                self.corp.check_media(check_message(call.fields, ROBOT), call.fields["msgtype"])
                if not self.rates.room("robot", key):
                    raise Refusal(45009, "api freq out of limit")
                return ok()
            case "webhook/upload_media":
                if call.query.get("type") not in ROBOT.media:
                    raise Refusal(40005, "invalid file type")
                return self.corp.upload(call)
        raise Refusal(-1, f"the fake does not know {method}")
