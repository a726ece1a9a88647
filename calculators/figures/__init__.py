"""Figures of the world as typed rows, with the catalogue of them all."""
