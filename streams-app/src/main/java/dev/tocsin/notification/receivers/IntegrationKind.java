package dev.tocsin.notification.receivers;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of integration.
 *
 * @param name as in {@code NAME_configs}, in slots and in metrics
 * @param reader reads an item of {@code NAME_configs}
 * @param globals declares the keys of {@code global} that the reader uses
 * @param nullIsEmpty whether a null item counts as an empty mapping, as in Alertmanager
 */
record IntegrationKind(
        String name,
        Function<IntegrationYaml, Integration> reader,
        Consumer<GlobalConfig> globals,
        boolean nullIsEmpty) {
    /** A kind that uses no key of {@code global} other than {@code http_config}. */
    static IntegrationKind of(String name, Function<IntegrationYaml, Integration> reader) {
        return new IntegrationKind(name, reader, global -> {}, false);
    }

    IntegrationKind withGlobals(Consumer<GlobalConfig> globals) {
        return new IntegrationKind(name, reader, globals, nullIsEmpty);
    }

    IntegrationKind withNullAsEmpty() {
        return new IntegrationKind(name, reader, globals, true);
    }
}
