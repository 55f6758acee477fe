package dev.tocsin.local.dev;

import java.nio.file.Path;
import java.util.Optional;

/** What {@code dev} starts, where, and with which documents. */
record DevPlan(Path dir, DevPorts ports, Path rules, Path config, boolean verbose, Optional<SqlPorts> sql) {
    String broker() {
        return "127.0.0.1:" + ports.broker();
    }

    int instances() {
        return ports.http().size();
    }

    /** Instances are counted from 1. */
    static String name(int instance) {
        return "tocsin-" + instance;
    }

    String listens(int instance) {
        return "127.0.0.1:" + ports.http().get(instance - 1);
    }

    Path settings(int instance) {
        return dir.resolve(name(instance) + ".yml");
    }

    Path log(String child) {
        return dir.resolve("logs").resolve(child + ".log");
    }

    void writeSettings() {
        for (var instance = 1; instance <= instances(); instance++) {
            var state = dir.resolve("state").resolve(name(instance));
            new InstanceSettings(name(instance), ports.http().get(instance - 1), state, broker())
                    .write(settings(instance));
        }
    }
}
