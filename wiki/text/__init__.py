"""The text core: pure functions over strings.

No flask, no sqlalchemy, no clock, no randomness, no files: what is here can be fuzzed and reused.
"""
