"""What is dear to make is made once for those who take turns, and once for each at a time."""

import pytest

from wiki.text.spares import Spares


def test_those_who_take_turns_get_the_same_thing() -> None:
    spares = Spares(object)
    with spares.one() as first:
        pass
    with spares.one() as second:
        assert second is first


def test_two_at_a_time_get_one_each() -> None:
    spares = Spares(object)
    with spares.one() as first, spares.one() as second:
        assert second is not first


def test_what_an_error_left_half_done_is_not_lent_again() -> None:
    spares = Spares(object)
    with pytest.raises(RecursionError), spares.one() as broken:
        raise RecursionError
    with spares.one() as next_one:
        assert next_one is not broken
