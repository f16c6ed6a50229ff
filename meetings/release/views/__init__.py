"""Pages of a release: what blocks it, copies under embargo, the public text, what is added later."""
