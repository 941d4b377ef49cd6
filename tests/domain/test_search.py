"""Searching finds things by their words, in their order, on both databases alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.domain.searching import Search, searching
from wiki.domain import comments, search_index, search_queries, texts
from wiki.domain.search import Group
from wiki.models import EditKind, SearchEntry, ShownAs, Text
from wiki.text import findable

OURS = """\
We listen to each other. We greet everyone in the morning.

## In meetings

- Everybody may speak.
- Nobody is laughed at for an accent.

A meeting begins on time. Naïve questions are [welcome](https://example.org/secret-address).
"""
DUTCH = """\
Onze medewerkers luisteren. Een vergadering begint op tijd.

Ongewenste gedragingen meld je op een e-mailadres.
"""
SYNTAX = [
    *('"', '""', '"a', "*", "a*", "NOT a", "AND", "a OR", "(", ")", "a:b", "plain : x", "^a", "-a"),
    *("NEAR(a b, 2)", "'", "a'b", "\\", "a & b", "a | b", "!a", "a <-> b", "a:*", "%", "_", ";--"),
    *("\x00", "\ud800", "\u202e", "ﷺ", "👩‍👩‍👧", "İ", "ß", "a\u0301", "𝔘𝔫𝔦", "1e5"),
    *("0x1f", "1.5.2"),
]


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    """Give the English text of a section that has a Dutch one, too."""
    titles = {"en": "Respect", "nl": "Respect voor medewerkers"}
    made = factories.section(db, cast.document, titles=titles, texts={"en": OURS, "nl": DUTCH})
    query = select(Text).where(Text.section_id == made.id, Text.language == "en")
    return db.scalars(query).one()


@pytest.fixture
def search(db: Session, cast: Cast, text: Text) -> Search:
    """Give what noor finds in the document."""
    return searching(db, cast.noor, cast.document)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("greet", ["We listen to each other. We [greet] everyone in the morning."]),
        ("GREETED", ["We listen to each other. We [greet] everyone in the morning."]),
        ("naive quest", ["A meeting begins on time. [Naïve] [questions] are welcome."]),
        ("meeting", ["A [meeting] begins on time. Naïve questions are welcome.", "In [meetings]"]),
        ('"in meetings"', ["[In meetings]"]),
        ('"meetings in"', []),
        ("morning, greet", ["We listen to each other. We [greet] everyone in the [morning]."]),
        ("greet accent", []),
        ("respect", ["[Respect]"]),
        ("secret-address", []),
        ("example", []),
        ("zz", []),
        ("", []),
        ("  ?! ", []),
    ],
)
def test_paragraphs_are_found_by_their_words(search: Search, words: str, found: list[str]) -> None:
    assert search.texts(words) == found


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("medewerker", 2),
        ("gedrag", 1),
        ("begin", 1),
        ("e-mail", 1),
        ("mailadres", 1),
        ('"e-mail"', 0),
    ],
)
def test_dutch_words_are_found_by_their_stems_and_beginnings(
    search: Search, words: str, count: int
) -> None:
    assert len(search.texts(words, language="nl")) == count


def test_exact_words_come_before_others_and_titles_before_paragraphs(
    db: Session, cast: Cast, search: Search
) -> None:
    source = "They respected us.\n\nWe ask for respect.\n\n## Respect at work\n\nMore respectful.\n"
    factories.text(db, cast.document, source, key="second")

    assert search.texts("respect") == [
        "[Respect]",
        "[Respect] at work",
        "We ask for [respect].",
        "They [respected] us.",
        "More [respectful].",
    ]


def test_what_is_found_leads_to_its_block(search: Search) -> None:
    (hit,) = search.find("accent").groups[Group.TEXTS].listed

    assert (hit.section, hit.title, hit.section_number) == ("respect", "Respect", 1)
    assert (hit.position, hit.paragraph) == (2, 3)


def test_what_is_found_in_the_other_language_is_counted(search: Search) -> None:
    found = search.find("respect", language="nl")

    assert (found.count, found.elsewhere) == (1, {"en": 1})


def test_comments_and_suggestions_are_found_beside_texts(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    thread = factories.thread(db, text, by=cast.bram, words="Why **greet** *us*?")
    comments.reply(
        db, thread.contribution, "I greet!", shown_as=ShownAs.NAME, by=cast.noor, at=factories.AT
    )
    proposal = factories.proposal(
        db, text, new="each day", why="Greeting takes time.", by=cast.bram
    )
    factories.structural(EditKind.REMOVE_SECTION, text.section)
    db.flush()

    found = search.find("greet")

    assert search.said(found.groups[Group.COMMENTS]) == {"Why [greet] us?", "I [greet]!"}
    assert search.said(found.groups[Group.SUGGESTIONS]) == {
        "We listen to each other. We [greet] everyone each day.",
        "[Greeting] takes time.",
    }
    assert {hit.contribution for hit in found.groups[Group.SUGGESTIONS].listed} == {
        proposal.contribution
    }


def test_a_suggested_section_is_found_by_its_title_and_words(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    wanted = factories.structural(
        EditKind.ADD_SECTION, key="rest", titles={"en": "Siesta"}, texts={"en": "We *nap*."}
    )
    factories.proposal(db, text, by=cast.bram, wanted=[wanted])

    assert search.suggestions("siesta nap") == {"[Siesta]; We [nap]."}


def test_the_reason_of_an_outcome_is_found(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    proposal = factories.proposal(db, text, by=cast.bram)
    factories.adopted(db, proposal, by=cast.mirjam, reason="A marvellous thought.")

    assert search.suggestions("marvel") == {"A [marvellous] thought."}


def test_a_revision_is_found_by_its_new_words_only(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    after = text.source.replace("greet everyone", "welcome all")
    texts.revise(db, text, texts.prepare(db, text, after), by=cast.claire, at=factories.AT)

    assert search.texts("greet") == []
    assert search.texts("welcome all") == [
        "We listen to each other. We [welcome] [all] in the morning."
    ]
    assert len(search.texts("meeting")) == 2


def test_a_block_that_was_not_touched_is_not_indexed_anew(
    db: Session, cast: Cast, text: Text
) -> None:
    before = entries(db)
    after = text.source.replace("greet everyone", "welcome all").replace("## In meetings\n\n", "")
    texts.revise(db, text, texts.prepare(db, text, after), by=cast.claire, at=factories.AT)

    kept = before.keys() & entries(db).keys()

    assert len(before) - len(kept) == 2


def test_a_link_that_comes_to_lead_somewhere_is_found_as_it_reads(
    db: Session, cast: Cast, search: Search
) -> None:
    text = factories.text(db, cast.document, "See [the rules][r].\n\nMore.\n", key="links")
    assert search.texts('"rules r"') == ["See [the [rules][r]]."]

    after = f"{text.source}\n[r]: https://example.org\n"
    texts.revise(db, text, texts.prepare(db, text, after), by=cast.claire, at=factories.AT)

    assert search.texts('"rules r"') == []
    assert search.texts('"the rules"') == ["See [the rules]."]


def test_a_renamed_section_is_found_by_its_new_title(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    wanted = factories.structural(EditKind.RENAME_SECTION, text.section, titles={"en": "Kindness"})
    proposal = factories.proposal(db, text, by=cast.bram, wanted=[wanted])
    factories.adopted(db, proposal, by=cast.mirjam)

    assert search.texts("respect") == []
    assert search.texts("kind") == ["[Kindness]"]


def test_a_comment_is_found_by_the_words_it_has_now(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    thread = factories.thread(db, text, by=cast.bram, words="A zebra.")
    opening = comments.openings(db, [thread.contribution])[thread.id]

    comments.edit(db, opening, "A giraffe.", by=cast.bram, at=factories.AT)

    assert search.comments("zebra") == set()
    assert search.comments("giraffe") == {"A [giraffe]."}


def test_a_suggestion_is_found_by_the_wording_that_counts(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    proposal = factories.proposal(db, text, new="at sunrise", why="Birds.", by=cast.bram)
    search.reword(proposal, text, "at sunset", why="Bats.", by=cast.bram)

    assert search.suggestions("sunrise") == search.suggestions("birds") == set()
    assert len(search.suggestions("sunset")) == len(search.suggestions("bats")) == 1


def test_pages_go_on_by_key_until_everything_was_shown(
    db: Session, cast: Cast, search: Search
) -> None:
    source = "\n\n".join(f"Owl number {n}{'s' * (n % 2)} hoots." for n in range(47))
    factories.text(db, cast.document, source, key="birds")

    pages = search.pages("owl")

    assert [len(page) for page in pages] == [20, 20, 7]
    assert len({hit.key for page in pages for hit in page}) == 47
    assert [hit.position for page in pages for hit in page] == list(range(47))


def test_a_first_page_shows_a_few_of_each_kind_and_counts_all(
    db: Session, cast: Cast, text: Text, search: Search
) -> None:
    for number in range(8):
        factories.thread(db, text, by=cast.bram, words=f"Owls, {number} of them.")
    factories.text(db, cast.document, "An owl.\n", key="owls")

    groups = search.find("owls").groups

    assert {group: (len(hits.listed), hits.count) for group, hits in groups.items()} == {
        Group.TEXTS: (1 + 1, 2),
        Group.COMMENTS: (5, 8),
        Group.SUGGESTIONS: (0, 0),
    }
    assert groups[Group.COMMENTS].after is not None
    assert groups[Group.TEXTS].after is None


@pytest.mark.parametrize("words", SYNTAX)
def test_nothing_that_is_typed_is_syntax(search: Search, words: str) -> None:
    found = search.find(f"{words} greet {words}")

    assert all(group in found.groups for group in Group)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    typed=st.lists(st.one_of(st.sampled_from([*SYNTAX, "greet", "meeting"]), st.text()), max_size=9)
)
def test_whatever_is_typed_has_an_answer(search: Search, typed: list[str]) -> None:
    found = search.find(" ".join(typed))

    assert found.count >= 0


@pytest.mark.parametrize("word", ["medewerkers", "a" * 3000, "日本", "Łódź", "1e5", "x²"])
def test_every_word_of_a_text_is_found_by_itself(
    db: Session, cast: Cast, search: Search, word: str
) -> None:
    factories.text(db, cast.document, f"Some {word} here.\n", key="odd")

    assert len(search.texts(word)) == 1


def test_a_misspelt_word_is_answered_with_the_one_that_is_meant(search: Search) -> None:
    assert search.alike("Greeet meetign") == "greet meeting"
    assert search.alike("greet") == search.alike("xqzzk") == ""


def test_of_many_misspelt_words_none_is_looked_for_among_all_others(search: Search) -> None:
    assert search.alike("Greeet meetign mornnig") == ""
    assert search.alike("mornnig") == "morning"


def entries(db: Session) -> dict[int, str]:
    return {row.id: row.words for row in db.execute(select(SearchEntry.id, SearchEntry.words))}


def test_an_entry_holds_words_as_they_are_compared(db: Session, text: Text) -> None:
    words = "Naïve questions"
    row = search_index.row(
        search_index.Entry(search_index.EntryKind.BLOCK, "x", words), "d", "en", text_id=text.id
    )

    assert (row["plain"], row["stems"]) == ("naive questions", "ennaiv enquestion")
    assert findable.stem("gedragingen", "nl") == findable.stem("gedrag", "nl")


def test_a_query_of_postgresql_uses_its_index(db: Session, cast: Cast, text: Text) -> None:
    if db.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite can't match words without its index")
    found = select(SearchEntry.id).where(search_queries.holds("postgresql", "asked"))
    db.execute(sql("SET LOCAL enable_seqscan = off"))

    query = str(found.compile(db.connection()))
    plan = "\n".join(
        db.connection().exec_driver_sql(f"EXPLAIN {query}", {"asked": "'greet':A"}).scalars()
    )

    assert "search_index" in plan
