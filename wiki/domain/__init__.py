"""The work: functions that check permission and state, change, audit and queue notices.

They take the database handle, the thing, and by keyword who and when. They never commit and never
word a message: the edge owns the transaction and the language.
"""
