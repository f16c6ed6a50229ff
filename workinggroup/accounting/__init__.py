"""What became of the commitments of earlier rounds, said in each text before it goes to its adoption."""
