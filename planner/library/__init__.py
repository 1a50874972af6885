"""The library as files: practices, protocols and cards, read, checked and handed on.

Nothing in here knows the database. `reader.read_library` reads a folder into documents or faults;
`practices.PracticeDocument` makes the prescription that a client is given.
"""
