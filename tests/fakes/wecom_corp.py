"""What a fake WeCom knows of a company: its apps and their tokens, its people, what they were sent.

``Corp.call`` is WeCom's answer to one call of the App API, or a Refusal.  Two decisions that no
document makes: a copy is suppressed if its *bytes* are those of an earlier accepted message of
the app, and it gets the earlier answer again; a response_code that is unknown, used or older
than 72 hours is refused with 60140.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.fakes.wecom_payloads import AGENT, CORP, SECRET
from tests.fakes.wecom_rules import APP, CLICKED, Json, Refusal, check_menu, check_message, ok
from tests.fakes.wecom_troubles import Clock, Rates

_LIFE = 7200
_INTERVAL = 14_400
_MEDIA = {"image": 10, "voice": 2, "video": 10, "file": 20}  # mebibytes [96484]
_MEDIA_LIFE, _CODE_LIFE = 3 * 86_400, 72 * 3600


@dataclass(slots=True, kw_only=True)
class Call:
    """One call as it came; ``raw``: the bytes of the body."""

    query: Mapping[str, str]
    fields: Json
    raw: bytes = b""


@dataclass(slots=True)
class Token:
    agent: int
    dies: float
    code: int = 42001


@dataclass(slots=True)
class People:
    """``open``: encrypted ids and whose they are; ``records``: what user/get adds."""

    unknown: list[str] = field(default_factory=list)
    unlicensed: list[str] = field(default_factory=list)
    open: dict[str, str] = field(default_factory=dict)
    records: dict[str, Json] = field(default_factory=dict)

    def among(self, users: list[str], ids: list[str]) -> list[str]:
        """Those of ``users`` who are in ``ids``, in lower case as WeCom tells them."""
        known = {id.casefold() for id in ids}
        return [user.lower() for user in users if user.casefold() in known]


class Corp:
    """``numbers`` go on when the rest is forgotten: no token or msgid comes twice."""

    def __init__(self, clock: Clock, rates: Rates, numbers: Iterator[int]) -> None:
        self.clock, self.rates, self.numbers = clock, rates, numbers
        self.apps = {SECRET: AGENT}
        self.lives: float = _LIFE
        self.overlap: float | None = None
        self.tokens: dict[str, Token] = {}
        self.asked = self.suppressed = 0
        self.people, self.agent = People(), Json()
        self.answers: dict[tuple[int, str], tuple[float, Json]] = {}
        self.tasks: dict[str, int] = {}
        self.codes: dict[str, tuple[int, float]] = {}
        self.menus: dict[int, Json] = {}
        self.media: dict[str, float] = {}
        self.kinds: dict[str, str] = {}

    def call(self, method: str, call: Call) -> Json:
        if method == "gettoken":
            return self.gettoken(call)
        agent = self.whose(call.query.get("access_token"))
        if method.startswith(("menu/", "agent/")):
            self.own(agent, call.query.get("agentid"))
        match method:
            case "message/send":
                return self.send(agent, call)
            case "message/update_template_card":
                return self.update(agent, call.fields)
            case "media/upload":
                return self.upload(call)
            case "menu/create":
                check_menu(call.fields)
                self.menus[agent] = call.fields
                return ok()
        return self.read(method, agent, call)

    def read(self, method: str, agent: int, call: Call) -> Json:
        match method:
            case "menu/get" if agent in self.menus:
                return ok(**self.menus[agent])
            case "menu/get":
                raise Refusal(46003, "menu no exist")
            case "batch/openuserid_to_userid":
                return self.converted(call.fields.get("open_userid_list"))
            case "user/get":
                return self.user(call.query.get("userid", ""))
            case "agent/get":
                seen = {"agentid": agent, "name": "联络员", "close": 0, "isreportenter": 1}
                return ok(**seen | self.agent)
        raise Refusal(-1, f"the fake does not know {method}")

    def gettoken(self, call: Call) -> Json:
        self.asked += 1
        if call.query.get("corpid") != CORP:
            raise Refusal(40013, "invalid corpid")
        agent = self.apps.get(call.query.get("corpsecret", ""))
        if agent is None:
            raise Refusal(40001, "invalid credential")
        now = self.clock.now()
        if self.overlap is not None:
            for old in self.of_agent(agent):
                old.dies = min(old.dies, now + self.overlap)
        name = f"token-{agent}-{next(self.numbers)}"
        self.tokens[name] = Token(agent, now + self.lives)
        return ok(access_token=name, expires_in=int(self.lives))

    def of_agent(self, agent: int) -> list[Token]:
        return [token for token in self.tokens.values() if token.agent == agent]

    def expire(self, which: str, code: int) -> None:
        """``which``: all, or old (all but the newest of each app)."""
        for agent in self.apps.values():
            tokens = self.of_agent(agent)
            for token in tokens[:-1] if which == "old" else tokens:
                token.dies, token.code = self.clock.now(), code

    def whose(self, name: str | None) -> int:
        if not name:
            raise Refusal(41001, "access_token missing")
        token = self.tokens.get(name)
        if token is None:
            raise Refusal(40014, "invalid access_token")
        if self.clock.now() >= token.dies:
            raise Refusal(token.code, "access_token expired")
        return token.agent

    def own(self, agent: int, named: object) -> None:
        if named is None:
            raise Refusal(41011, "missing agentid")
        if str(named) != str(agent):
            others = map(str, self.apps.values())
            raise Refusal(301002 if str(named) in others else 40056, "not allow operate this agent")

    def send(self, agent: int, call: Call) -> Json:
        body = call.fields
        self.own(agent, body.get("agentid"))
        users = self.reached(body.get("touser"))
        self.check_media(check_message(body, APP), body["msgtype"])
        key, interval = (agent, hashlib.sha256(call.raw).hexdigest()), self.interval(body)
        said_at, answer = self.answers.get(key, (0.0, {}))
        if interval and answer and self.clock.now() - said_at < interval:
            self.suppressed += 1
            return answer | {"suppressed": True}
        if task := (body.get("template_card") or {}).get("task_id"):
            if task in self.tasks:
                raise Refusal(42014, "task_id was used before")
            self.tasks[task] = agent
        got = self.people.among(users, self.people.unknown + self.people.unlicensed)
        there = [user for user in users if user.lower() not in got]
        answer = ok(msgid=f"msg-{next(self.numbers)}")
        for name in ("unknown", "unlicensed"):
            if bad := self.people.among(users, getattr(self.people, name)):
                answer["invaliduser" if name == "unknown" else "unlicenseduser"] = "|".join(bad)
        if (body.get("template_card") or {}).get("card_type") == CLICKED:
            answer["response_code"] = self.code(agent)
        self.answers[key] = (self.clock.now(), answer)
        delivered = [u for u in there if self.rates.room("member", f"{agent}|{u.casefold()}")]
        return answer | {"delivered": delivered}

    def reached(self, named: object) -> list[str]:
        users = [user for user in named.split("|") if user] if isinstance(named, str) else []
        if len(users) > 1000:
            raise Refusal(40032, "invalid userid list length")
        if len(self.people.among(users, self.people.unknown)) == len(users):
            raise Refusal(81013, "user & party & tag all invalid")
        return users

    def interval(self, body: Json) -> int:
        """Seconds; 0: nothing is compared."""
        checked, seconds = body.get("enable_duplicate_check", 0), _interval(body)
        if checked not in (0, 1) or not 1 <= seconds <= _INTERVAL:
            raise Refusal(40058, "enable_duplicate_check or duplicate_check_interval")
        return seconds if checked else 0

    def code(self, agent: int) -> str:
        code = f"code-{next(self.numbers)}"
        self.codes[code] = (agent, self.clock.now() + _CODE_LIFE)
        return code

    def press(self, task: str) -> str | None:
        """The response_code that a click on this card brings; None: there is no such card."""
        return self.code(self.tasks[task]) if task in self.tasks else None

    def update(self, agent: int, body: Json) -> Json:
        self.own(agent, body.get("agentid"))
        owner, dies = self.codes.get(str(body.get("response_code")), (0, 0.0))
        if not owner or self.clock.now() >= dies:
            raise Refusal(60140, "invalid response_code")
        if owner != agent:
            raise Refusal(42015, "response_code of another app")
        users = body.get("userids") or []
        if not (isinstance(users, list) and (users or body.get("atall") == 1)):
            raise Refusal(40058, "userids or atall")
        if "template_card" in body:
            check_message({**body, "msgtype": "template_card"}, APP)
        elif not (body.get("button") or {}).get("replace_name"):
            raise Refusal(40058, "button.replace_name or template_card")
        del self.codes[body["response_code"]]
        bad = self.people.among(users, self.people.unknown)
        return ok(invaliduser=bad) if bad else ok()

    def check_media(self, id: str | None, kind: str) -> None:
        """What was uploaded as a picture is no file, and the other way round."""
        if id is None:
            return
        if self.clock.now() >= self.media.get(id, 0.0) or self.kinds.get(id) != kind:
            raise Refusal(40007, "invalid media_id")

    def upload(self, call: Call) -> Json:
        """``raw``: the content of the file."""
        kind = call.query.get("type", "")
        if kind not in _MEDIA:
            raise Refusal(40005, "invalid file type")
        if not 5 < len(call.raw) <= _MEDIA[kind] * 1024 * 1024:
            raise Refusal(40006 if call.raw else 44001, "invalid media size")
        id = f"media-{next(self.numbers)}"
        self.media[id], self.kinds[id] = self.clock.now() + _MEDIA_LIFE, kind
        return ok(type=kind, media_id=id, created_at="1380000000")

    def converted(self, ids: object) -> Json:
        if not isinstance(ids, list) or not 1 <= len(ids) <= 1000:
            raise Refusal(40058, "open_userid_list")
        mine = self.people.open
        found = [{"open_userid": id, "userid": mine[id]} for id in ids if id in mine]
        bad = [id for id in ids if id not in mine]
        return ok(userid_list=found, invalid_open_userid_list=bad)

    def user(self, id: str) -> Json:
        if not id or self.people.among([id], self.people.unknown):
            raise Refusal(60111, "userid not found")
        seen = {"userid": id, "name": "张三", "department": [1], "status": 1}
        return ok(**seen | self.people.records.get(id, {}))


def _interval(body: Json) -> int:
    seconds = body.get("duplicate_check_interval", 1800)
    return seconds if isinstance(seconds, int) else 0
