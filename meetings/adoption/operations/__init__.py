"""What happens between the final text and the text that all have signed."""
