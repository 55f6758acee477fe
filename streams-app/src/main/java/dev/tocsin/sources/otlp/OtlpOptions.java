package dev.tocsin.sources.otlp;

import java.util.Set;

/**
 * Options of the translation of OTLP metrics.
 *
 * @param promotedAttributes resource attributes that become labels of every series, by their names in OTLP
 * @param scopeLabels whether the scope becomes labels {@code otel_scope_...}
 * @param accumulatesDeltas whether samples of delta temporality are to be added up; otherwise they are stored as they are
 */
public record OtlpOptions(
        NamingStrategy naming, Set<String> promotedAttributes, boolean scopeLabels, boolean accumulatesDeltas) {
    public static final OtlpOptions DEFAULTS =
            new OtlpOptions(NamingStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, Set.of(), false, true);

    public OtlpOptions {
        promotedAttributes = Set.copyOf(promotedAttributes);
    }
}
