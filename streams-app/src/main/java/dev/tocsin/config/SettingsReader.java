package dev.tocsin.config;

import dev.tocsin.config.Settings.KeptSeries;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.archive.ArchiveClient.ArchiveOptions;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads every setting by its key. Each default is here. */
record SettingsReader(String hostName, ProblemCollector problems) {
    private static final String PREFIX_FORMAT = "letters, digits, '.', '_' or '-', at most 100";
    private static final String ID_FORMAT = "a name without '/' and spaces";
    private static final Map<String, MatcherParser> MATCHER_MODES =
            new TreeMap<>(Map.of("classic-mode", MatcherParser.CLASSIC, "utf8-strict-mode", MatcherParser.UTF8));

    /** Returns every key, such as {@code claim.lease}; the keys inside {@code kafka} are not listed. */
    static List<String> keys() {
        var nothing = new YamlMap(new Mapping(SourceLocation.ofSource(""), List.of()), "", new ProblemCollector());
        new SettingsReader("", new ProblemCollector()).read(nothing);
        return nothing.knownPaths();
    }

    Settings read(YamlMap root) {
        var id = root.map("instance").read("id", ID_FORMAT, SettingsReader::id).orElse(hostName);
        var member = root.map("member");
        var heartbeat = durationAtLeast(member, "heartbeat", Duration.ofSeconds(2), Duration.ofMillis(100));
        var audit = root.map("audit");
        var http = root.map("http");
        var auth = AuthSettingsReader.read(root.map("auth"), http);
        var settings = new Settings(
                id,
                HttpSettingsReader.read(http, id)
                        .withOtherLogins(auth.hasLogins() || auth.anonymous().isPresent())
                        .withProxies(auth.proxy()),
                auth,
                Path.of(root.map("state").text("dir", "./data")),
                kafka(root),
                topics(root.map("topics"), audit),
                EvaluationSettingsReader.read(root.map("evaluation")),
                root.map("samples")
                        .read("keep", "all or rules", SettingsReader::keptSeries)
                        .orElse(KeptSeries.ALL),
                new ClaimSettingsReader(problems).read(root.map("claim"), member, heartbeat),
                heartbeat,
                isolation(root.map("isolation")),
                silences(root.map("silences")),
                sources(root),
                Settings.Audit.read(audit),
                matchers(root.map("alertmanager")),
                archive(root.map("archive")),
                history(root.map("history")));
        root.rejectUnknownKeys();
        return settings;
    }

    private static Map<String, String> kafka(YamlMap root) {
        var flat = new TreeMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        root.get("kafka").ifPresent(kafka -> kafka.entries().forEach((key, value) -> flatten(key, value, flat)));
        return flat;
    }

    private static void flatten(String key, YamlValue value, Map<String, String> flat) {
        if (value.isMap()) {
            value.entries().forEach((inner, deeper) -> flatten(key + "." + inner, deeper, flat));
        } else if (value.isList()) {
            flat.put(key, String.join(",", value.texts()));
        } else if (!value.isNull()) {
            value.text().ifPresent(text -> flat.put(key, text));
        }
    }

    private static Topics.Settings topics(YamlMap topics, YamlMap audit) {
        return new Topics.Settings(
                topics.read("prefix", PREFIX_FORMAT, SettingsReader::prefix).orElse("tocsin."),
                topics.get("replication_factor")
                        .flatMap(SettingsReader::replicationFactor)
                        .orElse(-1),
                topics.integer("samples_partitions", 4, 1),
                durationAtLeast(topics, "samples_retention", Duration.ofHours(6), Duration.ofMinutes(1)),
                durationAtLeast(audit, "retention", Duration.ofDays(400), Duration.ofHours(1)));
    }

    private static Optional<Integer> replicationFactor(YamlValue value) {
        return value.integer(-1, Short.MAX_VALUE)
                .filter(factor -> factor != 0
                        || value.wrongType("-1 (the brokers' default) or at least 1")
                                .isPresent())
                .map(Math::toIntExact);
    }

    /** Alertmanager's {@code --enable-feature}, as far as it chooses the notation of matchers. */
    private static MatcherParser matchers(YamlMap alertmanager) {
        var modes = FeaturesReader.read(alertmanager, MATCHER_MODES.keySet());
        if (modes.size() > 1) {
            alertmanager.problem(
                    FeaturesReader.KEY,
                    alertmanager.childPath(FeaturesReader.KEY) + ": cannot have both classic and UTF-8 modes enabled",
                    "leave one out");
        }
        return modes.stream().findFirst().map(MATCHER_MODES::get).orElse(MatcherParser.FALLBACK);
    }

    private static Isolation.Settings isolation(YamlMap isolation) {
        return new Isolation.Settings(
                isolation
                        .read("policy", "notify or hold", SettingsReader::policy)
                        .orElse(Isolation.Policy.NOTIFY),
                durationAtLeast(isolation, "grace", Duration.ofSeconds(30), Duration.ofSeconds(1)));
    }

    private static Settings.Sources sources(YamlMap root) {
        return SourcesReader.read(root, RegistrySchemas.NONE).isEmpty()
                ? Settings.Sources.NONE
                : schemas -> SourcesReader.read(root, schemas);
    }

    private static SilenceLimits silences(YamlMap silences) {
        return new SilenceLimits(silences.integer("max_silences", 0, 0), silences.integer("max_size_bytes", 0, 0));
    }

    // Writes of an open transaction are invisible, and brokers abort transactions after 15 minutes.
    private static Optional<ArchiveOptions> archive(YamlMap archive) {
        var enabled = archive.bool("enabled", true);
        var interval = archive.get("interval")
                .flatMap(value -> value.duration()
                        .filter(found -> found.toMillis() >= 100 && found.toMinutes() < 10
                                || value.wrongType("at least 100ms and less than 10m")
                                        .isPresent()))
                .orElse(Duration.ofSeconds(30));
        var history = durationAtLeast(archive, "history_retention", Duration.ofDays(90), Duration.ofMinutes(1));
        return enabled ? Optional.of(new ArchiveOptions(interval, history)) : Optional.empty();
    }

    private static HistorySettings history(YamlMap history) {
        var defaults = HistorySettings.DEFAULTS;
        return new HistorySettings(
                durationAtLeast(history, "retention", defaults.retention(), Duration.ofMinutes(1)),
                history.integer("max_rows", defaults.maxRows(), 0));
    }

    static Duration durationAtLeast(YamlMap map, String key, Duration defaultValue, Duration minimum) {
        return map.get(key)
                .flatMap(value -> value.duration()
                        .filter(found -> found.compareTo(minimum) >= 0
                                || value.wrongType("at least " + minimum.toMillis() + "ms")
                                        .isPresent()))
                .orElse(defaultValue);
    }

    private static String id(String text) {
        require(text.matches("[^/\\s]+"));
        return text;
    }

    private static String prefix(String text) {
        require(text.matches("[a-zA-Z0-9._-]{0,100}"));
        return text;
    }

    private static Isolation.Policy policy(String text) {
        require(List.of("notify", "hold").contains(text));
        return Isolation.Policy.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static KeptSeries keptSeries(String text) {
        require(List.of("all", "rules").contains(text));
        return KeptSeries.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("");
        }
    }
}
