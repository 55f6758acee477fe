package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Optional;

/** The amtool program. */
record Amtool(Path program) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Given by {@code -Damtool=FILE}, or found on the path. */
    static Optional<Amtool> find() {
        return PeerProcess.find("amtool").map(Amtool::new);
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
