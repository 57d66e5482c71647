-- No key: a block stored twice would show.
CREATE TABLE partial_result (experiment_id text NOT NULL, block integer NOT NULL);
CREATE TABLE whole_result (experiment_id text PRIMARY KEY REFERENCES experiment (id));
-- Refers to another, and stands before it in the alphabet and after it in the catalogue.
CREATE TABLE a_part_of_it (experiment_id text NOT NULL REFERENCES whole_result (experiment_id));
CREATE TABLE kept_result (experiment_id text NOT NULL);
CREATE TABLE reused_result (experiment_id text NOT NULL, block integer NOT NULL, value text, PRIMARY KEY (experiment_id, block));
