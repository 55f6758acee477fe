package dev.tocsin.kafka.registry;

import dev.tocsin.kafka.registry.RegistrySettings.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS trust store and key store of the registry client. */
final class RegistryTls {
    private RegistryTls() {}

    /** Empty if the defaults of the JDK apply. @throws IllegalArgumentException with the file that cannot be used */
    static Optional<SSLContext> context(RegistrySettings settings) {
        if (settings.truststore().isEmpty() && settings.keystore().isEmpty()) {
            return Optional.empty();
        }
        try {
            var context = SSLContext.getInstance("TLS");
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(settings.truststore().map(RegistryTls::open).orElse(null));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    settings.keystore().map(RegistryTls::open).orElse(null),
                    settings.keystore()
                            .map(file -> file.keyPassword().toCharArray())
                            .orElse(null));
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot set up TLS for the schema registry: " + e.getMessage(), e);
        }
    }

    private static KeyStore open(KeyFile file) {
        try (var bytes = Files.newInputStream(Path.of(file.location()))) {
            var store = KeyStore.getInstance(file.type());
            store.load(bytes, file.password().isEmpty() ? null : file.password().toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "cannot use %s for TLS to the schema registry: %s".formatted(file.location(), e), e);
        }
    }
}
