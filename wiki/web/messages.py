"""What people read when something is refused: the key of an error, in words.

Every message says what to do. A key that is missing here is a defect, found by a test.
"""

from __future__ import annotations

from wiki.errors import Refusal
from wiki.web.languages import gettext, later

MESSAGES: dict[str, str] = {
    "refused": later("This can not be done. Nothing was changed."),
    # the text gate and the form fields
    "missing": later("Please fill this in."),
    "too_long": later("This is too long: use at most %(limit)s characters."),
    "not_utf8": later("This holds characters that can't be read. Please type it again."),
    "surrogate": later("This holds characters that can't be read. Please type it again."),
    "control_character": later(
        "This holds an invisible control character. Please remove it, or type the text again."
    ),
    "combining_marks": later("This has too many accents on one letter. Please remove some."),
    "not_a_choice": later("Please choose one of the options."),
    "not_a_number": later("Please give a whole number from %(lowest)s to %(highest)s."),
    "out_of_date": later(
        "This page is out of date, so nothing was saved. What you typed is still here: copy it, "
        "open the page again and put it in there."
    ),
    # accounts
    "not_an_email": later("Please give a mail address, such as name@example.org."),
    "takes_part_already": later(
        "Somebody with this address takes part already. Give them another role under Members."
    ),
    "email_taken": later("There is an account with this address already."),
    "name_of_another": later(
        "Somebody here has this name, or one that looks like it. Please add what tells you apart, "
        "such as your faculty."
    ),
    "name_of_a_role": later("This is what a role is called here. Please use your own name."),
    "unseen_character": later(
        "This holds a character that nobody can see. Please type the name again."
    ),
    "wrong_password": later(
        "This address and password do not fit together. Check both, and whether Caps Lock is on."
    ),
    "wrong_present_password": later("This is not your present password."),
    "wrong_code": later("This is not the code from the newest mail. Please type it once more."),
    "mailed_link_over": later("This link or code was used already, or it is too old."),
    "mailed_code_over": later("There were too many tries. Please ask for another mail."),
    "too_many_tries": later("There were too many tries. Please wait a little."),
    "too_many_invitations": later(
        "You had %(most)s invitations mailed today, and no more can go in a day. Send this again "
        "tomorrow, or leave the address blank for a link to hand over."
    ),
    "invitation_over": later("This invitation was used already, or it is too old."),
    "no_such_document": later("There is no document with this key."),
    "no_such_account": later("There is no account with this address."),
    "only_lead": later(
        "Nobody else is programme lead of this document, and there is always one. Make somebody "
        "else programme lead first."
    ),
    "hand_over_first": later(
        "Nobody could take over from you yet. Make somebody else programme lead or administrator "
        "first."
    ),
    "facilitator_needed": later("Tick at least one facilitator. Who wants to join turns to them."),
    "group_changed": later(
        "Somebody else changed this focus group meanwhile. What you typed is still here: "
        "compare it with how it stands now, and save again if yours should stand."
    ),
    "role_needed": later("Tick at least one role, or press “End all roles”."),
    "not_your_account": later("Only the person and an administrator may do this."),
    "password_short": later("Please use at least %(lowest)s characters. Three or four words work."),
    "password_common": later("Many people use this password. Please think of another one."),
    "password_close": later(
        "This password is mostly your name, your address or a very common word. "
        "Please think of another one."
    ),
    "held_already": later("A colleague took this out of sight just before you."),
    "not_a_day": later("Please give a date, such as 2026-03-31."),
    # comments and suggestions
    "comment_missing": later("Please write your comment."),
    "reason_missing": later("Please give a reason. The person who wrote this will read it."),
    "summary_missing": later("Please say in a few words what you changed and why."),
    "already_there": later("The text has these words already. Please give another outcome."),
    "already_said": later("You said this here already, so it is not sent again."),
    "already_suggested": later("You suggested exactly this already, so it is not sent again."),
    "unchanged": later("Nothing was changed yet. Please change something first."),
    "edits_overlap": later("Two of these changes are about the same words. Please make them one."),
    "no_such_kind": later(
        "%(file)s: a paragraph has a kind that is none of these: %(kinds)s. Nothing was brought in."
    ),
    "no_such_paragraph": later(
        "%(file)s: a kind is given to a paragraph that this text does not have. Nothing was "
        "brought in."
    ),
    "no_such_block": later("This paragraph is not there any more. Please choose another place."),
    "not_in_the_block": later("These words are not in this paragraph. Please choose others."),
    "not_offered": later("This is not one of the possibilities here. Please choose another."),
    "front_matter_is_for_editors": later(
        "Only editors and the programme lead may change the facts at the top of this text."
    ),
    "key_shape": later("Please use small letters, digits and hyphens only, such as our-values."),
    "key_is_taken": later("There is one with this short name already. Please choose another."),
    "twice": later("This is here twice. Please remove one of them."),
    # outcomes
    "already_decided": later("This has its outcome already."),
    "only_the_author_withdraws": later("Only the person who wrote this can withdraw it."),
    "choose_what_it_joins": later("Please choose the suggestion or comment this belongs with."),
    "cannot_join_itself": later("This can not be joined with itself. Please choose another one."),
    "own_words_change_nothing": later(
        "Your own words are the words of now. Change them, or choose another outcome."
    ),
    "words_as_proposed": later(
        "These are the words that were suggested. Write other words here, or choose "
        "“Take what is ticked”."
    ),
    "nothing_to_undo": later("There is no decision to undo here any more."),
    "decided_in_a_settled_round": later("The round is settled, so its decisions stay as they are."),
    "structure_changed": later(
        "This decision changed sections or defined words. Please suggest the opposite instead."
    ),
    "own_was_decided_with_it": later(
        "Something of your own was decided together with this. Please ask a colleague to undo it."
    ),
    "decided_meanwhile": later(
        "One of these has its outcome by now. Look at what is left, and preview it again."
    ),
    "reworded_meanwhile": later(
        "One of these has a new wording by now. Look at it, and preview it again."
    ),
    "needs_approvals": later(
        "More people must agree before words are adopted here: %(missing)s still missing. Ask a "
        "colleague to press “I agree with adopting this” on the page of the suggestion."
    ),
    "needs_second_reader": later(
        "A second person must agree before this is not adopted. Ask a colleague to press “I agree "
        "with not adopting this” on its page."
    ),
    "more_than_deciders": later(
        "Please choose a number from 1 to %(most)s: that is how many people decide here."
    ),
    "no_second_reader": later(
        "Only one person decides here. Name another moderator first, on the page of members."
    ),
    "nothing_chosen": later("Please choose at least one change, or give another outcome."),
    "not_previewed": later("Please look at the result first, then save it."),
    "read_the_cautions": later("Please read the marked places and tick that you did."),
    "conflict_needs_words": later(
        "The text changed in the same place. Please write how it should read."
    ),
    "text_moved_on": later("The text changed while you were busy. Please look at it as it is now."),
    "text_was_redacted": later(
        "Words were taken out of this text for privacy after you opened the page. Please open it "
        "again and look at it as it is now."
    ),
    "redaction_too_short": later("Please type at least two letters or digits."),
    "redaction_of_the_mark": later("The mark that takes their place would hold these words."),
    "redaction_finds_nothing": later("Nothing in this document holds these words."),
    "redaction_not_understood": later("Please tick that you understand this."),
    "reason_holds_the_words": later("The reason holds the words. Please say it without them."),
    "section_is_gone": later("This section was removed while you were busy."),
    "term_is_defined": later(
        "This section defines this word already. Please define it otherwise on the page of defined "
        "words."
    ),
    "term_is_gone": later("This term was removed while you were busy."),
    # rounds and releases
    "pdf_took_too_long": later("Making the PDF took too long. Please try again later."),
    "pdf_failed": later("The PDF could not be made. Please tell the administrator."),
    "round_closed": later("The round is closed, so nothing can be brought in now."),
    "round_still_open": later("The round is still open. It can be settled after it closes."),
    "rounds_overlap": later("There is another round in these days. Please choose other days."),
    "round_is_in_the_past": later("This last day has gone by. Please choose a later one."),
    "first_day_stays": later("This round has begun, so its first day stays as it was."),
    "round_has_begun": later(
        "This round has begun, so it can not be removed. You can give it another last day."
    ),
    "round_not_open": later("This round is not open, or today is its last day already."),
    "round_changed": later(
        "Somebody else changed this round meanwhile. What you typed is still here: "
        "look at the list of rounds, and send it again if it should stand."
    ),
    "round_is_settled": later("This round is settled, so it stays as it is."),
    "closes_before_it_opens": later("The last day comes before the first. Please correct one."),
    "more_can_read": later(
        "More people can read this document now than when you opened this form. Look again how you "
        "want to be shown, and send it once more."
    ),
    "fewer_for_good": later(
        "These are fewer people than now, and you can’t undo that. If that is what you want, tick "
        "the box and save again."
    ),
    "names_were_for_fewer": later(
        "People said things here under their name, for those who can read it now. So it can’t be "
        "opened to more. To show the text to others, make a release and share its file."
    ),
    "without_outcome": later("There is input without an outcome yet. Please decide on it first."),
    "released_already": later(
        "Release %(number)s holds just this. Once something changed you can make another."
    ),
    "nothing_to_release": later("There is no text yet in this language to make a release of."),
    # bringing documents in
    "texts_differ": later(
        "These texts read otherwise in the wiki, or were removed there: %(texts)s. Nothing was "
        "changed. Add --replace to put the words of the files in their place (the history keeps "
        "those of now), or leave these files out."
    ),
    "demo_document_is_there": later(
        "There is a document %(document)s here already, and the demo would tell its story in it. "
        "Nothing was changed. Set WIKI_DATA_DIR to a new folder for the demo, or serve this site "
        "with `python -m wiki serve`."
    ),
}


