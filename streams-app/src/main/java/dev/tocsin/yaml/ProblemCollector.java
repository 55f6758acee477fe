package dev.tocsin.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems and warnings of a document while it is read, so that all of them are reported at once. */
public final class ProblemCollector {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final RenderingHints hints;

    /** Without rendering hints. */
    public ProblemCollector() {
        this(new RenderingHints(false));
    }

    public ProblemCollector(RenderingHints hints) {
        this.hints = hints;
    }

    RenderingHints hints() {
        return hints;
    }

    public void add(SourceLocation location, String message) {
        add(location, message, "");
    }

    /** Ignores duplicates: a value with YAML aliases is read more than once. */
    public void add(SourceLocation location, String message, String remedy) {
        var problem = new Problem(location, message, remedy);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Adds a warning: valid, but probably a mistake. */
    public void warn(SourceLocation location, String message, String remedy) {
        warnings.add(new Problem(location, message, remedy));
    }

    /** In document order. */
    public List<Problem> warnings() {
        return warnings.stream()
                .sorted(Comparator.comparing(Problem::location))
                .distinct()
                .toList();
    }

    public int count() {
        return problems.size();
    }

    /** In document order. */
    List<Problem> all() {
        return problems.stream().sorted(Comparator.comparing(Problem::location)).toList();
    }

    /** @throws ConfigException with all problems, if there are any */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(all());
        }
    }
}
