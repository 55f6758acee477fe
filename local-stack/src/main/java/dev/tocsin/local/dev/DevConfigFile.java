package dev.tocsin.local.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The Alertmanager configuration to apply: the user's file with the actual port of the console. */
record DevConfigFile(Path original, int consolePort) {
    private static final String DEFAULT_CONSOLE_ADDRESS = "127.0.0.1:" + DevPorts.DEFAULT_CONSOLE;

    /** The file itself. If the console has another port than the default, a changed copy in {@code dir}. */
    Path toApply(Path dir, Consumer<String> output) {
        try {
            var text = Files.readString(original);
            var changed = text.replace(DEFAULT_CONSOLE_ADDRESS, "127.0.0.1:" + consolePort);
            if (changed.equals(text)) {
                return original;
            }
            var copy = Files.writeString(dir.resolve("alertmanager.yml"), changed);
            output.accept("applying %s, a copy of %s with the console's port %d instead of %d"
                    .formatted(copy, original, consolePort, DevPorts.DEFAULT_CONSOLE));
            return copy;
        } catch (IOException e) {
            throw new CannotStartException("cannot read configuration '%s': %s".formatted(original, e.getMessage()));
        }
    }
}
