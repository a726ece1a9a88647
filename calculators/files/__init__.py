"""A file of the reader's as lines, objects, rows."""
