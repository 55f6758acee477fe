package dev.tocsin.local.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The specification of a JVM process.
 *
 * @param arguments the arguments of {@code java}
 * @param log the file for standard output and standard error
 * @param environment added to the environment of this process
 */
public record ProcessSpec(String name, Path java, List<String> arguments, Path log, Map<String, String> environment) {
    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Ctrl-C in a terminal is sent to the child processes, too. They ignore it, as under nohup, so that the parent can stop
     * them in order.
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

    /** Starts the process without supervision. It ends when this process ends. */
    public Process start() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        return builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** The command, changed to ignore Ctrl-C and hangups of the terminal. */
    public static List<String> ignoringTerminalSignals(List<String> command) {
        var wrapped = new ArrayList<>(IGNORE_TERMINAL_SIGNALS);
        wrapped.addAll(command);
        return wrapped;
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.add(ParentWatch.thisProcessFlag());
        command.addAll(arguments);
        return ignoringTerminalSignals(command);
    }
}
