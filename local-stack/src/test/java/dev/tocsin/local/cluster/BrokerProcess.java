package dev.tocsin.local.cluster;

import dev.tocsin.local.broker.TestBrokerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One broker as a process of its own, to be stopped, killed, started again, and robbed of its disk. */
final class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final List<String> arguments;
    private Process process;

    /** @param doors each as {@code PORT:ADVERTISED} */
    BrokerProcess(Path folder, String cluster, int node, String voters, List<String> doors) {
        this.folder = folder;
        this.arguments = new ArrayList<>(List.of(data().toString(), cluster, String.valueOf(node), voters));
        this.arguments.addAll(doors);
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

    /** {@code kill -9}; what it says next time begins a new page. */
    void kill() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Files.deleteIfExists(folder.resolve("broker.log"));
    }

    /** Only while it is not running. */
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
