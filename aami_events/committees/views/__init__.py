"""The doors of committees."""
