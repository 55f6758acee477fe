package dev.tocsin.config.alertmanager;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.ReceiverReader;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.MergeKeys;
import dev.tocsin.yaml.Problem;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.RenderingHints;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads {@code alertmanager.yml}, or {@code AlertmanagerConfig} objects of prometheus-operator. Keys that Alertmanager knows and this version does not support are rejected, never
 * ignored silently.
 */
public final class AlertmanagerConfigReader {
    private final RenderingHints hints = new RenderingHints(true);
    private final ProblemCollector problems = new ProblemCollector(hints);
    private final Map<String, String> templateFiles;
    private final MatcherParser matchers;

    /** The lists and mappings that Alertmanager's decoder adds up. */
    private static final MergeKeys MERGE_KEYS = MergeKeys.alertmanager(Set.of(
            "matchers",
            "match",
            "match_re",
            "source_matchers",
            "source_match",
            "source_match_re",
            "target_matchers",
            "target_match",
            "target_match_re",
            "details",
            "headers"));

    private AlertmanagerConfigReader(ParseOptions options) {
        this.templateFiles = options.templateFiles();
        this.matchers = options.matchers();
    }

    /**
     * Input beside the text of a configuration.
     *
     * @param templateFiles contents of template files by path
     * @param matchers notation of matchers; it also decides which label names are valid
     */
    public record ParseOptions(Map<String, String> templateFiles, MatcherParser matchers) {
        public ParseOptions {
            templateFiles = Map.copyOf(templateFiles);
        }
    }

    /**
     * A valid configuration.
     *
     * @param warnings valid settings that are probably mistakes
     * @param references to secrets outside of the configuration, such as {@code ${env:NAME}}, with the places of the first
     */
    public record ParsedConfig(AlertingConfig config, List<Problem> warnings, Map<String, SourceLocation> references) {}

    /**
     * Reads a configuration.
     *
     * @param source name of the document in problems
     * @throws ConfigException with all problems; the messages are Alertmanager's where it has some
     */
    public static ParsedConfig read(String source, String text, ParseOptions options) {
        var reader = new AlertmanagerConfigReader(options);
        var document = AlertmanagerConfigObjects.areIn(text)
                ? AlertmanagerConfigObjects.read(source, text, reader.problems)
                : Mapping.read(source, text, MERGE_KEYS, reader.problems);
        var config = reader.read(document, text);
        reader.problems.throwIfAny();
        var references = new TreeMap<String, SourceLocation>();
        reader.collectReferences(document, references);
        return new ParsedConfig(
                config.orElseThrow(() -> new IllegalStateException("neither a configuration nor a problem")),
                reader.problems.warnings(),
                references);
    }

    private void collectReferences(YamlNode node, Map<String, SourceLocation> references) {
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> collectReferences(entry.value(), references));
        } else if (node instanceof Sequence sequence) {
            sequence.items().forEach(item -> collectReferences(item, references));
        } else if (node instanceof Scalar scalar) {
            for (var reference : Secret.references(scalar.text())) {
                if (hints.isResolved(scalar)) {
                    references.putIfAbsent(reference, scalar.location());
                } else {
                    problems.warn(
                            scalar.location(),
                            "%s stays as it is written".formatted(reference),
                            "only secrets, and values that can be in a file, can refer to other places");
                }
            }
        }
    }

    private Optional<AlertingConfig> read(Mapping document, String text) {
        // After a syntax error nothing is known of the document.
        if (document.entries().isEmpty()) {
            problems.throwIfAny();
        }
        var root = new YamlMap(document, "", problems);
        new IgnoredSectionsReader(problems).read(root);
        var global = root.map("global");
        var resolveTimeout = global.duration("resolve_timeout", AlertingConfig.DEFAULT_RESOLVE_TIMEOUT);
        var receivers = receivers(root, new ReceiverReader(global));
        var route = root.get("route");
        if (route.isEmpty()) {
            root.problem("route", "no route provided in config", "add a route with a receiver");
        }
        var inhibitRules = new InhibitRuleReader(matchers).read(root);
        var intervals = new TimeIntervalReader(problems).read(root);
        var templates = new TemplateReader(templateFiles, problems).read(root);
        var tree = route.map(
                value -> new RouteReader(names(root), intervals.names(), templates, matchers, problems).root(value));
        root.rejectUnknownKeys();
        return problems.count() > 0
                ? Optional.empty()
                : tree.map(node -> config(
                        root,
                        () -> new AlertingConfig(
                                resolveTimeout,
                                RoutingTree.of(node),
                                receivers,
                                inhibitRules,
                                intervals,
                                templates,
                                text,
                                RedactedConfig.render(document, hints))));
    }

    // Constructors of the domain check, too. Their errors become problems without a line.
    private AlertingConfig config(YamlMap root, Supplier<AlertingConfig> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            e.getMessage().lines().forEach(line -> problems.add(root.location(), line));
            problems.throwIfAny();
            throw e;
        }
    }

    private List<Receiver> receivers(YamlMap root, ReceiverReader reader) {
        var names = new TreeSet<String>();
        var receivers = new ArrayList<Receiver>();
        for (var item : present(root, "receivers")) {
            var map = item.map();
            var name = map.text("name", "");
            if (name.isEmpty()) {
                map.problem("name", "missing name in receiver", "");
            } else if (!names.add(name)) {
                map.problem("name", "notification config name %s is not unique".formatted(GoQuote.quote(name)), "");
            }
            var labels = Labels.of(map.strings("labels"));
            var integrations = reader.integrations(name, map);
            if (!name.isEmpty()) {
                receivers.add(new Receiver(name, labels, integrations));
            }
        }
        return receivers;
    }

    /** The items of a list without its nulls. Alertmanager accepts a receiver or interval without a name if it is null. */
    static List<YamlValue> present(YamlMap root, String key) {
        var items = root.items(key);
        items.stream()
                .filter(YamlValue::isNull)
                .forEach(item -> item.warn("%s is null and has no effect".formatted(item.path()), "remove it"));
        return items.stream().filter(item -> !item.isNull()).toList();
    }

    private static Set<String> names(YamlMap root) {
        return root.items("receivers").stream()
                .filter(item -> !item.isNull())
                .map(item -> item.map().text("name", ""))
                .collect(Collectors.toUnmodifiableSet());
    }
}
