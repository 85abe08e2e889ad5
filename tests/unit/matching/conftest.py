"""How many cases each law is tried on: HYPOTHESIS_PROFILE=ci tries more than 10,000 in all."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "local", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("local"), max_examples=600, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))
