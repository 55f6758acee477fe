package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin rules}. */
@Command(name = "rules", description = "The rule groups that all instances evaluate.")
final class RulesCommand {
    private RulesCommand() {}

    static CommandLine commandLine(CliContext surroundings, TopicsClient.Factory opening) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesCheckCommand())
                .addSubcommand(new RulesTestCommand())
                .addSubcommand(new RulesApplyCommand(surroundings, opening))
                .addSubcommand(new RulesListCommand(surroundings, opening))
                .addSubcommand(new RulesDeleteCommand(surroundings, opening));
    }
}
