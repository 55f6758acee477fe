package dev.tocsin.connectors;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the processes of this module. */
@Command(
        name = "tocsin",
        description = "A database and a Connect worker for development and tests.",
        subcommands = {DatabaseCommand.class, WorkerCommand.class, SqlCommand.class})
public final class Main {
    /** System property with the process id of the parent; the process ends when the parent has ended. */
    private static final String PARENT = "tocsin.parent.pid";

    private Main() {}

    public static void main(String[] arguments) {
        endWithParent(System.getProperty(PARENT, ""));
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    private static void endWithParent(String pid) {
        if (!pid.isEmpty()) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(() -> System.exit(0)), () -> System.exit(0));
        }
    }
}
