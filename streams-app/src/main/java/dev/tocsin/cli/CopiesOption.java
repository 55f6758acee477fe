package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.copies.TopicCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option {@code --files}: copies of the topics. Without it, the topics are copied for the time of the command. */
final class CopiesOption {
    @Option(
            names = "--files",
            paramLabel = "FOLDER",
            description = "read copies of the topics, from 'tocsin replay record'")
    private Optional<Path> folder = Optional.empty();

    boolean isSet() {
        return folder.isPresent();
    }

    /**
     * Passes copies of the topics to a reader.
     *
     * @param firstSample the time of the oldest samples that are copied
     * @param to the time of the newest samples that are copied
     */
    <T> T read(
            TopicsClient.Factory client,
            Settings settings,
            ProgressBar progress,
            Function<TopicsClient, Instant> firstSample,
            Instant to,
            Function<TopicCopies, T> reader) {
        if (folder.isPresent()) {
            return reader.apply(new TopicCopies(folder.get(), new Topics(settings.topics())));
        }
        // Copies are read partition by partition, which a consumer does not allow.
        try (var topics = client.open(settings)) {
            return withFolder(settings, copies -> {
                topics.copy(
                        copies.folder(),
                        firstSample.apply(topics),
                        to,
                        part -> progress.show("Copying the topics", part));
                return reader.apply(copies);
            });
        }
    }

    /** Passes a new folder to its user, and deletes it afterwards. */
    static <T> T withFolder(Settings settings, Function<TopicCopies, T> user) {
        TopicCopies copies;
        try {
            copies = new TopicCopies(Files.createTempDirectory("tocsin-replay"), new Topics(settings.topics()));
        } catch (IOException e) {
            throw new CommandFailedException("cannot create a folder for copies of the topics: " + e);
        }
        try {
            return user.apply(copies);
        } finally {
            copies.delete();
        }
    }
}
