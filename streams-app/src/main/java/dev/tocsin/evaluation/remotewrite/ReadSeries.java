package dev.tocsin.evaluation.remotewrite;

import dev.tocsin.evaluation.samples.Exemplar;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Optional;

/**
 * One series of a request.
 *
 * @param labels may be empty if the series is not valid
 * @param floats in the order of the request
 * @param histograms in the order of the request; stale markers are floats
 * @param exemplars the valid ones
 * @param metadata of version 2; empty if the series says nothing
 * @param problem why the series cannot be used; empty if it can
 * @param exemplarProblem why an exemplar cannot be used; empty if all can
 */
public record ReadSeries(
        Labels labels,
        List<Sample> floats,
        List<Sample> histograms,
        List<Exemplar> exemplars,
        Optional<MetricMetadata> metadata,
        String problem,
        String exemplarProblem) {
    public boolean isValid() {
        return problem.isEmpty();
    }
}
