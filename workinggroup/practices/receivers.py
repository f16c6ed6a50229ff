"""What this slice's clock ends: that a practice holds without being looked at again."""

from workinggroup.handling.clocks import keep_clock
from workinggroup.practices.operations import begin_reviews

keep_clock("reviews of practices", begin_reviews)
