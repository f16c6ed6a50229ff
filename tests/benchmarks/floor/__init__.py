"""The floors: a bare Django project on the portal's database, written the way one writes it first."""
