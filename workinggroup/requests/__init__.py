"""Requests for information: one side asks another a question with a date, and is answered in parts with marks."""
