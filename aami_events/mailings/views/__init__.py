"""Doors of letters."""
