package dev.tocsin.local;

import dev.tocsin.local.broker.BrokerCommand;
import dev.tocsin.local.dev.DevCommand;
import dev.tocsin.local.dev.Installation;
import dev.tocsin.local.processes.ParentWatch;
import java.time.InstantSource;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of {@code tocsin dev} and {@code tocsin broker}. All other commands are run by the product. */
@Command(name = "tocsin")
public final class Main {
    private static final Set<String> LOCAL_COMMANDS = Set.of("dev", "broker");

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && LOCAL_COMMANDS.contains(arguments[0])) {
            run(arguments);
        } else {
            dev.tocsin.app.Main.main(arguments);
        }
    }

    private static void run(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/tocsin/local/logback.xml");
        ParentWatch.start(System.getProperties(), () -> System.exit(0));
        System.exit(commandLine().execute(arguments));
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new BrokerCommand())
                .addSubcommand(new DevCommand(Installation.of(Main.class), InstantSource.system(), System.getenv()));
    }
}
