"""The form of a decision says which changes are taken together, and why."""

from __future__ import annotations

from collections.abc import Callable

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import move_on, send, source_of, words_of
from wiki.database import Database
from wiki.domain import structure
from wiki.models import EditKind, Text

Visit = Callable[..., Browser]


def test_the_halves_of_a_move_name_each_other(visit: Visit, people: Cast, text: Text) -> None:
    first, *others = text.source.split("\n\n")
    address = send(visit(people.noor), "\n\n".join([*others, first]), block_count="4")

    page = words_of(visit(people.mirjam).get(f"{address}/decision").text)

    assert "taken together with change 2." in page
    assert "taken together with change 1." in page


def test_the_places_of_a_term_that_gets_another_name_name_each_other(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    move_on(database, people.claire, "Everybody may", "Everyone may")
    with database.write() as db:
        fields = {"language": "en", "term": "everyone", "definition": "Who works here."}
        section, claire = db.merge(text.section), db.merge(people.claire)
        structure.change_term(db, section, EditKind.ADD_TERM, fields, by=claire, at=factories.AT)
    other = source_of(database).replace("everyone", "all staff").replace("Everyone", "All staff")
    address = send(visit(people.noor), other, base="2", block_count="4")

    page = words_of(visit(people.mirjam).get(f"{address}/decision").text)

    assert "gets another name here: this is taken together with change 2." in page
