"""The doors of badges."""
