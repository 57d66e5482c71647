-- The rate is the validity report's.
COMMENT ON COLUMN results.table_2.p_raw IS 'Two-sided paired t-test over contexts; for max impact twice the smaller p-value of the two halves, each under the head chosen on the other: where both halves choose one head they are not independent, and a t-test of both pooled rejects too often (2.8 % at 0.01 without an effect: deploy/validity/report).';
