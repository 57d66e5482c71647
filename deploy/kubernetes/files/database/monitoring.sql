-- CloudNativePG reads queries.yaml as pg_monitor, which may so count experiments.
GRANT analyst TO pg_monitor;
