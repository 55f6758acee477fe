package dev.tocsin.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tocsin rules delete}. */
@Command(
        name = "delete",
        description = "Removes rule groups from all instances and resolves their alerts.",
        footer = {"", "Example: tocsin rules delete team-a/machine team-a/network"})
final class RulesDeleteCommand extends KafkaCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "NAMESPACE/GROUP",
            description = "a rule group, as 'tocsin rules list' shows it")
    private List<String> keys;

    @Override
    public Integer call() {
        try (var topics = open()) {
            var known = topics.ruleGroups().keySet();
            var wanted = keys.stream().distinct().toList();
            var unknown = wanted.stream().filter(key -> !known.contains(key)).toList();
            if (!unknown.isEmpty()) {
                throw new CommandFailedException(
                        "there is no rule group %s: nothing was removed. 'tocsin rules list' shows all groups"
                                .formatted(String.join(", ", unknown)));
            }
            topics.updateRuleGroups(List.of(), wanted);
            wanted.forEach(key -> println("removed   " + key));
            return 0;
        }
    }
}
