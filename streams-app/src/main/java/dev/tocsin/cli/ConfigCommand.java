package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin config}. */
@Command(
        name = "config",
        description = "The configuration of notifications that all instances share, as Alertmanager writes it.")
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandLine with(Surroundings surroundings, SharedTopics.Opening opening) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigCheck(surroundings))
                .addSubcommand(new ConfigApply(surroundings, opening))
                .addSubcommand(new ConfigShow(surroundings, opening))
                .addSubcommand(RoutesCommand.with(surroundings, opening));
    }
}
