package dev.tocsin.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The topologies as they were reviewed. */
public final class ExpectedTopology {
    private ExpectedTopology() {}

    public static String read(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/dev/tocsin/kafka").resolve(name + "-topology.txt"));
    }
}
