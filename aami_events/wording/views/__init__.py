"""The doors of wording."""
