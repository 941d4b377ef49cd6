"""Changes said in a sentence each: of words, of the structure, and what to read before saving."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wiki.domain import redlines
from wiki.domain.redlines import Gist, Redline, Sentence
from wiki.models import Edit, EditKind, Wording
from wiki.web.languages import gettext, language, later, ngettext

CHANGES: dict[str, str] = {
    "replaced": later("%(before)s becomes %(after)s."),
    "added": later("After %(around)s comes %(after)s."),
    "added_at_start": later("At the beginning comes %(after)s."),
    "added_at_end": later("At the end comes %(after)s."),
    "removed": later("%(before)s goes."),
    "moved": later("%(after)s moves to after %(around)s."),
    "moved_to_start": later("%(after)s moves to the beginning."),
    "spacing": later("White space changes, near %(around)s."),
    "marks": later("Punctuation or layout changes, near %(around)s."),
    "heading_goes": later("%(around)s becomes ordinary text; it is no longer a heading."),
    "heading_comes": later("%(around)s becomes a heading."),
    "heading_level": later("%(around)s becomes a heading of another level."),
    "bold_comes": later("%(around)s is made bold."),
    "bold_goes": later("%(around)s is no longer bold."),
    "italic_comes": later("%(around)s is put in italics."),
    "italic_goes": later("%(around)s is no longer in italics."),
    "code_comes": later("%(around)s is set in typewriter letters."),
    "code_goes": later("%(around)s is no longer set in typewriter letters."),
    "struck_comes": later("%(around)s gets a line through it."),
    "struck_goes": later("%(around)s no longer has a line through it."),
    "link_comes": later("%(around)s becomes a link to %(after)s."),
    "link_goes": later("%(around)s is no longer a link."),
    "quoted_comes": later("%(around)s becomes a quotation."),
    "quoted_goes": later("%(around)s is no longer a quotation."),
    "item_comes": later("%(around)s becomes an item of a list."),
    "item_goes": later("%(around)s is no longer an item of a list."),
    "new_paragraph": later("A new paragraph comes: %(after)s"),
    "paragraph_goes": later("The whole paragraph goes: %(before)s"),
}
NOTES: dict[str, str] = {
    "heading_comes": later("(becomes a heading)"),
    "heading_goes": later("(becomes ordinary text)"),
    "bold_comes": later("(made bold)"),
    "bold_goes": later("(no longer bold)"),
    "italic_comes": later("(put in italics)"),
    "italic_goes": later("(no longer in italics)"),
    "code_comes": later("(set in typewriter letters)"),
    "code_goes": later("(no longer in typewriter letters)"),
    "struck_comes": later("(gets a line through it)"),
    "struck_goes": later("(no longer has a line through it)"),
    "link_comes": later("(becomes a link)"),
    "link_goes": later("(no longer a link)"),
    "quoted_comes": later("(becomes a quotation)"),
    "quoted_goes": later("(no longer a quotation)"),
    "same": later("(only typed in another way)"),
}
"""What a redline says beside words of what they can’t show themselves."""
CAUTIONS: dict[str, str] = {
    "same_line": later("This line changed meanwhile. Does it still say what both changes meant?"),
    "touching_lines": later("The lines just beside this one changed meanwhile."),
    "both_added": later("Something was added twice at this place. Are both needed?"),
    "negation": later("A word such as “not” changed, in a line that changed meanwhile."),
    "duty": later("A word such as “must” or “may” changed, in a line that changed meanwhile."),
    "number": later("A number or date changed, in a line that changed meanwhile."),
    "name": later("Who it is about changed, in a line that changed meanwhile."),
    "term_redefined": later("This term gets another meaning. Does it still say what it should?"),
    "term_removed": later("This term was removed elsewhere, and here it still stands."),
    "moved_twice": later("Both changes moved these lines, and now they stand twice. Keep one."),
    "moved": later("These lines were moved, and their words changed meanwhile. Do they fit here?"),
}
STRUCTURE: dict[EditKind, str] = {
    EditKind.ADD_SECTION: later("Adds the section %(title)s, %(place)s."),
    EditKind.REMOVE_SECTION: later("Removes the section %(section)s."),
    EditKind.RENAME_SECTION: later("Renames the section %(section)s to %(title)s."),
    EditKind.MOVE_SECTION: later("Moves the section %(section)s %(place)s."),
    EditKind.ADD_TERM: later("Defines %(term)s: %(definition)s"),
    EditKind.CHANGE_TERM: later("Defines %(term)s in other words: %(definition)s"),
    EditKind.REMOVE_TERM: later("Removes the definition of %(term)s."),
}
FIRST_WORDS = 160
_QUOTED_END = re.compile(r"[.!?…][”’]$")
MARKS = {"en": "“%s”", "nl": "‘%s’"}


def sentences(redline: Redline, *, words_first: bool = False) -> list[str]:
    """Return each change of a redline as a sentence: in order, or those of words first."""
    return list(map(_sentence, redline.words_first if words_first else redline.sentences))


def gist_words(told: Gist) -> str:
    """Return what a suggestion changes, in few words."""
    return _with_more(_sentence(told.first), told.more)


def in_short(one: Wording, titles: Mapping[str, str]) -> str:
    """Return what a wording changes, in few words."""
    first, *others = wording(one, titles)
    return _with_more(first, len(others))


def redline_note(key: str) -> str:
    """Return what stands beside words in a redline of how they look."""
    return gettext(NOTES[key])


def wording(one: Wording, titles: Mapping[str, str]) -> list[str]:
    """Return each change of a wording as a sentence, one at least, those of words first."""
    found: list[str] = []
    for edit in one.edits:
        if edit.kind is EditKind.WORDS:
            redline = redlines.stored(edit, language=edit.language or "en")
            found += sentences(redline, words_first=True)
        else:
            found.append(structure(edit, titles))
    return found or [""]


def shortened(words: str, *, most: int = FIRST_WORDS) -> str:
    """Return the first words on one line, at most so many characters."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return line[:most].rpartition(" ")[0] + " …"


