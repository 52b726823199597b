"""What text is, whatever it is read for: dates, sentences, names in it, markup for it."""
