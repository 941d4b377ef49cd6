"""The catalogues of messages, and how they are kept complete (`python -m wiki.translations`)."""
