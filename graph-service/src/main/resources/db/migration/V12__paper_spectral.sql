-- The one spectral comparison that the paper prints.
CREATE VIEW results.paper_spectral (plateau_modularity, plateau_modularity_sd, control_modularity, control_modularity_sd,
                                    p_value) AS
VALUES (0.08::double precision, 0.05::double precision, 0.07::double precision, 0.06::double precision,
        0.41::double precision);
COMMENT ON VIEW results.paper_spectral IS 'The paper''s spectral clustering, over both models, for reference.';
COMMENT ON COLUMN results.paper_spectral.plateau_modularity IS 'Modularity of the plateau''s spectral communities, no unit.';
COMMENT ON COLUMN results.paper_spectral.plateau_modularity_sd IS 'Its +/- as printed; the paper does not say over what.';
COMMENT ON COLUMN results.paper_spectral.control_modularity IS 'The same of the random controls.';
COMMENT ON COLUMN results.paper_spectral.control_modularity_sd IS 'Its +/- as printed.';
COMMENT ON COLUMN results.paper_spectral.p_value IS 'Mann-Whitney U, as printed.';
GRANT SELECT ON results.paper_spectral TO analyst;
