#!/bin/sh
# Run by the PostgreSQL image on an empty data folder.
exec psql --username="$POSTGRES_USER" --dbname=postgres --set=ON_ERROR_STOP=1 \
  --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" --set=backup="$BACKUP_PASSWORD" --file=/deploy/roles.sql
