package dev.tocsin.local.broker;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The kind of broker for tests: {@code -Dbroker=embedded} in this JVM, {@code -Dbroker=docker} in a container,
 * {@code -Dbroker=auto} in a container if Docker is available and in this JVM otherwise.
 */
enum BrokerChoice {
    EMBEDDED,
    DOCKER,
    AUTO;

    static final String SWITCH = "broker";

    static BrokerChoice of(Map<?, ?> properties) {
        var wanted = properties.containsKey(SWITCH) ? properties.get(SWITCH).toString() : "auto";
        return Arrays.stream(values())
                .filter(choice -> choice.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-D%s=%s: choose embedded, docker or auto".formatted(SWITCH, wanted)));
    }

    /**
     * Why tests with a broker must be skipped; empty if they can run.
     *
     * @param docker whether Docker is available
     */
    Optional<String> reasonToSkip(boolean docker) {
        return this == DOCKER && !docker
                ? Optional.of("-D%s=docker, but Docker is not present".formatted(SWITCH))
                : Optional.empty();
    }

    boolean wantsContainer(boolean docker) {
        return docker && this != EMBEDDED;
    }
}
