package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.RecordedDefaults;
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
 * A configuration as people may see it: written anew from its parts, so that comments are gone, with what it leaves to
 * defaults, with matchers in one notation, and with {@code <secret>} for every secret. Alertmanager's tools read it
 * back; so what they do not know is left out.
 */
final class RedactedConfig {
    private static final String KAFKA_CONFIGS = "kafka_configs";
    private static final String OMITTED_COMMENT =
            "# kafka_configs are left out: Alertmanager's tools do not know them\n";
    private static final String HTTP_CONFIG = "http_config";
    private static final Pattern INTEGRATION = Pattern.compile("receivers\\[\\d+]\\.(\\w+)_configs\\[\\d+]");
    private static final Set<String> WITHOUT_HTTP = Set.of("email");
    /** Keys whose defaults are written although they say no. */
    private static final Set<String> WRITTEN_IF_FALSE = Set.of("send_resolved", "continue");
    /** Keys that were added to Alertmanager lately, or are its own affair: older tools know nothing of them. */
    private static final Set<String> WITHOUT_DEFAULT = Set.of("slack_app_url", "app_url", "service_name", "grant_type");

    private final RecordedDefaults recordedDefaults;
    private final SecretMasker secretMasker;
    private boolean omitsKafkaConfigs;

    private RedactedConfig(RecordedDefaults unsaid, SecretMasker secrets) {
        this.recordedDefaults = unsaid;
        this.secretMasker = secrets;
    }

    static String render(Mapping document, RecordedDefaults unsaid) {
        var shown = new RedactedConfig(unsaid, SecretMasker.of(document));
        var global = shown.global(document);
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(document.location(), "global", global));
        document.entries().stream()
                .filter(entry -> !entry.key().equals("global"))
                .map(entry ->
                        new Entry(entry.location(), entry.key(), shown.renderNode(entry.value(), entry.key(), global)))
                .forEach(entries::add);
        var text = new Mapping(document.location(), entries).text();
        return shown.omitsKafkaConfigs ? OMITTED_COMMENT + text : text;
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

    private static final Mapping EMPTY_MAPPING = new Mapping(SourceLocation.ofSource(""), List.of());

    private YamlNode renderNode(YamlNode value, String path, Mapping global) {
        var other = recordedDefaults.equivalent(path);
        if (other.isPresent()) {
            return other.get();
        }
        if (value instanceof Sequence items) {
            return new Sequence(
                    items.location(),
                    IntStream.range(0, items.items().size())
                            .mapToObj(i -> renderNode(items.items().get(i), path + "[" + i + "]", global))
                            .toList());
        }
        return value instanceof Mapping fields ? renderNode(fields, path, global) : secretMasker.mask((Scalar) value);
    }

    private Mapping renderNode(Mapping fields, String path, Mapping global) {
        var entries = new ArrayList<Entry>();
        for (var entry : fields.entries()) {
            omitsKafkaConfigs |= entry.key().equals(KAFKA_CONFIGS);
            if (!entry.key().equals(KAFKA_CONFIGS) && !writesDefault(fields, path, entry.key())) {
                entries.add(new Entry(
                        entry.location(), entry.key(), renderNode(entry.value(), path + "." + entry.key(), global)));
            }
        }
        recordedDefaults.defaults(path).forEach((key, otherwise) -> {
            if (writesDefault(fields, path, key)) {
                entries.add(new Entry(fields.location(), key, SecretMasker.withoutPassword(otherwise)));
            }
        });
        var written = new Mapping(fields.location(), entries);
        var kind = INTEGRATION.matcher(path);
        return kind.matches()
                        && !WITHOUT_HTTP.contains(kind.group(1))
                        && value(written, HTTP_CONFIG).isEmpty()
                ? with(written, HTTP_CONFIG, value(global, HTTP_CONFIG).orElse(EMPTY_MAPPING))
                : written;
    }

    private boolean writesDefault(Mapping fields, String path, String key) {
        var otherwise = recordedDefaults.defaults(path).get(key);
        var isThere = value(fields, key).filter(value -> !value.isNull()).isPresent();
        if (otherwise == null || isThere || WITHOUT_DEFAULT.contains(key)) {
            return false;
        }
        var isFalse = otherwise.type() == Scalar.Type.BOOL && otherwise.text().equals("false");
        return path.startsWith("route") ? key.equals("continue") : !isFalse || WRITTEN_IF_FALSE.contains(key);
    }

    private static Optional<YamlNode> value(Mapping fields, String key) {
        return fields.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    private static Mapping with(Mapping fields, String key, YamlNode value) {
        var others = fields.entries().stream().filter(entry -> !entry.key().equals(key));
        return new Mapping(
                fields.location(),
                Stream.concat(others, Stream.of(new Entry(fields.location(), key, value)))
                        .toList());
    }
}
