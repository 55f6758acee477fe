package dev.tocsin.cli;

import java.time.InstantSource;
import java.util.Map;

/** What commands know of the process they run in. */
public record CliContext(Map<String, String> environment, String hostName, String version, InstantSource clock) {
    public CliContext {
        environment = Map.copyOf(environment);
    }
}
