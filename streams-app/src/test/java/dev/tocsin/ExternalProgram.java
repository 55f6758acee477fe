package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that others wrote, as people run it. */
public record ExternalProgram(Path program) {
    /** Its output, standard error included, and its exit code. */
    public record ProgramResult(int code, String output) {}

    /** On the path, or named by {@code -D<name>=FILE}. */
    public static Optional<ExternalProgram> find(String name) {
        var named = Optional.ofNullable(System.getProperty(name)).map(Path::of);
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        var onPath = Stream.of(path.split(":")).map(folder -> Path.of(folder, name));
        return Stream.concat(named.stream(), onPath)
                .filter(Files::isExecutable)
                .map(ExternalProgram::new)
                .findFirst();
    }

    public ProgramResult run(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(arguments);
        var output = Files.createTempFile("client", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new ProgramResult(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
