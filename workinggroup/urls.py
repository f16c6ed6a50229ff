"""Index of the slices' addresses."""

from portal.core.slices import addresses
from workinggroup.slices import SLICES

urlpatterns = addresses("workinggroup", SLICES)
