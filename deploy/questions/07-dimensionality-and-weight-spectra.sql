-- Are the plateau's activations lower-dimensional, or its weights more structured, than those of random neurons?
\ir chosen.psql
SELECT experiment_id, model, neuron_group, 'activations' AS side, 'effective dimensionality' AS measure,
       dimensionality AS value, controls, controls_mean, controls_sd, p_value, p_corrected, reason
FROM results.dimensionality
WHERE experiment_id = ANY (:'chosen')
UNION ALL
SELECT experiment_id, model, neuron_group, side, measure, value, controls, controls_mean, controls_sd, p_value, p_corrected,
       reason
FROM results.weight_spectra_tests
WHERE experiment_id = ANY (:'chosen')
ORDER BY experiment_id, p_corrected, neuron_group, side, measure;
