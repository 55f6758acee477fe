package dev.tocsin.config.alertmanager;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.KubernetesObjects.KubernetesObject;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Mapping.Entry;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Translates the parts of one {@code AlertmanagerConfig}. */
final class CrTranslation {
    /** The folders in which the operator mounts secrets and config maps. */
    private static final String SECRETS = "/etc/alertmanager/secrets/";

    private static final String CONFIG_MAPS = "/etc/alertmanager/configmaps/";

    /** Keys whose names are not those of Alertmanager in other letters. */
    private static final Map<String, String> RENAMED = Map.of(
            "urlSecret", "url",
            "keySecret", "key_file",
            "bearerTokenSecret", "bearer_token",
            "pagerDutyImageConfigs", "images",
            "pagerDutyLinkConfigs", "links");

    /** Values that are the content of a file in Kubernetes, and its path in Alertmanager. */
    private static final Set<String> FILES = Set.of("ca", "cert", "keySecret");

    /** Lists of keys and values that are mappings in Alertmanager. */
    private static final Set<String> KEY_VALUES = Set.of("headers", "details", "customFields");

    private final String prefix;
    private final String namespace;
    private final ProblemCollector problems;

    CrTranslation(KubernetesObject object, ProblemCollector problems) {
        this.namespace = object.namespace();
        this.prefix = (namespace.isEmpty() ? "" : namespace + "/") + object.name() + "/";
        this.problems = problems;
    }

    /** The route of the object itself: it matches the namespace, and lets alerts pass on to other objects. */
    Mapping firstRoute(Mapping route) {
        var entries = new ArrayList<>(route(route).entries());
        var others = CrNodes.find(route, "matchers");
        entries.removeIf(entry -> entry.key().equals("matchers") || entry.key().equals("continue"));
        entries.add(CrNodes.entry("matchers", withNamespace(others, route.location())));
        entries.add(CrNodes.entry("continue", new Scalar(route.location(), "true", Scalar.Type.BOOL)));
        entries.removeIf(
                entry -> entry.value() instanceof Sequence list && list.items().isEmpty());
        return new Mapping(route.location(), entries);
    }

    private Mapping route(Mapping route) {
        var entries = new ArrayList<Entry>();
        for (var entry : route.entries()) {
            var value = entry.value();
            var translated = switch (entry.key()) {
                case "receiver" -> prefixed(value);
                case "muteTimeIntervals", "activeTimeIntervals" -> each(value, this::prefixed);
                case "matchers" -> each(value, this::matcher);
                case "routes" -> each(value, child -> child instanceof Mapping map ? route(map) : child);
                default -> value;
            };
            entries.add(new Entry(entry.location(), CrNodes.snakeCase(entry.key()), translated));
        }
        return new Mapping(route.location(), entries);
    }

    Mapping receiver(Mapping receiver) {
        var entries = new ArrayList<Entry>();
        for (var entry : receiver.entries()) {
            if (entry.key().equals("name")) {
                entries.add(new Entry(entry.location(), "name", prefixed(entry.value())));
            } else {
                var isWebhookUrl = Set.of("discordConfigs").contains(entry.key());
                var integrations =
                        each(entry.value(), one -> one instanceof Mapping map ? integration(map, isWebhookUrl) : one);
                entries.add(new Entry(entry.location(), CrNodes.snakeCase(entry.key()), integrations));
            }
        }
        return new Mapping(receiver.location(), entries);
    }

    /** @param isWebhookUrl whether {@code apiURL} is the address of a webhook */
    private Mapping integration(Mapping settings, boolean isWebhookUrl) {
        var translated = (Mapping) value("", settings);
        return isWebhookUrl ? renamed(translated, "api_url", "webhook_url") : translated;
    }

    Mapping inhibitRule(Mapping rule) {
        var entries = new ArrayList<Entry>();
        for (var entry : rule.entries()) {
            switch (entry.key()) {
                case "sourceMatch" ->
                    entries.add(new Entry(
                            entry.location(),
                            "source_matchers",
                            withNamespace(Optional.of(entry.value()), entry.location())));
                case "targetMatch" ->
                    entries.add(new Entry(
                            entry.location(),
                            "target_matchers",
                            withNamespace(Optional.of(entry.value()), entry.location())));
                default -> entries.add(entry);
            }
        }
        return new Mapping(rule.location(), entries);
    }

    Mapping timeInterval(Mapping interval) {
        var entries = new ArrayList<Entry>();
        for (var entry : interval.entries()) {
            var value = entry.value();
            var translated = switch (entry.key()) {
                case "name" -> prefixed(value);
                case "timeIntervals" -> each(value, one -> one instanceof Mapping map ? times(map) : one);
                default -> value;
            };
            entries.add(new Entry(entry.location(), CrNodes.snakeCase(entry.key()), translated));
        }
        return new Mapping(interval.location(), entries);
    }

