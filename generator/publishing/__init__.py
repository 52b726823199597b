"""The finished site: its search index, its policy, and the proof that it says what the seeds say."""
