"""Calendar addresses behind the wall: the portal's machinery alone reads them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("people", "0003_calendar_feed")]
    operations = [
        migrations.RunSQL(
            "SELECT portal_protect('people_calendarfeed')", "SELECT portal_unprotect('people_calendarfeed')"
        )
    ]
