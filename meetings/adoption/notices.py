"""What those concerned are told of a text's adoption."""
