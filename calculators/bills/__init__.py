"""Formulas of money, memory, time that several calculators share, with the inputs they share."""
