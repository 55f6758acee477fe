package dev.tocsin.cli;

import java.util.List;
import java.util.Map;
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
        var settings = settings(Map.of());
        try (var topics = open(settings)) {
            var groups = topics.ruleGroups();
            var known = groups.keySet();
            var wanted = keys.stream().distinct().toList();
            var unknown = wanted.stream().filter(key -> !known.contains(key)).toList();
            if (!unknown.isEmpty()) {
                throw new CommandFailedException(
                        "there is no rule group %s: nothing was removed. 'tocsin rules list' shows all groups"
                                .formatted(String.join(", ", unknown)));
            }
            var audit = audit(topics, settings.audit());
            wanted.forEach(key -> audit.add("rules.delete", "rules/" + key, RuleGroupChanges.text(groups, key), ""));
            audit.run(() -> topics.updateRuleGroups(List.of(), wanted));
            wanted.forEach(key -> println("removed   " + key));
            return 0;
        }
    }
}
