-- The grouping 'matched': which rare token type is held against which common one, and how well they match.

CREATE TABLE plan_matching (
  experiment_id text    PRIMARY KEY REFERENCES plan (experiment_id),
  rare_types    integer NOT NULL,
  common_types  integer NOT NULL,
  parsed        boolean NOT NULL
);
COMMENT ON TABLE plan_matching IS 'One row per experiment whose tokens.grouping is matched.';

CREATE TABLE plan_matched_pair (
  experiment_id     text    NOT NULL REFERENCES plan_matching (experiment_id),
  rare_token        integer NOT NULL,
  common_token      integer NOT NULL,
  rare_text         text    NOT NULL,
  common_text       text    NOT NULL,
  tag               text    NOT NULL,
  occurrences       integer NOT NULL,
  cost              integer NOT NULL,
  length_difference integer NOT NULL,
  rare_third        integer NOT NULL,
  common_third      integer NOT NULL,
  rare_role         text,
  common_role       text,
  PRIMARY KEY (experiment_id, rare_token),
  UNIQUE (experiment_id, common_token)
);
COMMENT ON TABLE plan_matched_pair IS 'Without replacement: the second key says that a common type is used once.';

CREATE VIEW results.matching AS
SELECT m.experiment_id, r.model, m.rare_types, m.common_types, p.pairs, m.rare_types - p.pairs AS unpaired,
       p.length_met, p.tag_met, p.position_met, CASE WHEN m.parsed THEN p.role_met END AS role_met,
       CASE WHEN NOT m.parsed THEN 'no parse (.conllu) lies beside the corpus' END AS role_reason,
       p.every_criterion_met, p.mean_cost, p.occurrences
FROM plan_matching m JOIN experiment_run r USING (experiment_id)
JOIN (SELECT experiment_id, count(*) AS pairs,
             count(*) FILTER (WHERE abs(length_difference) <= 1) AS length_met,
             count(*) AS tag_met,
             count(*) FILTER (WHERE rare_third = common_third) AS position_met,
             count(*) FILTER (WHERE rare_role = common_role) AS role_met,
             count(*) FILTER (WHERE cost = 0) AS every_criterion_met,
             avg(cost)::double precision AS mean_cost,
             sum(occurrences) AS occurrences
      FROM plan_matched_pair GROUP BY experiment_id) p USING (experiment_id);
COMMENT ON VIEW results.matching IS 'Quality of the matching of rare to common token types, for experiments whose tokens.grouping is matched.';
COMMENT ON COLUMN results.matching.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.matching.model IS 'Name of the model.';
COMMENT ON COLUMN results.matching.rare_types IS 'Rare token types among the sampled target positions.';
COMMENT ON COLUMN results.matching.common_types IS 'Common token types among the sampled target positions.';
COMMENT ON COLUMN results.matching.pairs IS 'Rare types that have a common partner; no partner is used twice.';
COMMENT ON COLUMN results.matching.unpaired IS 'Rare types without a partner: no common type of their part of speech is left, or none of their occurrences lies in a word.';
COMMENT ON COLUMN results.matching.length_met IS 'Pairs whose lengths differ by at most one character.';
COMMENT ON COLUMN results.matching.tag_met IS 'Pairs of one part of speech: all, for others are not made.';
COMMENT ON COLUMN results.matching.position_met IS 'Pairs whose types stand mostly in the same third of the sentence.';
COMMENT ON COLUMN results.matching.role_met IS 'Pairs whose types have mostly the same syntactic role; null without a parse.';
COMMENT ON COLUMN results.matching.role_reason IS 'Why role_met is null; else null.';
COMMENT ON COLUMN results.matching.every_criterion_met IS 'Pairs of cost 0: every criterion is met, the role where there is a parse.';
COMMENT ON COLUMN results.matching.mean_cost IS 'Mean over pairs of the cost: characters by which the lengths differ beyond one, plus 1 for another third, plus 1 for another role.';
COMMENT ON COLUMN results.matching.occurrences IS 'Occurrences used of the rare types, and as many of the common ones.';

CREATE VIEW results.matched_pairs AS
SELECT p.experiment_id, r.model, p.rare_token, p.rare_text, p.common_token, p.common_text, p.tag, p.occurrences, p.cost,
       p.length_difference, p.rare_third, p.common_third, p.rare_role, p.common_role
FROM plan_matched_pair p JOIN experiment_run r USING (experiment_id);
COMMENT ON VIEW results.matched_pairs IS 'Every rare token type with its common partner.';
COMMENT ON COLUMN results.matched_pairs.experiment_id IS 'Identifier of the experiment.';
COMMENT ON COLUMN results.matched_pairs.model IS 'Name of the model.';
COMMENT ON COLUMN results.matched_pairs.rare_token IS 'Token id of the rare type.';
COMMENT ON COLUMN results.matched_pairs.rare_text IS 'Its characters, without white space around them.';
COMMENT ON COLUMN results.matched_pairs.common_token IS 'Token id of the common type.';
COMMENT ON COLUMN results.matched_pairs.common_text IS 'Its characters, without white space around them.';
COMMENT ON COLUMN results.matched_pairs.tag IS 'Universal part of speech of both types: the one of most of their occurrences, those of a word''s piece being the word''s.';
COMMENT ON COLUMN results.matched_pairs.occurrences IS 'Occurrences used of each of the two.';
COMMENT ON COLUMN results.matched_pairs.cost IS 'Characters by which the lengths differ beyond one, plus 1 for another third, plus 1 for another role.';
COMMENT ON COLUMN results.matched_pairs.length_difference IS 'Characters of the rare less those of the common type.';
COMMENT ON COLUMN results.matched_pairs.rare_third IS 'Third of the sentence in which the rare type mostly stands: 0 beginning, 1 middle, 2 end.';
COMMENT ON COLUMN results.matched_pairs.common_third IS 'The same of the common type.';
COMMENT ON COLUMN results.matched_pairs.rare_role IS 'Dependency relation that the rare type mostly has; null where the corpus has no parse or the parse no word there.';
COMMENT ON COLUMN results.matched_pairs.common_role IS 'The same of the common type.';

GRANT SELECT ON results.matching, results.matched_pairs TO analyst;
