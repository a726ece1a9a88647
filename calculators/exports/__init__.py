"""Files as evaluation tools export them, each read as one plain table."""
