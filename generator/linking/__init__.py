"""What briefings have to do with each other, and with the registry."""
