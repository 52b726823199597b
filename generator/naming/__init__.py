"""What a name is, and whom it may mean."""
