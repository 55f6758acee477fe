package dev.tocsin.local.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Confluent's own serializer and deserializer, loaded from a fat jar in a separate class loader.
 */
final class ConfluentSerde implements AutoCloseable {
    private static final Path FETCHED = Path.of("../target/confluent");
    private static final String PACKAGE = "io.confluent.kafka.serializers.";

    private final URLClassLoader loader;
    private final Object serializer;
    private final Object deserializer;

    private ConfluentSerde(URLClassLoader loader, String registry) throws ReflectiveOperationException {
        this.loader = loader;
        var settings = Map.of(
                "schema.registry.url",
                registry,
                "auto.register.schemas",
                false,
                "value.subject.name.strategy",
                PACKAGE + "subject.TopicRecordNameStrategy");
        this.serializer = made("KafkaAvroSerializer", settings);
        this.deserializer = made("KafkaAvroDeserializer", settings);
    }

    /** The jar; empty if {@code .ci/run} has not downloaded it. */
    static Optional<Path> jar() throws IOException {
        if (!Files.isDirectory(FETCHED)) {
            return Optional.empty();
        }
        try (var files = Files.list(FETCHED)) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst();
        }
    }

    static ConfluentSerde open(String registry) throws Exception {
        var jar = new URL[] {jar().orElseThrow().toUri().toURL()};
        return new ConfluentSerde(new URLClassLoader(jar, ClassLoader.getPlatformClassLoader()), registry);
    }

    /** A deserialized record as JSON. */
    Object deserialize(String topic, byte[] bytes) throws Exception {
        return inside(() -> deserializer
                .getClass()
                .getMethod("deserialize", String.class, byte[].class)
                .invoke(deserializer, topic, bytes));
    }

    byte[] serialize(String topic, Object record) throws Exception {
        return (byte[]) inside(() -> serializer
                .getClass()
                .getMethod("serialize", String.class, Object.class)
                .invoke(serializer, topic, record));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private Object made(String type, Map<String, ?> settings) throws ReflectiveOperationException {
        var made = loader.loadClass(PACKAGE + type).getConstructor().newInstance();
        try {
            inside(() -> made.getClass()
                    .getMethod("configure", Map.class, boolean.class)
                    .invoke(made, settings, false));
        } catch (ReflectiveOperationException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return made;
    }

    private interface Call {
        Object make() throws Exception;
    }

    // The classes use the context class loader to find others by name.
    private Object inside(Call call) throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
