"""Trying a version's own cases, what they leave untried, and which cases would try it."""

from policyengine.trial.departures import Departure as Departure
from policyengine.trial.trials import Trial as Trial
from policyengine.trial.trials import tried as tried
