"""The day on which the demo stands still."""

from datetime import date

DEMO_DAY = date(2025, 10, 15)
