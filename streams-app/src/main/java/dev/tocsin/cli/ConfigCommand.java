package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin config}. */
@Command(
        name = "config",
        description = "The configuration of notifications that all instances share, as Alertmanager writes it.")
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandLine commandLine(CliContext surroundings, TopicsClient.Factory opening) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigCheckCommand(surroundings))
                .addSubcommand(new ConfigApplyCommand(surroundings, opening))
                .addSubcommand(new ConfigShowCommand(surroundings, opening))
                .addSubcommand(RoutesCommand.commandLine(surroundings, opening));
    }
}
