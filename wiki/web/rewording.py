"""Another wording of one's own suggestion: each edit against the words it is about today."""

from __future__ import annotations

from typing import Any

from wiki.domain import present, proposals
from wiki.domain.edits import StructureEdit, WordsEdit
from wiki.errors import Invalid
from wiki.models import Document, Edit, EditKind, Proposal, Text
from wiki.web import (
    chosen_blocks,
    forms,
    in_words,
    pages,
    redlines,
    requests,
    section_names,
    structure_forms,
)
from wiki.web.places import edit_place
from wiki.web.section_names import SectionNames


def page(document: Document, proposal: Proposal, *, typed: bool = False) -> dict[str, Any]:
    """Return what the form shows; `typed` adds the redline of what was typed."""
    contribution = proposal.contribution
    key = contribution.section.key if contribution.section else ""
    named = section_names.of(document, contribution.language)
    return {
        **pages.around(document, contribution.language, section=key),
        "proposal": proposal,
        "contribution": contribution,
        "wording": proposals.current(proposal),
        "edits": [
            _placed(_box(edit, edit.text, typed), named)
            if edit.kind is EditKind.WORDS and edit.text is not None
            else _structure(document, edit, named.titles)
            for edit in proposals.current(proposal).edits
        ],
    }


def wanted(proposal: Proposal) -> tuple[list[WordsEdit | StructureEdit], str]:
    """Return the edits a form asks for, and why; refuses with Invalid."""
    with forms.gathering():
        why = forms.text("why", limit=forms.COMMENT, required=False)
        found = [_wanted(edit) for edit in proposals.current(proposal).edits]
    return found, why


def at_its_field(proposal: Proposal, error: Invalid) -> Invalid:
    """Return an error about an edit as one about the field that it was typed in.

    One about all of them is told at the first box for words, or else at the reason.
    """
    edits = proposals.current(proposal).edits
    marks = [suffix(edit) for edit in edits if edit.kind is EditKind.WORDS]
    first = f"words{marks[0]}" if marks else "why"
    return error.renamed(**{"after": first} | {f"after{mark}": f"words{mark}" for mark in marks})


def suffix(edit: Edit) -> str:
    """Return what tells the fields of an edit from those of the others: nothing for the first."""
    return f"-{edit.position}" if edit.position else ""


def _wanted(edit: Edit) -> WordsEdit | StructureEdit:
    if edit.kind is not EditKind.WORDS or edit.text is None:
        return structure_forms.reworded(edit)
    words = forms.text(f"words{suffix(edit)}", limit=forms.SECTION, required=False)
    return chosen_blocks.sent(requests.db(), edit.text, suffix(edit)).edit(edit.text, words)


def _box(edit: Edit, text: Text, typed: bool) -> dict[str, Any]:
    """Return an edit of words to write anew."""
    db = requests.db()
    box: dict[str, Any] = {"edit": edit, "text": text, "suffix": suffix(edit), "redline": None}
    if typed:
        chosen = chosen_blocks.sent(db, text, suffix(edit))
        words = forms.text(f"words{suffix(edit)}", limit=forms.SECTION, required=False)
        redline = redlines.of(chosen, text, words)
        return box | {
            "chosen": chosen,
            "words": words,
            "redline": redline,
            "sentences": in_words.sentences(redline),
        }
    now = present.of(db, edit, text)
    chosen = chosen_blocks.of(text.source, now.head, now.first_block, now.block_count)
    return box | {"chosen": chosen, "words": edit.after if now.wanted is None else now.wanted}


def _placed(box: dict[str, Any], named: SectionNames) -> dict[str, Any]:
    """Return a box that says where its words are, in the text they are written against."""
    number = named.numbers.get(box["edit"].section_id)
    return box | {"place": edit_place(box["chosen"].place, number)}


def _structure(document: Document, edit: Edit, named: Any) -> dict[str, Any]:
    return {
        "edit": edit,
        "text": None,
        "sentence": in_words.structure(edit, named),
        "languages": document.languages,
        "chosen": None,
    }
