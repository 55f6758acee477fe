package dev.tocsin.evaluation.promql;

import java.util.EnumSet;
import java.util.Set;

/** Which parts of the language are on. */
public record Features(Set<Feature> on) {
    /** As Prometheus starts without flags. */
    public static final Features STABLE = new Features(Set.of(Feature.DURATION_EXPRESSIONS));

    /** Whatever can be parsed and evaluated. */
    public static final Features ALL = new Features(EnumSet.allOf(Feature.class));

    public Features {
        on = Set.copyOf(on);
    }

    /** The stable language and these. */
    public static Features stableAnd(Set<Feature> more) {
        var all = EnumSet.copyOf(STABLE.on);
        all.addAll(more);
        return new Features(all);
    }

    public boolean has(Feature feature) {
        return on.contains(feature);
    }
}
