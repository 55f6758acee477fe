package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The amtool program. */
record Amtool(Path program) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Given by {@code -Damtool=FILE}, or found on the path. */
    static Optional<Amtool> find() {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":");
        var named = Optional.ofNullable(System.getProperty("amtool")).map(Path::of);
        return Stream.concat(named.stream(), Stream.of(folders).map(folder -> Path.of(folder, "amtool")))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Amtool::new);
    }

    /** The silences that have not expired. */
    JsonNode silences(InstanceProcess instance) throws Exception {
        var url = "--alertmanager.url=http://127.0.0.1:" + instance.port();
        var process = new ProcessBuilder(
                        program.toString(), url, "--no-version-check", "-o", "json", "silence", "query")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var answer = JSON.readTree(process.getInputStream());
        assertThat(process.waitFor()).as("amtool succeeds").isZero();
        return answer;
    }
}
