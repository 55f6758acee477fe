package dev.tocsin.local.cluster;

import dev.tocsin.cli.CliContext;
import dev.tocsin.cli.TocsinCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The product's commands, run in the tests' process.
 *
 * @param access the options that name the broker and the topics; added to each command
 */
public record TocsinCli(List<String> access, Map<String, String> environment, InstantSource clock) {
    public record CommandResult(int code, String out, String err) {}

    /** Commands with the settings of an instance. */
    static TocsinCli of(InstanceProcess instance) {
        return new TocsinCli(List.of("--config", instance.settingsFile().toString()), Map.of(), InstantSource.system());
    }

    public CommandResult run(List<?> arguments) {
        return runAlone(Stream.concat(arguments.stream(), access.stream()).toList());
    }

    /** Runs a command that needs no Kafka. */
    public CommandResult runAlone(List<?> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var command = TocsinCommand.commandLine(new CliContext(environment, "host-1", "1", clock), settings -> {})
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        var code = command.execute(arguments.stream().map(Object::toString).toArray(String[]::new));
        return new CommandResult(code, out.toString(), err.toString());
    }
}
