package dev.tocsin.kafka.replica;

import static dev.tocsin.kafka.TestRecords.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.TestRecords;
import dev.tocsin.kafka.codec.Codecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the examples of docs/topics.md as an instance does. */
class TopicsDocumentTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("^## (\\S+)$|^Key: `(.+?)`\\n\\n```json\\n(.+?)\\n```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void everyExampleIsAValidRecordOfItsTopic() throws IOException {
        var topics = new LinkedHashSet<String>();
        try (var fixture = new ReplicaFixture(directory)) {
            var examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/topics.md")));
            var topic = "";
            while (examples.find()) {
                if (examples.group(1) != null) {
                    topic = examples.group(1);
                    continue;
                }
                topics.add(topic);
                var value = examples.group(3).getBytes(StandardCharsets.UTF_8);
                if (topic.equals("samples")) {
                    var batch = Codecs.SAMPLES.decode(value).orThrow();
                    assertThat(batch.series().size()
                                    + batch.additional().metadata().size())
                            .isEqualTo(1);
                } else {
                    fixture.append(prefix() + topic, TestRecords.T, examples.group(2), value);
                }
            }
            assertThat(fixture.replica.skippedRecords().values().stream().flatMap(Collection::stream))
                    .isEmpty();
            assertThat(fixture.replica.slots()).hasSize(1);
        }
        assertThat(topics).containsExactly("rules", "config", "samples", "alerts", "alert-state", "cluster-log");
    }

    private static String prefix() {
        return TOPICS.settings().prefix();
    }
}
