"""`manage.py seed_demo`: the demo's people, rounds, statement and work; once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.core.reader import reading_as
from portal.embedded.seed.accounting import seed_accounting
from portal.embedded.seed.closing import seed_closing
from portal.embedded.seed.flows import seed_edition, seed_events, seed_flows, seed_mirrors, seed_quotes, seed_tie
from portal.embedded.seed.gaps import seed_gaps
from portal.embedded.seed.meetings import seed_meetings
from portal.embedded.seed.negotiation import seed_negotiation
from portal.embedded.seed.notices import read_older_notices
from portal.embedded.seed.pack import seed_pack
from portal.embedded.seed.people import seed_people
from portal.embedded.seed.plans import seed_next_version, seed_plans
from portal.embedded.seed.practices import seed_practices
from portal.embedded.seed.preparation import seed_preparation
from portal.embedded.seed.progress import seed_progress
from portal.embedded.seed.requests import seed_requests
from portal.embedded.seed.work import seed_work
from portal.people.models import Delegation


class Command(BaseCommand):
    help = "Fill an empty portal with the demo's data. Does nothing where there are delegations already."

    def handle(self, *_: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's accounts have a public password: seeding needs PORTAL_DEMO=1.")
        if Delegation.objects.exists():
            return
        now = timezone.now()
        with transaction.atomic():
            people = seed_people(now)
            with reading_as(people["secretariat"].reader):
                washington, follow_up = seed_meetings(people["secretariat"], now=now)
            seed_work(people, washington, follow_up, now=now)
            plan = seed_plans(people, now=now)
            seed_progress(people, follow_up, now=now)
            seed_gaps(people, now=now)
            seed_next_version(plan, people, now=now)
            seed_requests(people, now=now)
            seed_practices(people, now=now)
            seed_pack(people, follow_up, now=now)
            seed_preparation(people, follow_up, now=now)
            text = seed_negotiation(people, follow_up, now=now)
            seed_accounting(people, text, now=now)
            seed_closing(people, washington, follow_up, now=now)
            seed_flows(people, now=now)
            seed_edition(people["secretariat"], follow_up, now=now)
            seed_quotes(people, now=now)
            seed_mirrors(people, now=now)
            seed_events(people, now=now)
            seed_tie(people["coordinator.gtm"], now=now)
            read_older_notices(people, now=now)
        self.stdout.write("  the demo's data is in place")
