package dev.tocsin.local.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka ends the whole JVM, without a word, when it meets a fatal fault. Here the fault is told instead, and whoever
 * started the broker decides. Kafka's way out is one static hook for the JVM, so this is static too.
 */
final class FatalFaultHandler {
    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

    private FatalFaultHandler() {}

    static void addListener(Consumer<String> listener) {
        LISTENERS.add(listener);
        Exit.setExitProcedure(FatalFaultHandler::notifyListeners);
        Exit.setHaltProcedure(FatalFaultHandler::notifyListeners);
    }

    static void removeListener(Consumer<String> listener) {
        LISTENERS.remove(listener);
    }

    private static void notifyListeners(int status, String message) {
        var fault = message == null ? "fatal fault, status " + status : message;
        LISTENERS.forEach(listener -> listener.accept(fault));
    }
}
