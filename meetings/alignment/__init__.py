"""The languages of an agreed text brought to say the same: edits, reviews, certificates, the final text."""
