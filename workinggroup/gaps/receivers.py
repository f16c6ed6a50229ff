"""What of the gaps ends or comes nearer by itself."""

from workinggroup.gaps.operations import bring_measures_forward, lapse_tolerations
from workinggroup.handling.clocks import keep_clock

keep_clock("measures", bring_measures_forward)
keep_clock("tolerations", lapse_tolerations)
