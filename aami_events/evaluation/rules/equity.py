"""What people may say of who they are: eight dimensions, each by itself, each answered or not."""

#: {dimension: what may be said}; whoever says nothing is not counted
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "indigenous": ("first_nations", "inuit", "metis", "other", "no", "unsaid"),
    "racialized": ("yes", "no", "unsaid"),
    "disability": ("deaf", "disability", "both", "no", "unsaid"),
    "gender": ("woman", "man", "non_binary", "two_spirit", "other", "unsaid"),
    "lgbtq": ("yes", "no", "unsaid"),
    "minority": ("french_outside", "english_inside", "no", "unsaid"),
    "newcomer": ("yes", "no", "unsaid"),
    "age": ("under_30", "30_44", "45_59", "60_over", "unsaid"),
}


def read(given: dict[str, str]) -> dict[str, str]:
    """Of what a form gave, what may be said."""
    return {name: choice for name, choice in given.items() if choice in DIMENSIONS.get(name, ())}
