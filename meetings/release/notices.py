"""What those concerned are told of a release: that a plan waits for them, that it is held, that the text is out."""
