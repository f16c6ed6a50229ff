"""Statements in Word and back: a text or a redline as .docx, and an edited .docx as changes to its paragraphs. Pure.

`writing` makes the file, `reading` takes in what came back, `placing` says what it changes; `redlining` turns two
revisions into a sheet's paragraphs; `marks` is what both directions agree on. No database is asked here.
"""
