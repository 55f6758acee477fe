package dev.tocsin.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** The log directory of a broker. The cluster id is kept in its {@code meta.properties}. */
record BrokerLogDir(Path path) {
    /** Formats the directory unless it is formatted already. */
    void format() {
        try {
            Files.createDirectories(path);
            formatter(clusterId()).run();
        } catch (Exception e) {
            throw new BrokerStartException(
                    "cannot use folder '%s' for the broker's data: %s".formatted(path, e.getMessage()), e);
        }
    }

    private String clusterId() throws IOException {
        var metaProperties = path.resolve("meta.properties");
        if (!Files.exists(metaProperties)) {
            return Uuid.randomUuid().toString();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(metaProperties)) {
            properties.load(reader);
        }
        return properties.getProperty("cluster.id", "");
    }

    private Formatter formatter(String clusterId) {
        var silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Formatter()
                .setPrintStream(silent)
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(clusterId)
                .addDirectory(path.toString())
                .setMetadataLogDirectory(path.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES));
    }
}
