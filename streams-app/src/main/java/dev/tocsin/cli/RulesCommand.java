package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin rules}. */
@Command(name = "rules", description = "The rule groups that all instances evaluate.")
final class RulesCommand {
    private RulesCommand() {}

    static CommandLine with(Surroundings surroundings, SharedTopics.Opening opening) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesCheck())
                .addSubcommand(new RulesTest())
                .addSubcommand(new RulesApply(surroundings, opening))
                .addSubcommand(new RulesList(surroundings, opening))
                .addSubcommand(new RulesDelete(surroundings, opening));
    }
}
