package dev.tocsin.cli;

import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.Standing;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Checked;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Kept;
import dev.tocsin.kafka.replica.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The shared topics in memory, with a count of what was written. */
final class RememberedTopics implements SharedTopics {
    Defaults defaults = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    final Map<String, Entry<RuleGroup>> groups = new TreeMap<>();
    final Map<String, Entry<ConfigDocument>> documents = new TreeMap<>();
    final List<Restoration> restored = new ArrayList<>();
    Standing standing = Standing.NOTHING;
    int writes;

    void spoil(String key, String reason) {
        var before = groups.getOrDefault(key, new Entry<>(Optional.empty(), Kept.NOTHING));
        groups.put(key, new Entry<>(before.value(), before.kept().with(new Kept.Flaw(reason, 7, Instant.EPOCH))));
    }

    @Override
    public List<String> create() {
        return List.of("tocsin.rules");
    }

    @Override
    public Map<String, Entry<RuleGroup>> ruleGroups() {
        return new TreeMap<>(groups);
    }

    @Override
    public Map<String, Entry<ConfigDocument>> config() {
        return Map.copyOf(documents);
    }

    @Override
    public void change(List<RuleGroupDraft> written, List<String> removed) {
        for (var draft : written) {
            var group = ((Checked.Valid) draft.check(defaults)).group();
            groups.put(group.key(), new Entry<>(Optional.of(group), Kept.NOTHING));
        }
        removed.forEach(groups::remove);
        writes += written.size() + removed.size();
    }

    @Override
    public void put(String name, ConfigDocument document) {
        documents.put(name, new Entry<>(Optional.of(document), Kept.NOTHING));
        writes++;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public void restore(Restoration restoration) {
        restored.add(restoration);
        writes += restoration.size();
    }

    @Override
    public void close() {}
}
