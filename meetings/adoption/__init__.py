"""From the final text to what all parties have signed: the silence procedure and the sign-off."""
