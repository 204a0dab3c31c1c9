"""Monday to Friday, until there is a calendar."""

from datetime import date

from bot.workdays import workdays_ahead, workdays_left

FRIDAY = date(2019, 10, 11)


def test_a_weekend_does_not_count() -> None:
    assert workdays_left(FRIDAY, date(2019, 10, 14)) == 1
    assert workdays_left(FRIDAY, date(2019, 10, 13)) == 0
    assert workdays_left(FRIDAY, date(2019, 10, 25)) == 10
    assert workdays_left(FRIDAY, FRIDAY) == workdays_left(FRIDAY, date(2019, 10, 1)) == 0


def test_ahead_is_the_inverse_of_left() -> None:
    assert workdays_ahead(FRIDAY, 10) == date(2019, 10, 25)
    for count in range(1, 30):
        assert workdays_left(FRIDAY, workdays_ahead(FRIDAY, count)) == count
