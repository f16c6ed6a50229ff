"""Action items: what a delegation does about a commitment, by whom, by when."""
