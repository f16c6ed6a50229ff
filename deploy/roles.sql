-- The three roles and the database, once, as a superuser:
--
--   psql --dbname=postgresql://postgres@/postgres --set=ON_ERROR_STOP=1 \
--     --set=owner=… --set=app=… --set=backup=… --file=deploy/roles.sql
--
-- with a password for each. portal_owner owns and migrates, portal_app is the web's and the workers', portal_backup dumps.
CREATE ROLE portal_owner  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE portal_app    LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE ROLE portal_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS   PASSWORD :'backup';
-- What one session may do to the others.
ALTER ROLE portal_app SET lock_timeout = '10s';
ALTER ROLE portal_app SET statement_timeout = '60s';
ALTER ROLE portal_app SET idle_in_transaction_session_timeout = '60s';
-- The wall's conditions make statements look long that are over in a millisecond: compiling one would cost a hundred.
ALTER ROLE portal_app SET jit = off;
CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_app, portal_backup;
