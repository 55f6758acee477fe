package dev.tocsin.local.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka's official image, of the same version as the clients, in a container. */
record ContainerBroker(KafkaContainer container) implements Broker {
    static ContainerBroker start() {
        var image = "apache/kafka:" + AppInfoParser.getVersion();
        var container = new KafkaContainer(image)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        container.start();
        return new ContainerBroker(container);
    }

    /** A quick check, because Testcontainers searches for seconds and prints its attempts. */
    static boolean isPossible() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    }

    @Override
    public String address() {
        return container.getBootstrapServers();
    }

    @Override
    public String description() {
        return container.getDockerImageName() + " in a container";
    }

    @Override
    public void close() {
        container.stop();
    }
}
