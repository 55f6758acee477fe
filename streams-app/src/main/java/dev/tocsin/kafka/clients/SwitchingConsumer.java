package dev.tocsin.kafka.clients;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The consumer of one of Streams' global threads, of which there are two, one after the other. Restoring goes from
 * partition to partition, and at each waits for the answer to the last question about the one before: so the first is
 * one whose questions are answered soon, even where there is nothing new. Whoever has restored asks all the time, and
 * goes on with one whose questions brokers hold back until there is something, or both would be busy with nothing.
 */
final class SwitchingConsumer implements InvocationHandler {
    /** Restoring waits for as long as a request may take, and longer; who has restored, for much less. */
    static final Duration RESTORE_POLL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration POSITION_TIMEOUT = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> steadyState;
    private volatile Consumer<byte[], byte[]> current;
    private boolean restored;

    private SwitchingConsumer(Consumer<byte[], byte[]> restoring, Supplier<Consumer<byte[], byte[]>> patient) {
        this.current = restoring;
        this.steadyState = patient;
    }

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(Consumer<byte[], byte[]> restoring, Supplier<Consumer<byte[], byte[]>> patient) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                SwitchingConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new SwitchingConsumer(restoring, patient));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (!restored
                && method.getName().equals("poll")
                && RESTORE_POLL_TIMEOUT.compareTo((Duration) arguments[0]) > 0) {
            switchConsumer();
        }
        try {
            return method.invoke(current, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** From where the first one is; the next time, if that can not be told yet. */
    private void switchConsumer() {
        var next = steadyState.get();
        try {
            next.assign(current.assignment());
            for (var partition : next.assignment()) {
                next.seek(partition, current.position(partition, POSITION_TIMEOUT));
            }
        } catch (TimeoutException notKnownYet) {
            next.close(CloseOptions.timeout(Duration.ZERO));
            return;
        }
        var first = current;
        current = next;
        restored = true;
        first.close(CloseOptions.timeout(Duration.ZERO));
    }
}
