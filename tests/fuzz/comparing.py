"""What must hold of two texts or three, whatever they say: one function a property."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from tests.fuzz.cases import Case
from tests.text.accounts import assert_every_word_is_accounted_for, assert_new_words_are_kept
from tests.text.claims import assert_placed, assert_uncut, sides
from wiki.text import anchors, blocks, diff, merge
from wiki.text.merge import Conflicts, Merged, Region

PASSAGES = 6


def cutting(case: Case) -> None:
    """Blocks join to the text, are numbered without a gap, and each is matched once."""
    old, new = (blocks.split(text) for text in case.raw[:2])
    for text, found in zip(case.raw, (old, new), strict=False):
        assert "".join(block.source for block in found) == text
        seen = [block.number for block in found if block.is_seen]
        assert seen == list(range(1, len(seen) + 1))
    matches = blocks.match(old, new)
    assert sorted(m.before for m in matches if m.before is not None) == list(range(len(old)))
    assert [m.after for m in matches if m.after is not None] == list(range(len(new)))
    for m in matches:
        if m.before is not None and m.after is not None:
            same = old[m.before].source.rstrip() == new[m.after].source.rstrip()
            assert same == (m.state in (blocks.State.KEPT, blocks.State.MOVED))
    in_place = [m.before for m in matches if None not in (m.before, m.after) and not m.moved]
    assert in_place == sorted(in_place, key=lambda place: place or 0)


def comparing(case: Case) -> None:
    """The difference is exact, cuts no word or grapheme, and can be taken in part and folded."""
    before, after = case.raw[:2]
    pieces = diff.words(before, after)
    assert sides(pieces) == (before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in pairwise(pieces))
    for one, other in pairwise(piece for piece in pieces if piece.op != "insert"):
        assert_uncut(one.text, other.text)
    for one, other in pairwise(piece for piece in pieces if piece.op != "delete"):
        assert_uncut(one.text, other.text)
    changes = diff.changes(pieces)
    assert all(before[one.start : one.end] == one.before != one.after for one in changes)
    numbers = {change.number for change in changes}
    assert (diff.take(pieces, set()), diff.take(pieces, numbers)) == (before, after)
    assert len(diff.in_words(pieces, "nl")) <= len(numbers)
    assert sides([p for stretch in diff.fold(pieces) for p in stretch.pieces]) == (before, after)


def comparing_blocks(case: Case) -> None:
    """The difference by blocks holds every block of both texts once, and all their words."""
    before, after = case.raw[1:]
    changes = diff.blocks(before, after)
    assert "".join(change.after.source for change in changes if change.after) == after
    old = [change.before.source for change in changes if change.before]
    assert Counter(old) == Counter(block.source for block in blocks.split(before))
    for change in changes:
        sources = [block.source if block else "" for block in (change.before, change.after)]
        assert sides(list(change.pieces)) == tuple(sources)


def merging(case: Case) -> None:
    """Either order gives the same; no word is lost or made up; cautions rise in the text."""
    base, ours, theirs = case.stored
    for text in (ours, theirs):
        for same in ((base, text, base), (base, base, text), (base, text, text)):
            assert merge.three_way(*same) == Merged(text)
    one, other = merge.three_way(base, ours, theirs), merge.three_way(base, theirs, ours)
    terms = base.split()[:3]
    warned = merge.three_way(base, ours, theirs, lang="nl", terms=terms, redefined=terms[:1])
    if isinstance(one, Merged):
        assert one == other
        assert isinstance(warned, Merged)
        assert one.text == warned.text
        assert list(one.cautions) == sorted(one.cautions)
        assert all(0 <= c.start <= c.end <= len(one.text) for c in one.cautions)
        own = {(c.start, c.end) for c in one.cautions if not c.key.startswith("moved")}
        ends = [end for place in sorted(own) for end in place]
        assert ends == sorted(ends)
        assert_every_word_is_accounted_for(base, ours, theirs, one.text)
        assert_new_words_are_kept(one.text, ours, (base, theirs))
        assert_new_words_are_kept(one.text, theirs, (base, ours))
        return
    assert one == warned
    assert isinstance(other, Conflicts)
    assert one.texts == other.texts
    swapped = [Region(r.before, r.base, r.theirs, r.ours, r.after) for r in other.regions]
    assert list(one.regions) == swapped
    for region, before, after in zip(one.regions, one.texts, one.texts[1:], strict=False):
        assert before.endswith(region.before)
        assert after.startswith(region.after)
        assert region.ours != region.theirs
    chosen = one.settled([region.ours for region in one.regions])
    assert_new_words_are_kept(chosen, ours, (base, theirs))


def anchoring(case: Case) -> None:
    """A comment stands on its words or on half their letters, in the text; or it is removed."""
    before, after, _ = case.stored
    if not before:
        return
    random = case.random()
    passages = []
    for _ in range(PASSAGES):
        start = random.randrange(len(before))
        end = min(len(before), start + random.choice((1, 3, 10, 40, 200, 2000)))
        passages.append(anchors.create(before, start, end))
    placed = anchors.follow_all(passages, before, after)
    assert placed[0] == anchors.follow(passages[0], before, after)
    for anchor, place in zip(passages, placed, strict=True):
        assert_placed(anchor, place, after)
    above = random.choice(("", "New.\n\n", "# New\n\n", "- new\n- more\n\n", "\n\n"))
    placed = anchors.follow_all(passages, before, above + before)
    for anchor, place in zip(passages, placed, strict=True):
        if anchor.quote.strip():
            kept = (place.state, place.moved, place.start, place.end)
            further = anchor.start + len(above), anchor.end + len(above)
            assert kept == (anchors.State.SAME, False, *further), above
