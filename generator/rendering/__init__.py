"""Pages and data, as Markdown and JSON, of an archive."""
