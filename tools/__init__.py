"""What builds, serves and tests the site; `make help` shows the commands that call it."""
