"""The doors of personal information."""
