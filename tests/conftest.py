"""How the properties are run: no deadline (machines differ), nothing kept between runs."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ctidocs", deadline=None, max_examples=50, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ctidocs")