ABOUT_FILES: dict[str, str] = {
    "refused": later("%(file)s: this can not be taken in. Nothing was changed."),
    "control_character": later("%(file)s: it holds the control character %(code)s."),
    "combining_marks": later("%(file)s: it has too many accents on one letter."),
    "missing": later("%(file)s: there is no such file, or something in it is missing."),
    "broken_zip": later("%(file)s: this zip is damaged. Please make it again."),
    "encrypted": later("%(file)s: this zip has a password. Please make one without."),
    "unsafe_path": later("%(file)s: this name leads outside the zip, so nothing was taken."),
    "link": later("%(file)s: this is a link. Please put the file itself in its place."),
    "too_many_files": later("%(file)s: this holds too many files. Please take fewer."),
    "too_large": later("%(file)s: this is too large. Please divide it."),
    "twice": later("%(file)s: this section is here twice. Please remove one of them."),
    "several_documents": later("%(file)s: there are several documents. Please take one at a time."),
    "broken_document_facts": later("%(file)s: the facts in it can't be read. Please correct them."),
    "unknown_fact": later("%(file)s: %(fact)s means nothing here. Please correct or remove it."),
    "fact_without_languages": later("%(file)s: %(fact)s must say its words by language."),
    "unknown_language_of_fact": later("%(file)s: %(fact)s is in none of the languages it names."),
    "unfit_fact": later("%(file)s: %(fact)s is too long or holds characters that no text has."),
    "fact_is_words": later("%(file)s: %(fact)s must be words, not a list."),
    "fact_is_a_list": later("%(file)s: %(fact)s must be a list of lines."),
    "no_text": later("%(file)s: there is no Markdown file in it."),
    "not_utf8": later("%(file)s: this is not saved as UTF-8. Please save it again."),
    "too_long": later("%(file)s: this is longer than %(limit)s characters. Please divide it."),
    "key_shape": later("%(file)s: its short name may hold small letters, digits and hyphens only."),
    "language_not_of_document": later(
        "%(file)s: its language is %(language)s, and the document has %(languages)s only. Nothing "
        "was changed. Leave the file out, say its language with --language, or import everything "
        "as a new document with --document."
    ),
    "language_not_named": later(
        "%(file)s: its language is %(language)s, and document.yaml names %(languages)s only. "
        "Nothing was changed. Add the language there, or leave the file out."
    ),
    "not_offered": later("%(file)s: it names a language or a word that is not known here."),
}


def worded(refusal: Refusal) -> str:
    """Return a refusal in words, in the visitor's language."""
    return gettext(message(refusal), **refusal.values)


def in_english(refusal: Refusal) -> str:
    """Return a refusal in words for the operator."""
    return message(refusal) % refusal.values


def message(refusal: Refusal) -> str:
    """Return the message of a refusal, not filled in; one about a file names the file."""
    if "file" in refusal.values:
        return ABOUT_FILES.get(refusal.key) or ABOUT_FILES["refused"]
    return MESSAGES.get(refusal.key) or MESSAGES["refused"]
