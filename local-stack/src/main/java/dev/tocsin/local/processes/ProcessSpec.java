package dev.tocsin.local.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM to be started: its name, what stands after {@code java}, the file that takes what it prints, and what is added
 * to its environment.
 */
public record ProcessSpec(String name, Path java, List<String> arguments, Path log, Map<String, String> environment) {
    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Ctrl-C in a terminal goes to the children too, and all would stop at once. They ignore it (as they would under
     * nohup) and are stopped in order by the parent, who does not ignore it.
     */
    private static final List<String> IGNORE_TERMINAL_SIGNALS =
            List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    public ProcessSpec {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public ProcessSpec(String name, Path java, List<String> arguments, Path log) {
        this(name, java, arguments, log, Map.of());
    }

    /** Starts it, and leaves it to the caller: nobody starts it again, but it ends with this process. */
    public Process start() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        return builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** The same command, but not ended by Ctrl-C: only by whoever has started it. */
    public static List<String> ignoringTerminalSignals(List<String> command) {
        var deaf = new ArrayList<>(IGNORE_TERMINAL_SIGNALS);
        deaf.addAll(command);
        return deaf;
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.add(ParentWatch.thisProcessFlag());
        command.addAll(arguments);
        return ignoringTerminalSignals(command);
    }
}
