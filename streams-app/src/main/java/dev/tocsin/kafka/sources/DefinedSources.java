package dev.tocsin.kafka.sources;

import dev.tocsin.sources.SourceDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sources in force. Thread-safe and immutable. */
final class DefinedSources {
    static final DefinedSources NONE = new DefinedSources(List.of());

    private final List<SourceDefinition> all;
    private final Map<String, List<SourceDefinition>> byTopic = new ConcurrentHashMap<>();

    DefinedSources(List<SourceDefinition> all) {
        this.all = List.copyOf(all);
    }

    List<SourceDefinition> all() {
        return all;
    }

    /** The sources that read a topic. */
    List<SourceDefinition> of(String topic) {
        return byTopic.computeIfAbsent(
                topic,
                name -> all.stream()
                        .filter(source -> source.topics().contains(name))
                        .toList());
    }

    Optional<SourceDefinition> find(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
