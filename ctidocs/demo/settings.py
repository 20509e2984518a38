"""The demo's sheet Opsætning: an invented municipality and shelter, in the last quarter of three years."""

from datetime import date

from ctidocs.demo.committee import COMMITTEE_START
from ctidocs.register.schema.settings import Settings


def demo_settings() -> Settings:
    """What the demo's programme has decided; everything else is the default."""
    return Settings(
        organisation="Eksempelby Kommune og Krisecenter Eksempel",
        project_name="CTI efter krisecenter – eksempelprojekt",
        legal_basis="serviceloven § 109",
        project_start=date(2023, 1, 1),
        project_end=date(2025, 12, 31),
        project_municipalities="København, Frederiksberg, Gladsaxe, Hvidovre",
        number_series="001–499",
        planned_cases=60,
        committee_start=COMMITTEE_START,
        sample=True,
    )
