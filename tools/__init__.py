"""What builds the site, serves it, tests it; `make help` shows the commands that call it."""
