package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Matching;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The matching signatures of rows, numbered from 0. Elements match if their signatures are equal. */
final class Signatures {
    private final Matching matching;
    private final Set<String> names;
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final List<Labels> labels = new ArrayList<>();

    Signatures(Matching matching) {
        this.matching = matching;
        this.names = new HashSet<>(matching.labels());
    }

    /** The number of each row's signature. */
    int[] of(InstantVector rows) {
        return rows.rows().stream().mapToInt(row -> number(row.labels())).toArray();
    }

    Labels labels(int number) {
        return labels.get(number);
    }

    /** The number of distinct signatures so far. */
    int count() {
        return labels.size();
    }

    private int number(Labels ofRow) {
        var signature = matching.isOn()
                ? ofRow.keep(names)
                : ofRow.filter(name -> !name.equals(Labels.NAME) && !names.contains(name));
        return numbers.computeIfAbsent(signature, added -> {
            labels.add(added);
            return labels.size() - 1;
        });
    }
}
