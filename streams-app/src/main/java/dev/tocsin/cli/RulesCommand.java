package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin rules}. */
@Command(name = "rules", description = "Checks, tests, applies and lists the rule groups that all instances evaluate.")
final class RulesCommand {
    private RulesCommand() {}

    static CommandLine commandLine(CliContext context, TopicsClient.Factory topicsFactory) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesCheckCommand())
                .addSubcommand(new RulesTestCommand())
                .addSubcommand(new RulesApplyCommand(context, topicsFactory))
                .addSubcommand(new RulesListCommand(context, topicsFactory))
                .addSubcommand(new RulesDeleteCommand(context, topicsFactory));
    }
}
