package dev.tocsin.cli;

import dev.tocsin.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Checks the files of a command line, and prints the result of each. */
record FileChecks(CommandSpec spec) {
    /**
     * Checks all files.
     *
     * @param check returns what a valid file has, such as {@code 3 sources}; throws {@link ConfigException} or
     *     {@link CommandFailedException} otherwise
     * @return the exit code 0
     * @throws CommandFailedException if a file is not valid
     */
    int run(List<Path> files, Function<Path, String> check) {
        var failed = files.stream().filter(file -> !isValid(file, check)).count();
        spec.commandLine().getOut().flush();
        if (failed > 0) {
            throw new CommandFailedException("failed to validate %d file(s)".formatted(failed));
        }
        return 0;
    }

    private boolean isValid(Path file, Function<Path, String> check) {
        var out = spec.commandLine().getOut();
        try {
            out.println("Checking '%s'  SUCCESS: %s".formatted(file, check.apply(file)));
            return true;
        } catch (ConfigException | CommandFailedException e) {
            out.println("Checking '%s'  FAILED: %s".formatted(file, e.getMessage()));
            return false;
        }
    }
}
