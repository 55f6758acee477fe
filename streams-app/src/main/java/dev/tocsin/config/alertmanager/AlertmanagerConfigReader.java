package dev.tocsin.config.alertmanager;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.ReceiverReader;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.RenderingHints;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads Alertmanager's configuration. What Alertmanager understands and this version does not yet is refused by its
 * name, so that nothing is ignored that somebody relies on.
 */
public final class AlertmanagerConfigReader {
    private final RenderingHints hints = new RenderingHints(true);
    private final ProblemCollector problems = new ProblemCollector(hints);
    private final Map<String, String> templateFiles;
    private final MatcherParser matchers;

    private AlertmanagerConfigReader(ParseOptions around) {
        this.templateFiles = around.templateFiles();
        this.matchers = around.matchers();
    }

    /**
     * What stands around the text of a configuration.
     *
     * @param templateFiles the templates that came with it, by their paths
     * @param matchers the notation of matchers, and so which names labels may have
     */
    public record ParseOptions(Map<String, String> templateFiles, MatcherParser matchers) {
        /** No templates, and the usual notation of matchers. */
        public static final ParseOptions DEFAULTS = new ParseOptions(Map.of(), MatcherParser.FALLBACK);

        public ParseOptions {
            templateFiles = Map.copyOf(templateFiles);
        }

        public ParseOptions with(Map<String, String> templates) {
            return new ParseOptions(templates, matchers);
        }
    }

    /** @param warnings what is not wrong, but hardly meant */
    public record ParsedConfig(AlertingConfig config, List<Problem> warnings) {}

    /**
     * @param source what the document is called in messages
     * @throws ConfigException with everything that is wrong with it, in Alertmanager's words where it has some
     */
    public static AlertingConfig read(String source, String text) {
        return read(source, text, ParseOptions.DEFAULTS).config();
    }

    /** @throws ConfigException as the other */
    public static ParsedConfig read(String source, String text, ParseOptions around) {
        var reader = new AlertmanagerConfigReader(around);
        var config = reader.read(Mapping.read(source, text, reader.problems), text);
        reader.problems.throwIfAny();
        return new ParsedConfig(
                config.orElseThrow(() -> new IllegalStateException("no configuration, but no problem either")),
                reader.problems.warnings());
    }

    private Optional<AlertingConfig> read(Mapping document, String text) {
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
        var schedules = new TimeIntervalReader(problems).read(root);
        var templates = new TemplateReader(templateFiles, problems).read(root);
        var tree = route.map(
                value -> new RouteReader(names(root), schedules.names(), templates, matchers, problems).root(value));
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
                                schedules,
                                templates,
                                text,
                                RedactedConfig.render(document, hints))));
    }

    // What the domain refuses and was not found above still is a problem, if one without a line.
    private AlertingConfig config(YamlMap root, Supplier<AlertingConfig> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            e.getMessage().lines().forEach(line -> problems.add(root.location(), line));
            problems.throwIfAny();
            throw e;
        }
    }

    private List<Receiver> receivers(YamlMap root, ReceiverReader reader) {
        var names = new TreeSet<String>();
        var receivers = new ArrayList<Receiver>();
        for (var item : root.items("receivers")) {
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

    private static Set<String> names(YamlMap root) {
        return root.items("receivers").stream()
                .map(item -> item.map().text("name", ""))
                .collect(Collectors.toUnmodifiableSet());
    }
}
