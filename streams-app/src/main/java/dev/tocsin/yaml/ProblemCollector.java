package dev.tocsin.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Remembers what is wrong with what is being read, so that reading can go on; and what it leaves unsaid. */
public final class ProblemCollector {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final RecordedDefaults recordedDefaults;

    /** Keeps nothing of what is left unsaid. */
    public ProblemCollector() {
        this(new RecordedDefaults(false));
    }

    public ProblemCollector(RecordedDefaults unsaid) {
        this.recordedDefaults = unsaid;
    }

    RecordedDefaults recordedDefaults() {
        return recordedDefaults;
    }

    public void add(SourceLocation place, String what) {
        add(place, what, "");
    }

    /** The same thing said twice of one place (as through a YAML alias) is remembered once. */
    public void add(SourceLocation place, String what, String remedy) {
        var problem = new Problem(place, what, remedy);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Remembers what is not wrong, but hardly meant. */
    public void warn(SourceLocation place, String what, String remedy) {
        warnings.add(new Problem(place, what, remedy));
    }

    /** In the order in which a reader of the document meets them. */
    public List<Problem> warnings() {
        return warnings.stream()
                .sorted(Comparator.comparing(Problem::location))
                .distinct()
                .toList();
    }

    public int count() {
        return problems.size();
    }

    /** In the order in which a reader of the document meets them. */
    List<Problem> all() {
        return problems.stream().sorted(Comparator.comparing(Problem::location)).toList();
    }

    /** @throws ConfigException with all that was remembered, if anything was */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(all());
        }
    }
}
