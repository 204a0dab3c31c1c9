"""What only a server has: connections, which all processes share."""

import asyncio

import pytest
from sqlalchemy import text

from store import SqlStore

_OPEN = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE application_name = 'liaison' AND datname = current_database()"
)


@pytest.fixture(params=["postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_a_process_with_much_to_write_takes_few_connections(store: SqlStore) -> None:
    async def write() -> int:
        async with store.database.writing() as sql:
            [(found,)] = await sql.rows(_OPEN)
            await asyncio.sleep(0)
            return int(found)

    assert max(await asyncio.gather(*(write() for _ in range(40)))) <= 6
