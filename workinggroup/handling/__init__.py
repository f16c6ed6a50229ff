"""Who may read what of an operational matter: marks for each passage, originator control, wider release, sanitised views."""
