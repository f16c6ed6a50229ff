"""What this slice's clock ends."""

from workinggroup.handling.clocks import keep_clock
from workinggroup.plans.operations.tabling import lapse_plans

keep_clock("plans", lapse_plans)
