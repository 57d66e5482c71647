ALTER TABLE experiment_run ADD COLUMN requested_by text;
COMMENT ON COLUMN experiment_run.requested_by IS 'Who requested it, as the proxy in front of the front door or the client said; null where neither did.';
