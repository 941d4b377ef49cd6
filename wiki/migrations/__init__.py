"""The history of the database's schema and the way to its newest state."""
