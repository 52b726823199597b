"""The annotated briefing archive: seeds in, a published, searchable, citable site out."""
