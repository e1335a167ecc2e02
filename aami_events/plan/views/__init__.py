"""The doors of plan."""
