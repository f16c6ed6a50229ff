"""What happens from a plan of release to the public text, and after it."""
