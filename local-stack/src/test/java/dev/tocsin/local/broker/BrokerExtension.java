package dev.tocsin.local.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the one {@link LocalBroker} that all tests of this JVM share; it goes away with the last of them. */
public final class BrokerExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    /** The broker itself, for extensions that start something on it. */
    public static LocalBroker shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(BrokerExtension.class))
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .broker();
    }

    private record Shared(LocalBroker broker, Path dir) implements AutoCloseable {
        static Shared start() {
            try {
                var dir = Files.createTempDirectory("tocsin-broker");
                return new Shared(LocalBroker.start(dir, LocalBroker.ANY_PORT), dir);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (var files = Files.walk(dir)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
