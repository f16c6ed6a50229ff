"""Sheets as Word files, and returned Word files held against the text."""
