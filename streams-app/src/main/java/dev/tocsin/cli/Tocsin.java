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
public final class Tocsin {
    private static final int WIDTH = 110;

    private Tocsin() {}

    /** @param instance what {@code server} runs */
    public static CommandLine commandLine(Surroundings surroundings, ServerCommand.Instance instance) {
        return commandLine(surroundings, instance, KafkaTopics::open, ArchiveDatabase::read);
    }

    static CommandLine commandLine(
            Surroundings surroundings,
            ServerCommand.Instance instance,
            SharedTopics.Opening opening,
            RestoreCommand.Archive archive) {
        var topics =
                new CommandLine(new TopicsCommand()).addSubcommand(new TopicsCommand.Create(surroundings, opening));
        var all = new CommandLine(new Tocsin())
                .addSubcommand(new ServerCommand(surroundings, instance))
                .addSubcommand(RulesCommand.with(surroundings, opening))
                .addSubcommand(ConfigCommand.with(surroundings, opening))
                .addSubcommand(topics)
                .addSubcommand(new RestoreCommand(surroundings, opening, archive));
        finish(all, "tocsin " + surroundings.version());
        return all.setExecutionExceptionHandler(new Failures()).setUsageHelpWidth(WIDTH);
    }

    /** Whether the command that was typed is one that stays. */
    public static boolean stays(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("server");
    }

    private static void finish(CommandLine command, String version) {
        command.getCommandSpec().mixinStandardHelpOptions(true).version(version);
        command.getSubcommands().values().forEach(inner -> finish(inner, version));
    }
}
