package dev.tocsin.config.alertmanager;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.yaml.RenderingHints;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Mapping.Entry;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints a configuration for {@code /api/v2/status}: without comments, with defaults, with matchers in one notation, and
 * with {@code <secret>} for each secret. Passwords in URLs are removed. Alertmanager's tools parse the result, so keys
 * that they do not know are left out.
 */
final class RedactedConfig {
    private static final String KAFKA_CONFIGS = "kafka_configs";
    private static final String OMITTED_COMMENT =
            "# kafka_configs are left out: Alertmanager's tools do not know them\n";
    private static final String HTTP_CONFIG = "http_config";
    private static final Pattern INTEGRATION = Pattern.compile("receivers\\[\\d+]\\.(\\w+)_configs\\[\\d+]");
    private static final Pattern URL_PASSWORD = Pattern.compile("(?<=://)[^/?#@]*@");
    // Matchers of routes and rules must stay as they are.
    private static final Pattern WITHOUT_URLS =
            Pattern.compile("(route|inhibit_rules|time_intervals|mute_time_intervals|templates)\\b.*");
    private static final Set<String> WITHOUT_HTTP = Set.of("email");
    /** Keys whose default {@code false} is printed. */
    private static final Set<String> PRINTED_IF_FALSE = Set.of("send_resolved", "continue");
    /** Keys whose defaults are not printed, because older tools do not know them. */
    private static final Set<String> WITHOUT_DEFAULT = Set.of("slack_app_url", "app_url", "service_name", "grant_type");

    private static final Mapping EMPTY_MAPPING = new Mapping(SourceLocation.ofSource(""), List.of());

    private final RenderingHints hints;
    private boolean omitsKafkaConfigs;

    private RedactedConfig(RenderingHints hints) {
        this.hints = hints;
    }

    static String render(Mapping document, RenderingHints hints) {
        var redacted = new RedactedConfig(hints);
        var global = redacted.global(document);
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(document.location(), "global", global));
        document.entries().stream()
                .filter(entry -> !entry.key().equals("global"))
                .map(entry -> new Entry(
                        entry.location(), entry.key(), redacted.renderNode(entry.value(), entry.key(), global)))
                .forEach(entries::add);
        var text = new Mapping(document.location(), entries).text();
        return redacted.omitsKafkaConfigs ? OMITTED_COMMENT + text : text;
    }

    private Mapping global(Mapping document) {
        var written =
                value(document, "global").filter(Mapping.class::isInstance).map(Mapping.class::cast);
        var global = renderNode(written.orElse(new Mapping(document.location(), List.of())), "global", EMPTY_MAPPING);
        if (value(global, HTTP_CONFIG).isPresent()) {
            return global;
        }
        return with(
                global,
                HTTP_CONFIG,
                new Mapping(
                        global.location(),
                        Stream.of("follow_redirects", "enable_http2")
                                .map(key -> new Entry(
                                        global.location(),
                                        key,
                                        new Scalar(global.location(), "true", Scalar.Type.BOOL)))
                                .toList()));
    }

    private YamlNode renderNode(YamlNode value, String path, Mapping global) {
        var equivalent = hints.equivalent(path);
        if (equivalent.isPresent()) {
            return equivalent.get();
        }
        if (value instanceof Sequence sequence) {
            return new Sequence(
                    sequence.location(),
                    IntStream.range(0, sequence.items().size())
                            .mapToObj(i -> renderNode(sequence.items().get(i), path + "[" + i + "]", global))
                            .toList());
        }
        return value instanceof Mapping mapping ? renderNode(mapping, path, global) : mask((Scalar) value, path);
    }

    private Mapping renderNode(Mapping mapping, String path, Mapping global) {
        var entries = new ArrayList<Entry>();
        for (var entry : mapping.entries()) {
            omitsKafkaConfigs |= entry.key().equals(KAFKA_CONFIGS);
            if (!entry.key().equals(KAFKA_CONFIGS) && !printsDefault(mapping, path, entry.key())) {
                entries.add(new Entry(
                        entry.location(), entry.key(), renderNode(entry.value(), path + "." + entry.key(), global)));
            }
        }
        hints.defaults(path).forEach((key, defaultValue) -> {
            if (printsDefault(mapping, path, key)) {
                entries.add(new Entry(mapping.location(), key, withoutPassword(defaultValue)));
            }
        });
        var rendered = new Mapping(mapping.location(), entries);
        var kind = INTEGRATION.matcher(path);
        return kind.matches()
                        && !WITHOUT_HTTP.contains(kind.group(1))
                        && value(rendered, HTTP_CONFIG).isEmpty()
                ? with(rendered, HTTP_CONFIG, value(global, HTTP_CONFIG).orElse(EMPTY_MAPPING))
                : rendered;
    }

    private Scalar mask(Scalar scalar, String path) {
        if (hints.isSecret(scalar)) {
            return new Scalar(scalar.location(), Secret.MASK, Scalar.Type.TEXT);
        }
        return WITHOUT_URLS.matcher(path).matches() ? scalar : withoutPassword(scalar);
    }

    private static Scalar withoutPassword(Scalar scalar) {
        return new Scalar(scalar.location(), URL_PASSWORD.matcher(scalar.text()).replaceAll(""), scalar.type());
    }

    private boolean printsDefault(Mapping mapping, String path, String key) {
        var defaultValue = hints.defaults(path).get(key);
        var isPresent = value(mapping, key).filter(value -> !value.isNull()).isPresent();
        if (defaultValue == null || isPresent || WITHOUT_DEFAULT.contains(key)) {
            return false;
        }
        var isFalse =
                defaultValue.type() == Scalar.Type.BOOL && defaultValue.text().equals("false");
        return path.startsWith("route") ? key.equals("continue") : !isFalse || PRINTED_IF_FALSE.contains(key);
    }

    private static Optional<YamlNode> value(Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    private static Mapping with(Mapping mapping, String key, YamlNode value) {
        var others = mapping.entries().stream().filter(entry -> !entry.key().equals(key));
        return new Mapping(
                mapping.location(),
                Stream.concat(others, Stream.of(new Entry(mapping.location(), key, value)))
                        .toList());
    }
}
