package dev.tocsin.cli;

import java.time.InstantSource;
import java.util.Map;

/** The process environment of a command. */
public record CliContext(Map<String, String> environment, String hostName, String version, InstantSource clock) {
    public CliContext {
        environment = Map.copyOf(environment);
    }
}
