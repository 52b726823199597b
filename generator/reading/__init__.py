"""Seeds, what editors say of them, and the registry, as values."""
