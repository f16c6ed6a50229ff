#!/usr/bin/env bash
# Finding: date-holidays 3.37.0 and workalendar 17.0.0 have days of Mexico, Guatemala and the United States that the law moved.
#
# Mexico: by the Federal Labour Law, article 74 VII (as reformed, Official Gazette of 30 September 2024), and article 83 of the
# Constitution, the day of rest of the new president is 1 October every six years: 2024, 2030. date-holidays has 1 December, a
# working day; workalendar has neither, but 31 December of every year and, in 2018, a Monday after 16 September, which the
# article does not know. Guatemala: Decree 19-2018 moves the day of the Army, 30 June, from Thursday to Sunday to the next
# Monday (the Constitutional Court left it that day alone in 2020). date-holidays still follows Decree 42-2010: in 2022 it has
# Friday 1 July instead of Monday 4 July, and leaves the Sundays 30 June 2019 and 2024 where they are. United States: 5 U.S.C.
# 6103(a) has 19 June since 2021; workalendar has not. holidays 0.109 has all of them. So a deadline in working days that is
# counted with such a table ends a day off, for one government alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check workalendar==17.0.0 holidays==0.109
npm install --silent --no-audit --no-fund date-holidays@3.37.0 >/dev/null
cat > days.js <<'NODE'
const Holidays = require('date-holidays')
const found = {}
for (const [country, years] of [['MX', [2018, 2024, 2030]], ['GT', [2019, 2022, 2024]], ['US', [2025]]]) {
  const days = year => new Holidays(country).getHolidays(year).filter(day => day.type === 'public').map(day => day.date.slice(0, 10))
  found[country] = years.flatMap(days)
}
console.log(JSON.stringify(found))
NODE
node days.js > days.json
venv/bin/python -W ignore - <<'PYTHON'
import json
from datetime import date
from pathlib import Path

import holidays
from workalendar.america import Mexico
from workalendar.usa import UnitedStates

mexico = [day for year in (2018, 2024, 2030) for day, _name in Mexico().holidays(year)]
states = [day for day, _name in UnitedStates().holidays(2025)]
years = {"MX": (2018, 2024, 2030), "GT": (2019, 2022, 2024), "US": (2025,)}
tables = {
    "holidays": {country: list(holidays.country_holidays(country, years=span)) for country, span in years.items()},
    "date-holidays": {
        country: [date.fromisoformat(day) for day in days] for country, days in json.loads(Path("days.json").read_text()).items()
    },
    "workalendar": {"MX": mexico, "US": states},
}
FOUND = [
    # Country, day, whether the law has it, and which tables say otherwise.
    ("MX", date(2018, 12, 1), True, {"workalendar"}),
    ("MX", date(2024, 10, 1), True, {"date-holidays", "workalendar"}),
    ("MX", date(2024, 12, 1), False, {"date-holidays"}),
    ("MX", date(2030, 10, 1), True, {"date-holidays", "workalendar"}),
    ("MX", date(2018, 9, 17), False, {"workalendar"}),
    ("MX", date(2024, 12, 31), False, {"workalendar"}),
    ("GT", date(2019, 7, 1), True, {"date-holidays"}),
    ("GT", date(2019, 6, 30), False, {"date-holidays"}),
    ("GT", date(2022, 7, 4), True, {"date-holidays"}),
    ("GT", date(2022, 7, 1), False, {"date-holidays"}),
    ("GT", date(2024, 7, 1), True, {"date-holidays"}),
    ("US", date(2025, 6, 19), True, {"workalendar"}),
]
for country, day, law, wrong in FOUND:
    told = {name: day in table[country] for name, table in tables.items() if country in table}
    print(country, f"{day:%a %d %b %Y}", "day of rest by law" if law else "working day by law", told)
    assert {name for name, said in told.items() if said != law} == wrong, (country, day, told)
print("as found")
PYTHON