    private Mapping times(Mapping times) {
        var entries = new ArrayList<Entry>();
        for (var entry : times.entries()) {
            var value = entry.key().equals("daysOfMonth")
                    ? each(entry.value(), CrTranslation::range)
                    : value(entry.key(), entry.value());
            entries.add(new Entry(entry.location(), CrNodes.snakeCase(entry.key()), value));
        }
        return new Mapping(times.location(), entries);
    }

    private static YamlNode range(YamlNode days) {
        return days instanceof Mapping range
                ? CrNodes.text(
                        days.location(),
                        CrNodes.text(range, "start").orElse("1") + ":"
                                + CrNodes.text(range, "end").orElse("-1"))
                : days;
    }

    private Sequence withNamespace(Optional<YamlNode> matchers, SourceLocation where) {
        var all = new ArrayList<YamlNode>();
        if (!namespace.isEmpty()) {
            all.add(CrNodes.text(where, "namespace=" + GoQuote.quote(namespace)));
        }
        matchers.filter(Sequence.class::isInstance)
                .ifPresent(some -> ((Sequence) some).items().forEach(one -> all.add(matcher(one))));
        return new Sequence(where, all);
    }

    private YamlNode matcher(YamlNode node) {
        if (!(node instanceof Mapping matcher)) {
            return node;
        }
        var isRegex = CrNodes.text(matcher, "regex").orElse("false").equals("true");
        var op = CrNodes.text(matcher, "matchType")
                .filter(text -> !text.isEmpty())
                .orElse(isRegex ? "=~" : "=");
        var name = CrNodes.text(matcher, "name").orElse("");
        return CrNodes.text(
                node.location(),
                name + op + GoQuote.quote(CrNodes.text(matcher, "value").orElse("")));
    }

    private YamlNode prefixed(YamlNode name) {
        return name instanceof Scalar text ? CrNodes.text(text.location(), prefix + text.text()) : name;
    }

    /** Translates settings of an integration, at any depth. */
    private YamlNode value(String key, YamlNode node) {
        if (node instanceof Sequence list) {
            return KEY_VALUES.contains(key) ? keyValues(list) : each(list, item -> value("", item));
        }
        if (!(node instanceof Mapping fields)) {
            return node;
        }
        if (isSelector(fields)) {
            return reference(key, SECRETS, fields);
        }
        for (var source : List.of("secret", "configMap")) {
            var selector = CrNodes.find(fields, source);
            if (selector.isPresent() && selector.get() instanceof Mapping selected && isSelector(selected)) {
                return reference(key, source.equals("secret") ? SECRETS : CONFIG_MAPS, selected);
            }
        }
        return new Mapping(
                node.location(), fields.entries().stream().map(this::setting).toList());
    }

    private Entry setting(Entry entry) {
        var key = RENAMED.getOrDefault(entry.key(), CrNodes.snakeCase(entry.key()));
        var name = FILES.contains(entry.key()) && !key.endsWith("_file") ? key + "_file" : key;
        return new Entry(entry.location(), name, value(entry.key(), entry.value()));
    }

    /** Whether the mapping names a key of a secret or of a config map. */
    private static boolean isSelector(Mapping fields) {
        var keys = fields.entries().stream().map(Entry::key).toList();
        return keys.contains("key")
                && keys.contains("name")
                && Set.of("key", "name", "optional").containsAll(keys);
    }

    private static YamlNode reference(String key, String folder, Mapping selector) {
        var path = folder + CrNodes.text(selector, "name").orElse("");
        var file = CrNodes.text(selector, "key").orElse("");
        var text = FILES.contains(key) ? path + "/" + file : "${dir:%s:%s}".formatted(path, file);
        return CrNodes.text(selector.location(), text);
    }

    private YamlNode keyValues(Sequence list) {
        var entries = new ArrayList<Entry>();
        for (var item : list.items()) {
            if (item instanceof Mapping pair) {
                var value = CrNodes.find(pair, "value").orElse(CrNodes.text(pair.location(), ""));
                entries.add(new Entry(item.location(), CrNodes.text(pair, "key").orElse(""), value("", value)));
            } else {
                problems.add(item.location(), "an item is " + item.description() + ", but must have a key and a value");
            }
        }
        return new Mapping(list.location(), entries);
    }

    private static Mapping renamed(Mapping mapping, String from, String to) {
        return new Mapping(
                mapping.location(),
                mapping.entries().stream()
                        .map(entry -> entry.key().equals(from) ? new Entry(entry.location(), to, entry.value()) : entry)
                        .toList());
    }

    private static YamlNode each(YamlNode list, UnaryOperator<YamlNode> translate) {
        return list instanceof Sequence items
                ? new Sequence(
                        list.location(), items.items().stream().map(translate).toList())
                : list;
    }
}
