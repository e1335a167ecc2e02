"""Badges: what stands on them, how they are designed, on which paper, who has one already."""
