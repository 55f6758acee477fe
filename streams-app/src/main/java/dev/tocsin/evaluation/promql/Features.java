package dev.tocsin.evaluation.promql;

import java.util.EnumSet;
import java.util.Set;

/** The enabled parts of the language. */
public record Features(Set<Feature> on) {
    /** The defaults of Prometheus without flags. */
    public static final Features STABLE = new Features(Set.of(Feature.DURATION_EXPRESSIONS));

    /** All features. */
    public static final Features ALL = new Features(EnumSet.allOf(Feature.class));

    public Features {
        on = Set.copyOf(on);
    }

    /** The defaults plus these features. */
    public static Features stableAnd(Set<Feature> more) {
        var all = EnumSet.copyOf(STABLE.on);
        all.addAll(more);
        return new Features(all);
    }

    public boolean has(Feature feature) {
        return on.contains(feature);
    }
}
