"""Accounts in statements: as values to write, and as a condition."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam

from bot.messages import Account


def account_values(account: Account) -> dict[str, Any]:
    return {"platform": account.platform, "tenant": account.tenant, "user": account.user}


def is_account(rows: FromClause) -> ColumnElement[bool]:
    """The account of ``account_condition``."""
    names = ("platform", "tenant", "user")
    return and_(*(rows.c[name] == bindparam(f"b_{name}") for name in names))


def account_condition(account: Account) -> dict[str, Any]:
    """For ``is_account``: a parameter may not be called like a column that is written."""
    return {f"b_{name}": value for name, value in account_values(account).items()}