def caution(key: str) -> str:
    """Return why a place must be read before saving."""
    return gettext(CAUTIONS[key])


def structure(edit: Edit, titles: Mapping[str, str]) -> str:
    """Return an edit of structure as a sentence; `titles` of standing sections by their id."""
    fields = edit.fields or {}
    spoken, title = _new_title(fields.get("titles") or {})
    return gettext(
        STRUCTURE[edit.kind],
        section=quoted(_title(edit, titles, spoken)),
        title=quoted(title),
        place=_place(fields, titles),
        term=quoted(str(fields.get("term", ""))),
        definition=fields.get("definition", ""),
    )


def quoted(words: str) -> str:
    """Return words in the quotation marks of the visitor's language."""
    return MARKS[language()] % words


def _sentence(change: Sentence) -> str:
    return _ended_once(
        gettext(CHANGES[change.key], before=change.before, after=change.after, around=change.around)
    )


def _with_more(first: str, others: int) -> str:
    """Return the first change in few words, and how many others there are."""
    words = shortened(first)
    if not others:
        return words
    more = ngettext("And %(num)d more change.", "And %(num)d more changes.", others)
    return f"{words} {more}"


def _ended_once(sentence: str) -> str:
    """Return a sentence without its full stop where it ends in quoted words that have one."""
    quoted_end = sentence.removesuffix(".")
    return quoted_end if _QUOTED_END.search(quoted_end) else sentence


def _title(edit: Edit, titles: Mapping[str, str], renamed_in: str) -> str:
    """Return what the section is called: before it is renamed, or as long as it stands."""
    if edit.section is None:
        return ""
    before = (edit.fields or {}).get("titles_before") or {}
    if renamed_in in before:
        return str(before[renamed_in])
    removed = before.get(language()) or edit.section.key
    return titles.get(edit.section.id, removed)


def _new_title(titles: Mapping[str, str]) -> tuple[str, str]:
    """Return a new title and its language: the visitor's, if there is one in it."""
    spoken = language() if titles.get(language()) else next(iter(titles), "")
    return spoken, titles.get(spoken, "")


def _place(fields: Mapping[str, object], titles: Mapping[str, str]) -> str:
    after = titles.get(str(fields.get("after")))
    if after:
        return gettext("after %(section)s", section=quoted(after))
    if fields.get("position") == 1:
        return gettext("at the beginning")
    if fields.get("position"):
        return gettext("at place %(number)s", number=fields["position"])
    return gettext("at the end")
