"""The office's board: pages that only read, for the office, observers and whoever runs the machine.

Each is one view of the store.  Who sees what is ruled by ``bot.access``; restricted tasks are
neutral lines for everybody.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.responses import HTMLResponse, Response

from adapters.web import board_views as views
from adapters.web.board_views import Facts
from adapters.web.site import Look, Place
from bot import board, visitors
from bot.access import Act, Verdict
from bot.board import Desk
from bot.board_filters import number, to_query
from bot.cards import board as cards
from bot.cards import chart, phrases, tally
from bot.cards import task as task_cards
from bot.cards.history import history
from bot.cards.lists import pages
from bot.messages import Card
from bot.model.board import Wish
from bot.model.task import Mode, Task
from bot.ports import Clock, Page, Store, Tally

_FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, system-ui, sans-serif"
_SVG = "image/svg+xml"
_RECORDS = 50  # of a task's history on one page


@dataclass(frozen=True, slots=True)
class Board:
    """``clock`` says what "now" is on the board."""

    store: Store
    clock: Clock

    def places(self) -> list[Place]:
        """Every address of the board."""
        handlers = {
            "": self.overview,
            "/chart.svg": self.chart,
            "/tasks": self.tasks,
            "/task": self.task,
            "/departments": self.departments,
            "/reports": self.reports,
            "/deliveries": self.deliveries,
        }
        return [
            Place(path=f"/web/board{path}", page=Page.BOARD, handler=handler)
            for path, handler in handlers.items()
        ]

    async def _shown(
        self, look: Look, template: str, read: Callable[[Desk], Awaitable[Facts]]
    ) -> Response:
        """A page of the plan in force, or the word that there is none yet."""
        if visitors.may(look.visitor.person, Act.OVERSEE) is not Verdict.DO:
            return Response(status_code=404)
        async with self.store.view() as unit:
            desk = await board.desk(unit, now=self.clock.now(), zone=look.say.zone)
            facts = None if desk is None else await read(desk)
        if desk is None or facts is None:
            return look.page("board_empty.html", **self._about(look, None))
        return look.page(template, **facts, **self._about(look, desk))

    def _about(self, look: Look, desk: Desk | None) -> Facts:
        """What every page says of itself."""
        say, now = look.say, self.clock.now()
        person = look.visitor.person
        return {
            "plan": None if desk is None else desk.plan.title,
            "moment": f"{views.day(say, now)} {say.time(now)}",
            "address": str(look.request.url),
            "reader": None if person is None else person.name,
        }

    async def overview(self, look: Look) -> Response:
        async def read(desk: Desk) -> Facts:
            found, say = await board.overview(desk), look.say
            office = visitors.may(look.visitor.person, Act.OFFICE) is Verdict.DO
            return {
                "found": found,
                "chapters": views.chapters(say, found.counted),
                "statuses": cards.ORDER,
                "lights": cards.LIGHTS,
                "status": phrases.status,
                "light_word": phrases.light_word,
                "period": views.period(say, desk),
                "due": views.rows(say, desk, found.due.tasks),
                "blocked": views.rows(say, desk, found.blocked.tasks),
                "office": office,
            }

        return await self._shown(look, "board.html", read)

    async def chart(self, look: Look) -> Response:
        """The picture of the digests, of now, in the fonts of whoever looks."""
        made: list[str] = []

        async def read(desk: Desk) -> Facts:
            drawing = await board.drawing(desk)
            sketch = chart.drawn(look.say, drawing.counted.chapters, drawing.reports)
            made.append("" if sketch is None else sketch.svg)
            return {}

        refused = await self._shown(look, "board_drawn.html", read)
        if not made:
            return refused
        svg = made[0].replace("<svg ", f'<svg font-family="{_FONT}" ', 1)
        return Response(svg or "<svg xmlns='http://www.w3.org/2000/svg'/>", media_type=_SVG)

    async def tasks(self, look: Look) -> Response:
        async def read(desk: Desk) -> Facts:
            say = look.say
            query = look.request.scope["query_string"].decode("latin-1")
            found = await board.task_list(desk, parse_qsl(query, errors="replace"))
            filters = found.filters
            return {
                "found": found,
                "filters": filters,
                "rows": views.rows(say, desk, found.tasks),
                "narrowed": cards.narrowed(say, found),
                "chapters": [cards.chapter(say, name) for name in found.chapters],
                "departments": [
                    (body.short, phrases.department(say, body)) for body in found.departments
                ],
                "statuses": [(one, phrases.status(say, one)) for one in cards.ORDER],
                "lights": [(one, phrases.light_word(say, one)) for one in cards.LIGHTS],
                "wishes": [(one, cards.wish(say, one)) for one in Wish],
                **views.paged(filters.page, found.found.total, lambda n: to_query(filters, page=n)),
            }

        return await self._shown(look, "board_tasks.html", read)

    async def departments(self, look: Look) -> Response:
        async def read(desk: Desk) -> Facts:
            found = await board.departments(desk, number(look.query.get("page", "")) or 1)
            bodies = [
                cards.body(look.say, one, found.owed.get(one.department.id))
                for one in found.covered
            ]
            return {
                "found": found,
                "bodies": bodies,
                "period": views.period(look.say, desk),
                **views.paged(found.page, found.total, views.page_query),
            }

        return await self._shown(look, "board_departments.html", read)

    async def reports(self, look: Look) -> Response:
        async def read(desk: Desk) -> Facts:
            say = look.say
            found = await board.period_reports(desk, number(look.query.get("page", "")) or 1)
            if found is None:
                return {"found": None, **views.paged(1, 0, views.page_query)}
            owing = [one for one in found.standings if one.tally.missing]
            offline = sum((one.tally for one in owing if one.restricted), Tally())
            return {
                "found": found,
                "period": views.period(say, desk),
                "counts": tally.counts(say, found.tally),
                "owing": [
                    (phrases.department(say, one.department), one.department.short, one.tally)
                    for one in owing
                    if not one.restricted
                ],
                "offline": offline,
                "missing": cards.missing(say, found.missing),
                **views.paged(found.page, found.tally.missing, views.page_query),
            }

        return await self._shown(look, "board_reports.html", read)

    async def deliveries(self, look: Look) -> Response:
        async def read(desk: Desk) -> Facts:
            say = look.say
            listed = visitors.may(look.visitor.person, Act.DELIVER) is Verdict.DO
            found = await board.deliveries(desk.unit, now=desk.now, listed=listed)
            return {
                "found": found,
                "outbox": views.by_state(say, found.vitals.outbox),
                "inbox": views.by_state(say, found.vitals.inbox),
                "letters": [cards.letter(say, one) for one in found.undelivered],
                "stopped": [cards.stopped(say, one) for one in found.parked],
            }

        return await self._shown(look, "board_deliveries.html", read)

    async def task(self, look: Look) -> Response:
        ref = number(look.query.get("number", ""))
        page = number(look.query.get("page", "")) or 1

        async def read(desk: Desk) -> Facts:
            found = await desk.unit.tasks.numbered(desk.plan.id, [ref] if ref else [])
            task = found.get(ref) if ref else None
            if task is None:
                return {
                    "card": None,
                    "records": None,
                    "number": ref,
                    **views.turns(ref, 1, more=False),
                }
            return await self._task(look, desk, task, page)

        answer = await self._shown(look, "board_task.html", read)
        if isinstance(answer, HTMLResponse) and b'class="unknown"' in bytes(answer.body):
            answer.status_code = 404
        return answer

    async def _task(self, look: Look, desk: Desk, task: Task, page: int) -> Facts:
        """One task as its card has it, and its history as far as this reader may see it."""
        say, person = look.say, look.visitor.person
        shown: Card = task_cards.stub(say, task)
        records: Card | None = None
        of = 1
        if visitors.may(person, Act.SHOW, task) is Verdict.DO:
            reads = visitors.may(person, Act.HISTORY, task) is Verdict.DO
            of = pages(await desk.unit.tasks.recorded(task.id) if reads else 0, _RECORDS)
            page = min(page, of)
            start = (page - 1) * _RECORDS
            recent = (
                await desk.unit.tasks.history(task.id, limit=_RECORDS, offset=start)
                if reads
                else ()
            )
            latest = recent if page == 1 else await desk.unit.tasks.history(task.id, limit=5)
            shown = task_cards.whole(
                say,
                task,
                None if task.mode is Mode.EACH_OWN else next(iter(task.deciding), None),
                latest,
                today=desk.today,
                calendar=desk.calendar,
                writes=False,
                reads=reads,
                period=desk.period,
            )
            if reads:
                records = history(say, task, recent, page, of)
                if recent:  # its first line is the title of the task
                    records = replace(records, body=records.body[1:])
        facts = {"card": shown, "records": records, "number": task.ref}
        return facts | dict(views.turns(task.ref, page, more=page < of))
