package dev.tocsin.http.tocsin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Answers that requests with the same parameters share until the data change. So many browsers cost hardly more than one. */
final class SharedAnswers<T> {
    private static final int MAX = 64;

    private final Map<String, T> answers = new LinkedHashMap<>();
    private Object version;

    /** @param current the version of the data. @param parameters of the request */
    synchronized T get(Object current, String parameters, Supplier<T> compute) {
        if (!current.equals(version)) {
            answers.clear();
            version = current;
        }
        var known = answers.get(parameters);
        if (known == null) {
            known = compute.get();
            if (answers.size() >= MAX) {
                answers.remove(answers.keySet().iterator().next());
            }
            answers.put(parameters, known);
        }
        return known;
    }
}
