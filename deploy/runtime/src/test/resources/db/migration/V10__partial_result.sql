-- No key: a block stored twice would show.
CREATE TABLE partial_result (experiment_id text NOT NULL, block integer NOT NULL);
