"""How the properties are run: no deadline (machines differ), nothing kept between runs."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from ctidocs import language

settings.register_profile(
    "ctidocs", deadline=None, max_examples=50, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ctidocs")


@pytest.fixture(autouse=True, scope="module")
def _in_english() -> Iterator[None]:
    """Whatever language the tests before it spoke."""
    language.activate("en")
    yield
