"""What a change does to the archive, for whoever reviews it."""
