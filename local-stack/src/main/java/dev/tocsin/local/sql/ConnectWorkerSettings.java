package dev.tocsin.local.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of a Connect worker on one broker. */
public record ConnectWorkerSettings(String broker, String group, int port, Path plugins) {
    String text() {
        return """
                # Written at each start.
                bootstrap.servers=%1$s
                group.id=%2$s
                config.storage.topic=%2$s-configs
                offset.storage.topic=%2$s-offsets
                status.storage.topic=%2$s-status
                config.storage.replication.factor=1
                offset.storage.replication.factor=1
                status.storage.replication.factor=1
                offset.storage.partitions=1
                status.storage.partitions=1
                listeners=http://127.0.0.1:%3$d
                plugin.path=%4$s
                # Otherwise each start scans all classes of all plugins.
                plugin.discovery=service_load
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                # Allows secrets from the environment of this process in configurations: ${env:NAME}.
                config.providers=env
                config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                # The interval of offset commits of a sink. Rows written since are written again after a crash.
                offset.flush.interval.ms=5000
                """.formatted(broker, group, port, plugins.toString().replace("\\", "\\\\"));
    }

    /** Writes the file and creates its folder. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write settings file '%s'".formatted(file), e);
        }
    }
}
