"""The doors of events."""
