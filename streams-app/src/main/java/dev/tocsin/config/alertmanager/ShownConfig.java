package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.Place;
import dev.tocsin.yaml.Unsaid;
import dev.tocsin.yaml.Yaml;
import dev.tocsin.yaml.Yaml.Fields;
import dev.tocsin.yaml.Yaml.Fields.Entry;
import dev.tocsin.yaml.Yaml.Items;
import dev.tocsin.yaml.Yaml.Scalar;
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
final class ShownConfig {
    private static final String OURS = "kafka_configs";
    private static final String LEFT_OUT = "# kafka_configs are left out: Alertmanager's tools do not know them\n";
    private static final String HTTP = "http_config";
    private static final Pattern INTEGRATION = Pattern.compile("receivers\\[\\d+]\\.(\\w+)_configs\\[\\d+]");
    private static final Set<String> WITHOUT_HTTP = Set.of("email");
    /** Keys whose defaults are written although they say no. */
    private static final Set<String> EVEN_IF_FALSE = Set.of("send_resolved", "continue");
    /** Keys that were added to Alertmanager lately, or are its own affair: older tools know nothing of them. */
    private static final Set<String> NOT_FILLED_IN = Set.of("slack_app_url", "app_url", "service_name", "grant_type");

    private final Unsaid unsaid;
    private final Secrets secrets;
    private boolean leavesOurs;

    private ShownConfig(Unsaid unsaid, Secrets secrets) {
        this.unsaid = unsaid;
        this.secrets = secrets;
    }

    static String of(Fields document, Unsaid unsaid) {
        var shown = new ShownConfig(unsaid, Secrets.of(document));
        var global = shown.global(document);
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(document.place(), "global", global));
        document.entries().stream()
                .filter(entry -> !entry.key().equals("global"))
                .map(entry -> new Entry(entry.place(), entry.key(), shown.whole(entry.value(), entry.key(), global)))
                .forEach(entries::add);
        var text = new Fields(document.place(), entries).text();
        return shown.leavesOurs ? LEFT_OUT + text : text;
    }

    private Fields global(Fields document) {
        var written = value(document, "global").filter(Fields.class::isInstance).map(Fields.class::cast);
        var global = whole(written.orElse(new Fields(document.place(), List.of())), "global", NOTHING);
        if (value(global, HTTP).isPresent()) {
            return global;
        }
        return with(
                global,
                HTTP,
                new Fields(
                        global.place(),
                        Stream.of("follow_redirects", "enable_http2")
                                .map(key -> new Entry(
                                        global.place(), key, new Scalar(global.place(), "true", Scalar.Type.BOOL)))
                                .toList()));
    }

    private static final Fields NOTHING = new Fields(Place.whole(""), List.of());

    private Yaml whole(Yaml value, String path, Fields global) {
        var other = unsaid.inOtherWords(path);
        if (other.isPresent()) {
            return other.get();
        }
        if (value instanceof Items items) {
            return new Items(
                    items.place(),
                    IntStream.range(0, items.items().size())
                            .mapToObj(i -> whole(items.items().get(i), path + "[" + i + "]", global))
                            .toList());
        }
        return value instanceof Fields fields ? whole(fields, path, global) : secrets.shown((Scalar) value);
    }

    private Fields whole(Fields fields, String path, Fields global) {
        var entries = new ArrayList<Entry>();
        for (var entry : fields.entries()) {
            leavesOurs |= entry.key().equals(OURS);
            if (!entry.key().equals(OURS) && !isFilledIn(fields, path, entry.key())) {
                entries.add(
                        new Entry(entry.place(), entry.key(), whole(entry.value(), path + "." + entry.key(), global)));
            }
        }
        unsaid.leftOut(path).forEach((key, otherwise) -> {
            if (isFilledIn(fields, path, key)) {
                entries.add(new Entry(fields.place(), key, Secrets.bare(otherwise)));
            }
        });
        var written = new Fields(fields.place(), entries);
        var kind = INTEGRATION.matcher(path);
        return kind.matches()
                        && !WITHOUT_HTTP.contains(kind.group(1))
                        && value(written, HTTP).isEmpty()
                ? with(written, HTTP, value(global, HTTP).orElse(NOTHING))
                : written;
    }

    private boolean isFilledIn(Fields fields, String path, String key) {
        var otherwise = unsaid.leftOut(path).get(key);
        var isThere = value(fields, key).filter(value -> !value.isNull()).isPresent();
        if (otherwise == null || isThere || NOT_FILLED_IN.contains(key)) {
            return false;
        }
        var isFalse = otherwise.type() == Scalar.Type.BOOL && otherwise.text().equals("false");
        return path.startsWith("route") ? key.equals("continue") : !isFalse || EVEN_IF_FALSE.contains(key);
    }

    private static Optional<Yaml> value(Fields fields, String key) {
        return fields.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    private static Fields with(Fields fields, String key, Yaml value) {
        var others = fields.entries().stream().filter(entry -> !entry.key().equals(key));
        return new Fields(
                fields.place(),
                Stream.concat(others, Stream.of(new Entry(fields.place(), key, value)))
                        .toList());
    }
}
