package dev.tocsin.connectors;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the processes start. */
@Command(
        name = "connectors",
        description = "A database and a Connect worker for development and tests.",
        subcommands = {DatabaseCommand.class, WorkerCommand.class, SqlCommand.class})
public final class Main {
    /** Whoever starts a process names itself in this system property. */
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
