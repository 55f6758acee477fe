package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Matching;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must agree for two elements to meet: computed once for each row, and counted through from 0. */
final class Signatures {
    private final Matching matching;
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final List<Labels> labels = new ArrayList<>();

    Signatures(Matching matching) {
        this.matching = matching;
    }

    /** The number of each row's signature. */
    int[] of(InstantVector rows) {
        return rows.rows().stream().mapToInt(row -> number(row.labels())).toArray();
    }

    Labels labels(int number) {
        return labels.get(number);
    }

    /** How many different ones there are so far. */
    int count() {
        return labels.size();
    }

    private int number(Labels ofRow) {
        var signature = matching.isOn()
                ? ofRow.keep(matching.labels())
                : ofRow.filter(
                        name -> !name.equals(Labels.NAME) && !matching.labels().contains(name));
        return numbers.computeIfAbsent(signature, added -> {
            labels.add(added);
            return labels.size() - 1;
        });
    }
}
