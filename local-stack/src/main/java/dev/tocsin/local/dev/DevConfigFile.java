package dev.tocsin.local.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The alertmanager configuration to apply: the user's file, pointed at the console where that really listens. */
record DevConfigFile(Path original, int consolePort) {
    private static final String DEFAULT_CONSOLE_ADDRESS = "127.0.0.1:" + DevPorts.DEFAULT_CONSOLE;

    /** The file itself, or a copy in {@code dir} where the console's port had to be another one; it says so. */
    Path toApply(Path dir, Consumer<String> say) {
        try {
            var text = Files.readString(original);
            var real = text.replace(DEFAULT_CONSOLE_ADDRESS, "127.0.0.1:" + consolePort);
            if (real.equals(text)) {
                return original;
            }
            var copy = Files.writeString(dir.resolve("alertmanager.yml"), real);
            say.accept("applying %s, a copy of %s with the console's port %d in place of %d"
                    .formatted(copy, original, consolePort, DevPorts.DEFAULT_CONSOLE));
            return copy;
        } catch (IOException e) {
            throw new CannotStartException(
                    "the configuration '%s' cannot be read: %s".formatted(original, e.getMessage()));
        }
    }
}
