"""The doors of registration."""
