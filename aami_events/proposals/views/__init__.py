"""The doors of the call and of proposals."""
