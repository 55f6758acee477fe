package dev.tocsin.local;

import dev.tocsin.local.broker.BrokerCommand;
import dev.tocsin.local.dev.DevCommand;
import dev.tocsin.local.dev.Installation;
import dev.tocsin.local.processes.ParentWatch;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code tocsin dev} and {@code tocsin broker} start. The launcher sends all other commands to the product. */
@Command(
        name = "tocsin",
        description = "The local stack of Tocsin; all other commands are the product's.",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/tocsin/local/logback.xml");
        ParentWatch.begin(System.getProperties(), () -> System.exit(0));
        System.exit(commandLine().execute(arguments));
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new BrokerCommand())
                .addSubcommand(new DevCommand(Installation.of(Main.class), InstantSource.system(), System.getenv()));
    }
}
