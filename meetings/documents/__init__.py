"""Documents: files and links of a meeting, in versions and language pairs, marked and released; the meeting pack."""
