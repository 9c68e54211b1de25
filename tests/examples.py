"""How examples are found: the same ones wherever and beside whatever a test runs, unless it is let wander."""

import os

import hypothesis
from hypothesis import HealthCheck
from hypothesis.internal.conjecture import providers

EXAMPLES = 50
"""Of each property, where it doesn't say itself. They are the same ones each time: more of them find nothing
that the next run wouldn't; for looking further, let tests wander."""
FAR = 500


def choose_profile() -> None:
    """Take what passes once to pass again; HYPOTHESIS_PROFILE=wandering goes and looks elsewhere.

    How long an example takes says more about the machine than about the code.
    """
    patient = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    hypothesis.settings.register_profile("canvass", max_examples=EXAMPLES, derandomize=True, **patient)
    hypothesis.settings.register_profile("wandering", max_examples=FAR, derandomize=False, **patient)
    profile = os.environ.get("HYPOTHESIS_PROFILE", "canvass")
    hypothesis.settings.load_profile(profile)
    if profile == "canvass":
        draw_no_constants()


def draw_no_constants() -> None:
    """Draw nothing that stands in modules imported so far: which those are depends on the tests before."""
    nothing = providers.Constants()
    providers._get_local_constants = lambda: nothing
