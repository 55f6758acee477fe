package dev.tocsin.local.broker;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Which broker the tests run on: {@code -Dbroker=embedded} in this JVM, {@code -Dbroker=docker} in a container of
 * Testcontainers, {@code -Dbroker=auto} in a container where Docker is present and in this JVM otherwise.
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

    /** Why tests on a broker must be skipped; empty if they need not. @param docker whether it is present */
    Optional<String> reasonToSkip(boolean docker) {
        return this == DOCKER && !docker
                ? Optional.of("-D%s=docker, but Docker is not present".formatted(SWITCH))
                : Optional.empty();
    }

    boolean wantsContainer(boolean docker) {
        return docker && this != EMBEDDED;
    }
}
