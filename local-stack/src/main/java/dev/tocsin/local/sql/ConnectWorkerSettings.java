package dev.tocsin.local.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file of a Connect worker on one broker, as an operator would write it. */
public record ConnectWorkerSettings(String broker, String group, int port, Path plugins) {
    String text() {
        return """
                # Written anew at each start.
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
                # Without it each start looks through all classes of all plugins.
                plugin.discovery=service_load
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                # Lets configurations take secrets from this process's environment: ${env:NAME}.
                config.providers=env
                config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                # How often a sink notes how far it has come; what it wrote since is written again after a crash.
                offset.flush.interval.ms=5000
                """.formatted(broker, group, port, plugins.toString().replace("\\", "\\\\"));
    }

    /** Puts them into a file, whose folder need not exist. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("the settings '%s' cannot be written".formatted(file), e);
        }
    }
}
