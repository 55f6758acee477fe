package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.KubernetesObjects;
import dev.tocsin.yaml.KubernetesObjects.KubernetesObject;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Mapping.Entry;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Translates {@code AlertmanagerConfig} objects of prometheus-operator to {@code alertmanager.yml}, as the operator does with
 * the matcher strategy {@code OnNamespace}: names have the object before them, and routes and inhibition rules match only
 * alerts of its namespace. Alerts that no object routes go to a receiver without integrations. Nodes keep their locations.
 */
public final class AlertmanagerConfigObjects {
    private static final String KIND = "AlertmanagerConfig";

    /** The receiver of alerts that no object routes. */
    private static final String NO_RECEIVER = "null";

    private final ProblemCollector problems;
    private final List<YamlNode> routes = new ArrayList<>();
    private final List<YamlNode> receivers = new ArrayList<>();
    private final List<YamlNode> inhibitRules = new ArrayList<>();
    private final List<YamlNode> intervals = new ArrayList<>();

    private AlertmanagerConfigObjects(ProblemCollector problems) {
        this.problems = problems;
    }

    /** Whether a text has objects of Kubernetes instead of a configuration. */
    public static boolean areIn(String text) {
        return KubernetesObjects.areIn(text);
    }

    /** @throws dev.tocsin.yaml.ConfigException if the text has problems that the translation finds */
    public static String toConfigurationText(String source, String text) {
        var problems = new ProblemCollector();
        var configuration = read(source, text, problems);
        problems.throwIfAny();
        return configuration.text();
    }

    static Mapping read(String source, String text, ProblemCollector problems) {
        var objects = new AlertmanagerConfigObjects(problems);
        var all = KubernetesObjects.read(source, text, KIND, problems);
        all.forEach(objects::add);
        return all.isEmpty() ? new Mapping(new SourceLocation(source, 1, 1), List.of()) : objects.configuration();
    }

    private Mapping configuration() {
        var where =
                routes.isEmpty() ? receivers.get(0).location() : routes.get(0).location();
        var root = CrNodes.mapping(
                where,
                CrNodes.entry("receiver", CrNodes.text(where, NO_RECEIVER)),
                CrNodes.entry("routes", new Sequence(where, routes)));
        receivers.add(0, CrNodes.mapping(where, CrNodes.entry("name", CrNodes.text(where, NO_RECEIVER))));
        return CrNodes.mapping(
                where,
                CrNodes.entry("route", root),
                CrNodes.entry("receivers", new Sequence(where, receivers)),
                CrNodes.entry("inhibit_rules", new Sequence(where, inhibitRules)),
                CrNodes.entry("time_intervals", new Sequence(where, intervals)));
    }

    private void add(KubernetesObject object) {
        var names = new CrTranslation(object, problems);
        var document = object.document();
        for (var entry : document.entries()) {
            if (entry.key().equals("spec") && entry.value() instanceof Mapping spec) {
                addSpec(spec, names);
            } else if (!List.of("apiVersion", "kind", "metadata", "status").contains(entry.key())) {
                problems.add(entry.location(), "unknown key '%s' in an %s".formatted(entry.key(), KIND), "remove it");
            }
        }
    }

    private void addSpec(Mapping spec, CrTranslation object) {
        for (var entry : spec.entries()) {
            switch (entry.key()) {
                case "route" -> {
                    if (entry.value() instanceof Mapping route) {
                        routes.add(object.firstRoute(route));
                    }
                }
                case "receivers" -> items(entry).map(object::receiver).forEach(receivers::add);
                case "inhibitRules" -> items(entry).map(object::inhibitRule).forEach(inhibitRules::add);
                case "muteTimeIntervals", "timeIntervals" ->
                    items(entry).map(object::timeInterval).forEach(intervals::add);
                default ->
                    problems.add(
                            entry.location(),
                            "unknown key 'spec.%s' in an %s".formatted(entry.key(), KIND),
                            "known here: route, receivers, inhibitRules, muteTimeIntervals, timeIntervals");
            }
        }
    }

    private static Stream<Mapping> items(Entry entry) {
        return entry.value() instanceof Sequence items
                ? items.items().stream().filter(Mapping.class::isInstance).map(Mapping.class::cast)
                : Stream.empty();
    }
}
