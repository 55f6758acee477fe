package dev.tocsin.cli;

import dev.tocsin.archive.jdbc.ArchiveDatabase;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin}: the product's commands. */
@Command(
        name = "tocsin",
        description = "Highly available alerting on Apache Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Beside these, 'tocsin dev' runs a whole cluster on this machine, and 'tocsin broker' a Kafka broker.",
            "Each command tells more with --help."
        })
public final class TocsinCommand {
    private static final int USAGE_WIDTH = 110;

    private TocsinCommand() {}

    /** @param instance what {@code server} runs */
    public static CommandLine commandLine(CliContext surroundings, ServerCommand.InstanceRunner instance) {
        return commandLine(surroundings, instance, KafkaTopicsClient::open, ArchiveDatabase::read);
    }

    static CommandLine commandLine(
            CliContext surroundings,
            ServerCommand.InstanceRunner instance,
            TopicsClient.Factory opening,
            RestoreCommand.ArchiveReader archive) {
        var topics =
                new CommandLine(new TopicsCommand()).addSubcommand(new TopicsCommand.Create(surroundings, opening));
        var all = new CommandLine(new TocsinCommand())
                .addSubcommand(new ServerCommand(surroundings, instance))
                .addSubcommand(RulesCommand.commandLine(surroundings, opening))
                .addSubcommand(ConfigCommand.commandLine(surroundings, opening))
                .addSubcommand(topics)
                .addSubcommand(new RestoreCommand(surroundings, opening, archive));
        addStandardOptions(all, "tocsin " + surroundings.version());
        return all.setExecutionExceptionHandler(new CommandErrorHandler()).setUsageHelpWidth(USAGE_WIDTH);
    }

    /** Whether the command that was typed is one that stays. */
    public static boolean isLongRunning(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("server");
    }

    private static void addStandardOptions(CommandLine command, String version) {
        command.getCommandSpec().mixinStandardHelpOptions(true).version(version);
        command.getSubcommands().values().forEach(inner -> addStandardOptions(inner, version));
    }
}
