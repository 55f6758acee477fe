package dev.tocsin.local.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;

/**
 * Reports fatal faults of Kafka to listeners. By default Kafka exits the JVM without a message. Static, because Kafka has
 * one static exit procedure per JVM.
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
