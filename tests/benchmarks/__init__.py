"""How fast the main pages are, as ratios within one run: `make bench`, or `python -m tests.benchmarks`.

From outside, with wrk: the portal as the demo serves it, next to two floors on the same server. `servers` starts
everything, `seeding` fills it, `targets` says what is measured, `load` and `effort` measure it, `counting` counts SQL
queries, `wire` weighs pages as a browser receives them, `goals` compares, `report` prints. `floor` is the bare Django
project of the floors.
"""
