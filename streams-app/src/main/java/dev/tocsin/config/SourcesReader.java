package dev.tocsin.config;

import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.PromDuration;
import dev.tocsin.sources.AddedLabels;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.sources.SourceLimits;
import dev.tocsin.sources.StartPosition;
import dev.tocsin.sources.TopicSelection;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the definitions of sources: of a document, or of the settings. */
public final class SourcesReader {
    static final String KEY = "sources";
    private static final StartPosition DEFAULT_START = StartPosition.back(Duration.ofMinutes(5));
    private static final String START_FORMAT = "latest, earliest, or a time before now such as -15m";

    private final SourceFormatReader formats;
    private final Set<String> names = new HashSet<>();

    private SourcesReader(RegistrySchemas schemas) {
        this.formats = new SourceFormatReader(schemas);
    }

    /**
     * Reads a document, whose key {@code sources} has a list.
     *
     * @param source name of the document in problems
     * @throws ConfigException with all problems
     */
    public static List<SourceDefinition> read(String source, String text, RegistrySchemas schemas) {
        var problems = new ProblemCollector();
        var root = YamlMap.read(source, text, problems);
        if (root.get(KEY).isEmpty()) {
            root.problem(KEY, "there are no sources", "write 'sources: []' to remove all sources");
        }
        var all = read(root, schemas);
        root.rejectUnknownKeys();
        problems.throwIfAny();
        return all;
    }

    /** All problems, each with its position; empty if the document is valid. */
    public static List<String> problems(String source, String text) {
        try {
            read(source, text, RegistrySchemas.NONE);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    /** Reads the list of a mapping that has other keys, too. */
    static List<SourceDefinition> read(YamlMap root, RegistrySchemas schemas) {
        var items = root.items(KEY);
        if (items.size() > Limit.SOURCES.value()) {
            root.problem(
                    KEY,
                    "%d sources; at most %d are allowed".formatted(items.size(), Limit.SOURCES.value()),
                    "use a pattern for topics of one kind");
            items = items.subList(0, Limit.SOURCES.intValue());
        }
        var reader = new SourcesReader(schemas);
        return items.stream().map(item -> reader.source(item.map())).toList();
    }

    private SourceDefinition source(YamlMap map) {
        var name = name(map);
        var topics = topics(map);
        var format = formats.read(map);
        var labels = labels(map);
        var keyLabel = map.get("key_label").flatMap(YamlValue::text);
        keyLabel.ifPresent(label -> checkLabel(map, "key_label", label));
        var definition = new SourceDefinition(
                name,
                topics,
                map.read("start", START_FORMAT, SourcesReader::start).orElse(DEFAULT_START),
                format.name(),
                labels.isEmpty() && keyLabel.isEmpty()
                        ? format.format()
                        : new AddedLabels(format.format(), labels, keyLabel),
                keyLabel.isPresent()
                        ? List.of()
                        : format.knownCounters().stream().map(labels::with).toList(),
                limits(map.map("limits")),
                deadLetter(map, topics));
        map.rejectUnknownKeys();
        return definition;
    }

    private String name(YamlMap map) {
        var name = map.read("name", "letters, digits, '_', '-' and '.', at most 100", SourcesReader::nameOf)
                .orElse("");
        if (map.get("name").isEmpty()) {
            map.problem("name", "a source has no name", "name each source, such as name: orders");
        } else if (!name.isEmpty() && !names.add(name)) {
            map.problem("name", "another source is also named '%s'".formatted(name), "name each source differently");
        }
        return name;
    }

    private static String nameOf(String text) {
        if (!text.matches("[a-zA-Z0-9_.-]{1,100}")) {
            throw new IllegalArgumentException("");
        }
        return text;
    }

    private static TopicSelection topics(YamlMap map) {
        var names = new ArrayList<>(map.get("topics").map(YamlValue::texts).orElse(List.of()));
        map.get("topic").flatMap(YamlValue::text).ifPresent(names::add);
        var pattern = map.read("pattern", "a regular expression such as shop\\..*", SourcesReader::pattern);
        if (names.isEmpty() && map.get("pattern").isEmpty()) {
            map.problem("topics", "the source has no topics", "write topics: [orders], or pattern: 'shop\\..*'");
        }
        for (var name : names) {
            if (!name.matches("[a-zA-Z0-9._-]{1,249}")) {
                map.problem(
                        "topics",
                        "'%s' is not the name of a topic".formatted(name),
                        "write a pattern as pattern: '%s'".formatted(name));
            }
        }
        return new TopicSelection(names, pattern);
    }

    private static Pattern pattern(String text) {
        if (text.isEmpty() || text.length() > Limit.SOURCE_TOPIC_PATTERN.value()) {
            throw new IllegalArgumentException("at most %d characters".formatted(Limit.SOURCE_TOPIC_PATTERN.value()));
        }
        try {
            // The syntax without backtracking is smaller: what it accepts can be judged in linear time by most engines.
            com.google.re2j.Pattern.compile(text);
            return Pattern.compile(text);
        } catch (com.google.re2j.PatternSyntaxException | PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static StartPosition start(String text) {
        return switch (text) {
            case "latest" -> StartPosition.LATEST;
            case "earliest" -> StartPosition.EARLIEST;
            default -> {
                if (!text.startsWith("-")) {
                    throw new IllegalArgumentException("");
                }
                yield StartPosition.back(PromDuration.parse(text.substring(1)));
            }
        };
    }

    private static Labels labels(YamlMap map) {
        var labels = map.strings("labels");
        labels.keySet().forEach(name -> checkLabel(map, "labels", name));
        return Labels.of(labels);
    }

    private static void checkLabel(YamlMap map, String key, String name) {
        if (!LabelName.isValid(name) || name.equals(Labels.NAME)) {
            map.problem(key, "'%s' is not a valid name of a label".formatted(name), "choose another name");
        }
    }

    private static SourceLimits limits(YamlMap map) {
        return new SourceLimits(
                map.integer("max_series", Limit.SOURCE_SERIES.intValue(), 1),
                map.integer("max_label_length", Limit.SOURCE_LABEL.intValue(), 1));
    }

    private static Optional<String> deadLetter(YamlMap map, TopicSelection topics) {
        var topic = map.get("dead_letter").flatMap(YamlValue::text).filter(text -> !text.isEmpty());
        if (topic.filter(topics::contains).isPresent()) {
            map.problem(
                    "dead_letter",
                    "topic '%s' is a topic of the source itself".formatted(topic.get()),
                    "name another topic: its records would come back");
        }
        return topic;
    }
}
