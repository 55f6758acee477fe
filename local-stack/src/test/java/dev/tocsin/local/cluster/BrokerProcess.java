package dev.tocsin.local.cluster;

import dev.tocsin.local.broker.TestBrokerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker process that can be killed and restarted, with or without its data. */
final class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final List<String> arguments;
    private Process process;

    /** @param endpoints the listeners, as {@code PORT:ADVERTISED} */
    BrokerProcess(Path folder, String cluster, int node, String voters, List<String> endpoints) {
        this.folder = folder;
        this.arguments = new ArrayList<>(List.of(data().toString(), cluster, String.valueOf(node), voters));
        this.arguments.addAll(endpoints);
    }

    void start() {
        process = JavaProcess.start(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                TestBrokerMain.class,
                arguments,
                folder,
                folder.resolve("broker.log"));
    }

    void awaitReady() {
        Eventually.until(
                "the broker of " + folder + " is ready",
                () -> Files.readString(folder.resolve("broker.log")).contains("broker ready"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}; the next start writes a new log file. */
    void kill() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Files.deleteIfExists(folder.resolve("broker.log"));
    }

    /** Must not be called while the broker runs. */
    void deleteData() {
        TestFolders.delete(data());
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
