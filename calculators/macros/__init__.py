"""What Markdown may call; the only wing that knows MkDocs."""
