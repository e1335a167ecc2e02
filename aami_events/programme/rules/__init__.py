"""What the programme decides: warnings, releases, drafts."""
