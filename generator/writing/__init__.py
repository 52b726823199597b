"""What is written to docs/, and what an edit leaves as it is."""
