package dev.tocsin.cli;

import dev.tocsin.archive.jdbc.ArchiveDatabase;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tocsin}: all commands of the product. */
@Command(
        name = "tocsin",
        description = "Highly available alerting on Apache Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "For development: 'tocsin dev' runs a cluster on this machine, 'tocsin broker' a Kafka broker.",
            "Use --help with any command for details."
        })
public final class TocsinCommand {
    private static final int USAGE_WIDTH = 110;

    private TocsinCommand() {}

    /** @param runner runs the instance of {@code tocsin server} */
    public static CommandLine commandLine(CliContext context, ServerCommand.InstanceRunner runner) {
        return commandLine(context, runner, KafkaTopicsClient::open, ArchiveDatabase::read);
    }

    static CommandLine commandLine(
            CliContext context,
            ServerCommand.InstanceRunner runner,
            TopicsClient.Factory topicsFactory,
            RestoreCommand.ArchiveReader archive) {
        var topics =
                new CommandLine(new TopicsCommand()).addSubcommand(new TopicsCommand.Create(context, topicsFactory));
        var all = new CommandLine(new TocsinCommand())
                .addSubcommand(new ServerCommand(context, runner))
                .addSubcommand(RulesCommand.commandLine(context, topicsFactory))
                .addSubcommand(ConfigCommand.commandLine(context, topicsFactory))
                .addSubcommand(topics)
                .addSubcommand(new RestoreCommand(context, topicsFactory, archive));
        addStandardOptions(all, "tocsin " + context.version());
        return all.setExecutionExceptionHandler(new CommandErrorHandler()).setUsageHelpWidth(USAGE_WIDTH);
    }

    /** Whether the command runs until it is stopped. */
    public static boolean isLongRunning(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("server");
    }

    private static void addStandardOptions(CommandLine command, String version) {
        command.getCommandSpec().mixinStandardHelpOptions(true).version(version);
        command.getSubcommands().values().forEach(subcommand -> addStandardOptions(subcommand, version));
    }
}
