package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.vectors.Annotation;
import dev.tocsin.evaluation.promql.vectors.Value;
import java.util.List;

/** The answer to a query: its value, and what there is to say about it. */
public record QueryResult(Value value, List<Annotation> annotations) {
    public QueryResult {
        annotations = List.copyOf(annotations);
    }

    /** As the HTTP API tells them, for the text that was parsed. */
    public List<String> warnings(String query) {
        return texts(Annotation.Level.WARNING, query);
    }

    /** As the HTTP API tells them, for the text that was parsed. */
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
