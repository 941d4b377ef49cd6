"""After a change every block is found again: kept, edited, moved, new or gone."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.text.markdown_texts import HOSTILE, markdown_texts
from wiki.text import blocks
from wiki.text.blocks import Match, State

RESPECT = "We treat each other with respect, in every room and online.\n\n"
HELP = "Ask the confidential adviser for help when you are not sure.\n\n"
RULES = "Managers answer a report within ten working days, in writing.\n\n"
HELP_EDITED = "Ask the confidential adviser or a colleague when you are not sure.\n\n"
OTHER = "This code was adopted by the board after a consultation.\n\n"


def matched(before: str, after: str) -> list[Match]:
    return blocks.match(blocks.split(before), blocks.split(after))


def test_an_unchanged_text_keeps_every_block():
    assert matched(RESPECT + HELP, RESPECT + HELP) == [
        Match(0, 0, State.KEPT),
        Match(1, 1, State.KEPT),
    ]


def test_an_edited_block_is_found_between_its_neighbours():
    assert matched(RESPECT + HELP + RULES, RESPECT + HELP_EDITED + RULES) == [
        Match(0, 0, State.KEPT),
        Match(1, 1, State.EDITED),
        Match(2, 2, State.KEPT),
    ]


def test_a_block_that_went_elsewhere_is_moved():
    assert matched(RESPECT + HELP + RULES, HELP + RULES + RESPECT) == [
        Match(1, 0, State.KEPT),
        Match(2, 1, State.KEPT),
        Match(0, 2, State.MOVED, moved=True),
    ]


def test_a_block_may_be_moved_and_edited():
    found = matched(HELP + RESPECT + RULES, RESPECT + RULES + HELP_EDITED)

    assert Match(0, 2, State.EDITED, moved=True) in found


def test_other_words_in_the_same_place_are_new_and_the_old_ones_gone():
    assert matched(RESPECT + HELP, RESPECT + OTHER) == [
        Match(0, 0, State.KEPT),
        Match(1, None, State.GONE),
        Match(None, 1, State.NEW),
    ]


@pytest.mark.parametrize("mark", ["# ", "- ", "> "])
def test_a_paragraph_may_become_a_heading_a_list_or_a_quotation(mark):
    assert matched(HELP, mark + HELP) == [Match(0, 0, State.EDITED)]


def test_a_block_of_the_same_kind_goes_before_one_of_the_same_words():
    found = matched("Ask the adviser\n", "# Ask the adviser\n\nAsk the adviser soon\n")

    assert Match(0, 1, State.EDITED) in found


def test_a_text_has_one_front_matter():
    found = matched("---\ntitle: Speak up\n---\n\n", "---\nkey: other\nterms: 3\n---\n\n")

    assert found == [Match(0, 0, State.EDITED)]


def test_definitions_of_links_are_followed():
    assert matched("[x]: /here/it/is\n", "[x]: /here/it/was\n") == [Match(0, 0, State.EDITED)]


def test_of_two_lists_that_become_one_the_longer_one_lives_on():
    short = "- Ask.\n- Wait.\n\n"
    long = "- Listen to all.\n- Answer in writing.\n- Say who decides.\n\n"

    found = matched(short + HELP + long, short.strip() + "\n" + long + HELP)

    assert Match(2, 0, State.EDITED) in found


def test_repeated_blocks_find_each_other_in_order():
    found = matched("***\n\na b c\n\n***\n", "***\n\nx y z\n\n***\n\na b c\n\n***\n")

    assert not [match for match in found if match.state in (State.GONE, State.MOVED)]


def test_blank_lines_at_the_end_make_no_difference():
    assert matched("a\n\nb", "a\n\n\nb\n") == [Match(0, 0, State.KEPT), Match(1, 1, State.KEPT)]


@given(markdown_texts, markdown_texts)
def test_every_block_is_accounted_for_once(before, after):
    old, new = blocks.split(before), blocks.split(after)

    found = blocks.match(old, new)

    assert sorted(m.before for m in found if m.before is not None) == list(range(len(old)))
    assert [m.after for m in found if m.after is not None] == list(range(len(new)))
    in_place = [
        m.before for m in found if not m.moved and m.before is not None and m.after is not None
    ]
    assert all(one < other for one, other in pairwise(in_place))
    for m in found:
        if m.state in (State.KEPT, State.MOVED):
            assert old[m.before].source.rstrip() == new[m.after].source.rstrip()


@pytest.mark.parametrize("name", ["paragraphs", "headings", "long list", "wide tables"])
def test_hostile_texts_are_matched(name):
    found = matched(HOSTILE[name], "New.\n\n" + HOSTILE[name][1_000:])

    assert found
