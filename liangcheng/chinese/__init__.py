"""Chinese as a paper writes it: words, names and their readings, dates, numbers, lines."""
