package dev.tocsin.cli;

import dev.tocsin.archive.jdbc.ArchiveDatabase;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tocsin}: all commands of the product. */
@Command(
        name = "tocsin",
        description = "Highly available alerting on Apache Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServerCommand.class,
            RulesCommand.class,
            ConfigCommand.class,
            SilencePolicyCommand.class,
            SourcesCommand.class,
            DataSourcesCommand.class,
            TopicsCommand.class,
            ImportCommand.class,
            AuditCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            RestoreCommand.class
        },
        footer = {
            "",
            "For development, in the source folder: './tocsin dev' runs a cluster on this machine, './tocsin broker' a Kafka broker,",
            "'./tocsin sql' queries the database of './tocsin dev --sql'.",
            "Use --help with any command for details."
        })
public final class TocsinCommand {
    private static final int USAGE_WIDTH = 110;

    private final CliContext context;
    private final ServerCommand.InstanceRunner runner;
    private final TopicsClient.Factory topics;
    private final RestoreCommand.ArchiveReader archive;

    private TocsinCommand(
            CliContext context,
            ServerCommand.InstanceRunner runner,
            TopicsClient.Factory topics,
            RestoreCommand.ArchiveReader archive) {
        this.context = context;
        this.runner = runner;
        this.topics = topics;
        this.archive = archive;
    }

    /** @param runner runs the instance of {@code tocsin server} */
    public static CommandLine commandLine(CliContext context, ServerCommand.InstanceRunner runner) {
        return commandLine(context, runner, KafkaTopicsClient::open, ArchiveDatabase::read);
    }

    static CommandLine commandLine(
            CliContext context,
            ServerCommand.InstanceRunner runner,
            TopicsClient.Factory topicsFactory,
            RestoreCommand.ArchiveReader archive) {
        var all = new CommandLine(new TocsinCommand(context, runner, topicsFactory, archive));
        addStandardOptions(all, "tocsin " + context.version());
        return all.setExecutionExceptionHandler(new CommandErrorHandler()).setUsageHelpWidth(USAGE_WIDTH);
    }

    /** The root of a command: its context and the clients of all commands. */
    static TocsinCommand of(CommandSpec command) {
        return (TocsinCommand) command.root().userObject();
    }

    CliContext context() {
        return context;
    }

    ServerCommand.InstanceRunner runner() {
        return runner;
    }

    TopicsClient.Factory topics() {
        return topics;
    }

    RestoreCommand.ArchiveReader archive() {
        return archive;
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
