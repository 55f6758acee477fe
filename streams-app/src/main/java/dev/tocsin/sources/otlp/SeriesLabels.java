package dev.tocsin.sources.otlp;

import dev.tocsin.labels.Labels;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.otlp.ResourceMetrics.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The labels that resource, scope and attributes of a point give its series. */
final class SeriesLabels {
    private static final String SERVICE_NAME = "service.name";
    private static final String SERVICE_NAMESPACE = "service.namespace";
    private static final String SERVICE_INSTANCE = "service.instance.id";
    private static final Set<String> IDENTIFYING = Set.of(SERVICE_NAME, SERVICE_NAMESPACE, SERVICE_INSTANCE);
    private static final String SCOPE = "otel_scope_";

    private final OtlpNames names;
    private final SampleCollector collector;
    private final Map<String, String> resource;
    private final Map<String, String> identity = new LinkedHashMap<>();
    private final Map<String, String> promoted = new LinkedHashMap<>();
    private final boolean scopeLabels;

    SeriesLabels(OtlpOptions options, OtlpNames names, Map<String, String> resource, SampleCollector collector) {
        this.names = names;
        this.collector = collector;
        this.resource = resource;
        this.scopeLabels = options.scopeLabels();
        if (resource.containsKey(SERVICE_NAME)) {
            var namespace = resource.get(SERVICE_NAMESPACE);
            identity.put("job", (namespace == null ? "" : namespace + "/") + resource.get(SERVICE_NAME));
        }
        if (resource.containsKey(SERVICE_INSTANCE)) {
            identity.put("instance", resource.get(SERVICE_INSTANCE));
        }
        new TreeMap<>(resource).forEach((attribute, value) -> {
            if (options.promotedAttributes().contains(attribute)) {
                names.labelName(attribute).ifPresent(name -> promoted.putIfAbsent(name, value));
            }
        });
    }

    /**
     * The labels of a point without its metric name; empty, with a warning, if an attribute cannot be a label.
     *
     * <p>Attributes whose label names are the same are joined with a semicolon, in order of their names. Labels of the
     * point come before promoted attributes; job and instance of the resource come before all.
     */
    Optional<Map<String, String>> of(Map<String, String> attributes, Scope scope) {
        var labels = new LinkedHashMap<String, String>();
        if (!addSanitized(attributes, labels)) {
            return Optional.empty();
        }
        promoted.forEach(labels::putIfAbsent);
        if (scopeLabels && !scope.name().isEmpty()) {
            labels.put(SCOPE + "name", scope.name());
            labels.put(SCOPE + "version", scope.version());
            labels.put(SCOPE + "schema_url", scope.schemaUrl());
            scope.attributes()
                    .forEach((key, value) -> names.labelName(SCOPE + key).ifPresent(name -> labels.put(name, value)));
        }
        labels.putAll(identity);
        return Optional.of(labels);
    }

    /** The labels of {@code target_info}; empty if there is no job and no instance, or no further attribute. */
    Optional<Map<String, String>> targetInfo() {
        var others = new LinkedHashMap<>(resource);
        others.keySet().removeAll(IDENTIFYING);
        if (identity.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        var labels = new LinkedHashMap<String, String>();
        if (!addSanitized(others, labels)) {
            return Optional.empty();
        }
        labels.putAll(identity);
        labels.put(Labels.NAME, "target_info");
        return Optional.of(labels);
    }

    private boolean addSanitized(Map<String, String> attributes, Map<String, String> labels) {
        for (var attribute : new TreeMap<>(attributes).entrySet()) {
            var name = names.labelName(attribute.getKey());
            if (name.isEmpty()) {
                collector.warn("a point or resource is left out: attribute %s cannot be a label name"
                        .formatted(SampleCollector.quoted(attribute.getKey())));
                return false;
            }
            labels.merge(name.get(), attribute.getValue(), (one, other) -> one + ";" + other);
        }
        return true;
    }
}
