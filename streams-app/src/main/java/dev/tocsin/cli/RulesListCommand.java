package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.notation.PromDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin rules list}. */
@Command(
        name = "list",
        description =
                "Lists rule groups, the errors of rejected ones, and rules that look back farther than samples are kept.",
        footer = {"", "Example: tocsin rules list --namespace team-a"})
final class RulesListCommand extends KafkaCommand {
    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "only groups of this namespace")
    private Optional<String> namespace = Optional.empty();

    @Override
    public Integer call() {
        var settings = settings(Map.of());
        try (var topics = open(settings)) {
            var listed = new ArrayList<RuleGroup>();
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("NAMESPACE", "GROUP", "INTERVAL", "RULES", "PROBLEM"));
            topics.ruleGroups().forEach((key, entry) -> {
                var groupNamespace = RuleGroupChanges.namespace(key, entry);
                if (namespace.map(groupNamespace::equals).orElse(true)) {
                    entry.value().ifPresent(listed::add);
                    rows.add(row(
                            groupNamespace,
                            key.substring(groupNamespace.isEmpty() ? 0 : groupNamespace.length() + 1),
                            entry));
                }
            });
            new TextTable(rows).lines().forEach(this::println);
            var retention = settings.topics().samplesRetention();
            listed.forEach(group -> warnOfRetention(group, retention));
            return 0;
        }
    }

    private static List<String> row(String namespace, String name, ReplicaEntry<RuleGroup> entry) {
        return List.of(
                namespace,
                name,
                entry.value()
                        .map(group -> PromDuration.format(group.interval()))
                        .orElse("-"),
                entry.value().map(group -> "" + group.rules().size()).orElse("-"),
                entry.rejected()
                        .map(rejected -> "the record at offset %d was rejected: %s"
                                .formatted(rejected.offset(), rejected.reason().replace("\n", " ")))
                        .orElse(""));
    }
}
