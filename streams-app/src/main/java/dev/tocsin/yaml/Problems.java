package dev.tocsin.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Remembers what is wrong with what is being read, so that reading can go on; and what it leaves unsaid. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Unsaid unsaid;

    /** Keeps nothing of what is left unsaid. */
    public Problems() {
        this(new Unsaid(false));
    }

    public Problems(Unsaid unsaid) {
        this.unsaid = unsaid;
    }

    Unsaid unsaid() {
        return unsaid;
    }

    public void add(Place place, String what) {
        add(place, what, "");
    }

    /** The same thing said twice of one place (as through a YAML alias) is remembered once. */
    public void add(Place place, String what, String remedy) {
        var problem = new Problem(place, what, remedy);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Remembers what is not wrong, but hardly meant. */
    public void warn(Place place, String what, String remedy) {
        warnings.add(new Problem(place, what, remedy));
    }

    /** In the order in which a reader of the document meets them. */
    public List<Problem> warnings() {
        return warnings.stream()
                .sorted(Comparator.comparing(Problem::place))
                .distinct()
                .toList();
    }

    public int count() {
        return found.size();
    }

    /** In the order in which a reader of the document meets them. */
    List<Problem> all() {
        return found.stream().sorted(Comparator.comparing(Problem::place)).toList();
    }

    /** @throws ConfigException with all that was remembered, if anything was */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(all());
        }
    }
}
