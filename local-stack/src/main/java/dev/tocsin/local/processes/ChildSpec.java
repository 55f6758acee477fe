package dev.tocsin.local.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM to be started: its name, what stands after {@code java}, and the file that takes what it prints. */
public record ChildSpec(String name, Path java, List<String> arguments, Path log) {
    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Ctrl-C in a terminal goes to the children too, and all would stop at once. They ignore it (as they would under
     * nohup) and are stopped in order by the parent, who does not ignore it.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    public ChildSpec {
        arguments = List.copyOf(arguments);
    }

    Process start() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        return new ProcessBuilder(command())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private List<String> command() {
        var command = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        command.add(java.toString());
        command.add(ParentWatch.namingThisProcess());
        command.addAll(arguments);
        return command;
    }
}
