package dev.tocsin.local.dev;

import java.nio.file.Path;
import java.util.Optional;

/** The folder, ports and files of one run of {@code dev}. */
record DevPlan(Path dir, DevPorts ports, Path rules, Path config, boolean verbose, Optional<SqlPorts> sql) {
    String brokerAddress() {
        return "127.0.0.1:" + ports.broker();
    }

    int instances() {
        return ports.http().size();
    }

    /** @param instance starting at 1 */
    static String instanceName(int instance) {
        return "tocsin-" + instance;
    }

    String httpAddress(int instance) {
        return "127.0.0.1:" + ports.http().get(instance - 1);
    }

    Path settingsFile(int instance) {
        return dir.resolve(instanceName(instance) + ".yml");
    }

    Path logFile(String process) {
        return dir.resolve("logs").resolve(process + ".log");
    }

    void writeSettings() {
        for (var instance = 1; instance <= instances(); instance++) {
            var state = dir.resolve("state").resolve(instanceName(instance));
            new InstanceSettings(instanceName(instance), ports.http().get(instance - 1), state, brokerAddress())
                    .write(settingsFile(instance));
        }
    }
}
