"""The compass drawn: layout, star, and as SVG, PNG and PDF."""
