"""What builds keep for the next one, and the processes that share the work."""
