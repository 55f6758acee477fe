package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.Annotations.Annotation;
import dev.tocsin.evaluation.promql.vectors.Value;
import java.util.List;

/** The value of a query, its annotations and its statistics. */
public record QueryResult(Value value, List<Annotation> annotations, SampleStatistics samples) {
    public QueryResult {
        annotations = List.copyOf(annotations);
    }

    /**
     * Prometheus's statistics of a query, without its timings.
     *
     * @param totalQueryable the samples that were read at all steps
     * @param peak the largest number of samples that were held at a time
     */
    public record SampleStatistics(long totalQueryable, long peak) {}

    /** The warnings with their positions in the query text, as in the HTTP API. */
    public List<String> warnings(String query) {
        return texts(Annotation.Level.WARNING, query);
    }

    /** The infos with their positions in the query text, as in the HTTP API. */
    public List<String> infos(String query) {
        return texts(Annotation.Level.INFO, query);
    }

    private List<String> texts(Annotation.Level level, String query) {
        return annotations.stream()
                .filter(annotation -> annotation.level() == level)
                .map(annotation -> annotation.format(query))
                .toList();
    }
}
