"""The citations, mentions and notes of one briefing."""
