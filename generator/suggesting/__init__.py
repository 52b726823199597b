"""Drafts of registry files, for people to review."""
