"""One reader for lists of people, as officials keep them: pasted, as text or as a workbook.

`files` opens what was sent and `tables` parts it into rows; `headings` says what the columns hold, `reading` what each row
says of a person. What a page makes of that, a verdict on each line, is the page's own.
"""
