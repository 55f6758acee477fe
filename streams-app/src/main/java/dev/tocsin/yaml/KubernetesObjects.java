package dev.tocsin.yaml;

import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects of Kubernetes in a text, as {@code kubectl}, Helm and Kustomize print them: one or several documents, or lists of
 * objects. Objects of other kinds are left out.
 */
public final class KubernetesObjects {
    private static final String OPERATOR = "monitoring.coreos.com/";

    /** The kinds of prometheus-operator. A text that names another one has probably a spelling mistake. */
    private static final Set<String> OPERATOR_KINDS = Set.of(
            "Alertmanager",
            "AlertmanagerConfig",
            "PodMonitor",
            "Probe",
            "Prometheus",
            "PrometheusAgent",
            "PrometheusRule",
            "ScrapeConfig",
            "ServiceMonitor",
            "ThanosRuler");

    private KubernetesObjects() {}

    /** An object. @param namespace empty if it has none */
    public record KubernetesObject(String namespace, String name, Mapping document) {}

    /** Whether the first document of a text, without empty ones, is an object of Kubernetes. */
    public static boolean areIn(String text) {
        return text.contains("apiVersion")
                && Mapping.readAll("", text, new ProblemCollector()).stream()
                        .limit(1)
                        .anyMatch(first -> find(first, "apiVersion").isPresent()
                                && find(first, "kind").isPresent());
    }

    /** The objects of a kind. It is a problem if there is none. */
    public static List<KubernetesObject> read(String source, String text, String kind, ProblemCollector problems) {
        var objects = new ArrayList<KubernetesObject>();
        var documents = Mapping.readAll(source, text, problems);
        documents.forEach(document -> collect(document, kind, objects, problems));
        if (objects.isEmpty() && !documents.isEmpty() && problems.count() == 0) {
            problems.add(
                    documents.get(0).location(),
                    "there is no object of kind %s in the file".formatted(kind),
                    "name a file with such objects, or one without 'kind' and 'apiVersion'");
        }
        return objects;
    }

    private static void collect(
            Mapping document, String kind, List<KubernetesObject> objects, ProblemCollector problems) {
        var found = text(document, "kind");
        if (found.endsWith("List")) {
            items(document).forEach(item -> collect(item, kind, objects, problems));
        } else if (found.equals(kind)) {
            var metadata = find(document, "metadata")
                    .filter(Mapping.class::isInstance)
                    .map(Mapping.class::cast)
                    .orElse(new Mapping(document.location(), List.of()));
            objects.add(new KubernetesObject(text(metadata, "namespace"), text(metadata, "name"), document));
        } else if (text(document, "apiVersion").startsWith(OPERATOR) && !OPERATOR_KINDS.contains(found)) {
            problems.add(
                    find(document, "kind").map(YamlNode::location).orElse(document.location()),
                    "kind '%s' is not known".formatted(found),
                    SpellingSuggestion.remedy(found, OPERATOR_KINDS));
        }
    }

    private static List<Mapping> items(Mapping list) {
        return find(list, "items").stream()
                .filter(Sequence.class::isInstance)
                .flatMap(items -> ((Sequence) items).items().stream())
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .toList();
    }

    private static String text(Mapping mapping, String key) {
        return find(mapping, key)
                .filter(Scalar.class::isInstance)
                .map(node -> ((Scalar) node).text())
                .orElse("");
    }

    private static Optional<YamlNode> find(Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Mapping.Entry::value)
                .findFirst();
    }
}
