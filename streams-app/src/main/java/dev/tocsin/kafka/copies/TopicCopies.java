package dev.tocsin.kafka.copies;

import dev.tocsin.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The copies of topics in a folder.
 *
 * @param topics gives the names of the topics; their prefix may be another one than that of the copied topics
 */
public record TopicCopies(Path folder, Topics topics) {
    private static final String EXTENSION = ".records";

    /**
     * Opens a copied partition.
     *
     * @throws DamagedCopyException if the file is missing, is none, or ends within a record
     * @throws UncheckedIOException if the file cannot be read
     */
    public CopiedPartition open(String topic, int partition) {
        var file = file(topic, partition);
        if (!Files.exists(file)) {
            throw new DamagedCopyException(
                    "folder '%s' has no copy of topic %s: file %s is missing. Copy the topics with 'tocsin replay record'"
                            .formatted(folder, topic, file.getFileName()));
        }
        return CopiedPartition.open(file, topic, partition);
    }

    /** Opens all copied partitions of a topic. */
    public List<CopiedPartition> open(String topic) {
        var all = new ArrayList<CopiedPartition>();
        all.add(open(topic, 0));
        while (Files.exists(file(topic, all.size()))) {
            all.add(open(topic, all.size()));
        }
        return all;
    }

    /**
     * Creates the copy of a partition.
     *
     * @throws UncheckedIOException if the file exists already, or cannot be created
     */
    public CopyWriter create(String topic, int partition) {
        return CopyWriter.create(file(topic, partition), topic, partition);
    }

    /** Whether the folder has copies already. */
    public boolean exists() {
        return Files.exists(file(topics.samples().name(), 0));
    }

    /** Deletes the copies and their folder. */
    public void delete() {
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(EXTENSION)).toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete folder '%s': %s".formatted(folder, e), e);
        }
    }

    Path file(String topic, int partition) {
        return folder.resolve(topics.shortName(topic) + "-" + partition + EXTENSION);
    }
}
