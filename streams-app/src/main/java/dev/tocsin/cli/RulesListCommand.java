package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.notation.PromDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin rules list}. */
@Command(
        name = "list",
        description = "Lists the rule groups, and what is wrong with those that can not be used.",
        footer = {"", "Example: tocsin rules list --namespace team-a"})
final class RulesListCommand extends KafkaCommand implements Callable<Integer> {
    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "only those of this one")
    private Optional<String> namespace = Optional.empty();

    RulesListCommand(CliContext surroundings, TopicsClient.Factory opening) {
        super(surroundings, opening);
    }

    @Override
    public Integer call() {
        try (var topics = open()) {
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("NAMESPACE", "GROUP", "INTERVAL", "RULES", "PROBLEM"));
            topics.ruleGroups().forEach((key, entry) -> {
                var its = RuleGroupChanges.namespace(key, entry);
                if (namespace.map(its::equals).orElse(true)) {
                    rows.add(row(its, key.substring(its.isEmpty() ? 0 : its.length() + 1), entry));
                }
            });
            new TextTable(rows).lines().forEach(this::println);
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
                        .map(flaw -> "the record at offset %d is not used: %s"
                                .formatted(flaw.offset(), flaw.reason().replace("\n", " ")))
                        .orElse(""));
    }
}
