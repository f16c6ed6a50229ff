"""The follow-up pack: what is open, late or unassessed before a meeting, as papers for one side, frozen."""
