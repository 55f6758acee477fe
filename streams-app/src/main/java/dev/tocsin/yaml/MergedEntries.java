package dev.tocsin.yaml;

import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Mapping.Entry;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The entries of one mapping, with those of the mappings that are merged into it. */
final class MergedEntries {
    private final Optional<Set<String>> addedKeys;
    private final ProblemCollector problems;
    private final Map<String, Entry> own = new LinkedHashMap<>();
    private final Map<String, Entry> merged = new LinkedHashMap<>();

    MergedEntries(Optional<Set<String>> addedKeys, ProblemCollector problems) {
        this.addedKeys = addedKeys;
        this.problems = problems;
    }

    void addOwn(Entry entry) {
        if (addedKeys.isPresent()) {
            merged.merge(entry.key(), entry, this::later);
        } else {
            own.put(entry.key(), entry);
        }
    }

    void addMerged(Entry entry) {
        if (addedKeys.isPresent()) {
            merged.merge(entry.key(), entry, this::later);
        } else {
            merged.putIfAbsent(entry.key(), entry);
        }
    }

    List<Entry> entries() {
        var all = new LinkedHashMap<>(own);
        merged.forEach(all::putIfAbsent);
        return List.copyOf(all.values());
    }

    private Entry later(Entry earlier, Entry later) {
        if (!addedKeys.orElseThrow().contains(later.key())) {
            return later;
        }
        if (earlier.value() instanceof Sequence first && later.value() instanceof Sequence second) {
            var items = Stream.concat(first.items().stream(), second.items().stream())
                    .toList();
            return new Entry(later.location(), later.key(), new Sequence(second.location(), items));
        }
        return earlier.value() instanceof Mapping first && later.value() instanceof Mapping second
                ? new Entry(later.location(), later.key(), united(first, second))
                : later;
    }

    private Mapping united(Mapping first, Mapping second) {
        var entries = new ArrayList<>(first.entries());
        for (var entry : second.entries()) {
            if (first.entries().stream().anyMatch(known -> known.key().equals(entry.key()))) {
                problems.add(
                        entry.location(),
                        "key '%s' is already set in the merged mapping".formatted(entry.key()),
                        "leave it out of one of the two");
            } else {
                entries.add(entry);
            }
        }
        return new Mapping(second.location(), entries);
    }
}
