package dev.tocsin.evaluation.remotewrite;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the labels of a series or of an exemplar. Keeps the first problem only, because there could be millions. */
final class LabelCollector {
    private static final int MAX_QUOTED = 200;
    private static final long NO_NAME = -1;

    private final SymbolTable symbols;
    private final WriteBudget budget;
    private final Map<String, String> labels = new LinkedHashMap<>();
    /** The reference to the name of a label whose value has not come yet. */
    private long name = NO_NAME;

    private String problem = "";

    LabelCollector(SymbolTable symbols, WriteBudget budget) {
        this.symbols = symbols;
        this.budget = budget;
    }

    /** Reads a label of version 1, or the references of version 2. */
    void read(WriteVersion version, ProtobufReader message) {
        if (version == WriteVersion.V1) {
            readLabel(message.readMessage());
        } else {
            message.forEachVarint(this::addReference);
        }
    }

    private void readLabel(ProtobufReader message) {
        var labelName = "";
        var value = "";
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> labelName = message.readString();
                case 2 -> value = message.readString();
                default -> message.skipField();
            }
        }
        add(labelName, value);
    }

    private void addReference(long reference) {
        if (name == NO_NAME) {
            name = reference;
            return;
        }
        try {
            add(symbols.text(name), symbols.text(reference));
        } catch (IllegalArgumentException e) {
            addProblem(() -> "its labels are not valid: " + e.getMessage());
        }
        name = NO_NAME;
    }

    private void add(String labelName, String value) {
        if (labels.size() == Limit.WRITE_LABELS.value()) {
            addProblem(() -> "it has more than %d labels, which is the limit".formatted(labels.size()));
            return;
        }
        budget.addLabels(1);
        if (!LabelName.isValid(labelName)) {
            addProblem(() -> "a label has no name");
        } else if (labels.put(labelName, value) != null) {
            addProblem(() -> "label '%s' occurs twice".formatted(abbreviated(labelName)));
        }
    }

    private void addProblem(Supplier<String> text) {
        if (problem.isEmpty()) {
            problem = text.get();
        }
    }

    /** The first problem; empty if there is none. Complete after {@link #labels} or {@link #seriesLabels}. */
    String problem() {
        return problem;
    }

    Labels labels() {
        if (name != NO_NAME) {
            addProblem(() ->
                    "its labels are not valid: the last name has no value (labels_refs has an odd number of entries)");
        }
        return Labels.of(labels);
    }

    /** The labels of a series, which must have a name and be within the limit; no labels if they are too long. */
    Labels seriesLabels() {
        var all = labels();
        if (!all.has(Labels.NAME)) {
            addProblem(() -> "it has no metric name (label __name__)");
        }
        try {
            return all.requireWithinLimit();
        } catch (IllegalArgumentException e) {
            addProblem(e::getMessage);
            return Labels.EMPTY;
        }
    }

    private static String abbreviated(String text) {
        return text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "..." : text;
    }
}
