"""A workbook changed in place: its cells, looks and comments, and nothing else of it."""
