"""The calculators as one command: `tune-or-not`."""
