"""Both databases, fresh: a file, and a database on a PostgreSQL of this run (without fsync)."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests import postgres


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of a file that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as folder:
        yield f"sqlite:///{folder}/bench.db"


@contextmanager
def fresh() -> Iterator[Callable[[], str]]:
    """A function that gives the URL of another new database of one PostgreSQL with each call."""
    with postgres.server() as server, ExitStack() as stack:
        yield lambda: stack.enter_context(postgres.database(server))


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a new database on a server that ends afterwards."""
    with postgres.server() as server, postgres.database(server) as url:
        yield url


@contextmanager
def both() -> Iterator[dict[str, str]]:
    """Their URLs, by name."""
    with sqlite() as file, postgresql() as server:
        yield {"sqlite": file, "postgresql": server}
