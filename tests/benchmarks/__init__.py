"""How fast the main pages are, as ratios within one run: `make bench`, or `python -m tests.benchmarks`.

From outside, with wrk: the portal as the demo serves it, next to bare Django pages on the same server. `servers` starts
everything, `seeding` fills it, `targets` says what is measured, `shown` which rows the floors must show, `load` and
`effort` measure, `counting` counts SQL queries, `wire` weighs pages as a browser receives them, `goals` compares, `report`
prints. `floor` is the bare Django project of the floors. With `--growth` the pages in `growth.PAGES` (name, address, who
asks: "person", "secretariat" or "administrator") are measured twice: as they are, and by a second portal over a copy of the
database that `python -m tests.benchmarks.growth` has made a hundred times as large; DATABASE_URL names the copy.
"""
