package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin config}. */
@Command(
        name = "config",
        description = "Checks, applies and shows the Alertmanager configuration that all instances use.")
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandLine commandLine(CliContext context, TopicsClient.Factory topicsFactory) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigCheckCommand(context))
                .addSubcommand(new ConfigApplyCommand(context, topicsFactory))
                .addSubcommand(new ConfigShowCommand(context, topicsFactory))
                .addSubcommand(RoutesCommand.commandLine(context, topicsFactory));
    }
}
