package dev.tocsin.sources.otlp;

import java.util.List;
import java.util.Map;

/** The metrics of one resource. @param attributes of the resource */
record ResourceMetrics(Map<String, String> attributes, List<ScopeMetrics> scopes) {
    /** The metrics of one instrumentation scope. */
    record ScopeMetrics(Scope scope, List<OtlpMetric> metrics) {}

    /** An instrumentation scope. */
    record Scope(String name, String version, String schemaUrl, Map<String, String> attributes) {}
}
