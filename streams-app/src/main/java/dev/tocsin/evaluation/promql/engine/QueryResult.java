package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.Annotation;
import dev.tocsin.evaluation.promql.vectors.Value;
import java.util.List;

/** The value of a query and its annotations. */
public record QueryResult(Value value, List<Annotation> annotations) {
    public QueryResult {
        annotations = List.copyOf(annotations);
    }

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
