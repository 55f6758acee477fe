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
 * Consumer of a global thread of Kafka Streams, with a short {@code fetch.max.wait.ms} while stores are restored and the
 * configured one afterwards. It replaces the underlying consumer when restoration has ended.
 *
 * <p>Restoration reads one partition after the other. Each time it first waits for the last fetch of the partition before,
 * and a broker holds an empty fetch back for {@code fetch.max.wait.ms}. After restoration the short wait would only cause
 * idle requests.
 *
 * <p>Restoration is recognised by the timeout of {@code poll}: {@code request.timeout.ms} and more while Streams
 * restores, {@code poll.ms} afterwards. A proxy, because {@link Consumer} has 51 methods and only one matters here.
 */
final class SwitchingConsumer implements InvocationHandler {
    /** Polls with a shorter timeout come after restoration. */
    static final Duration RESTORE_POLL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration POSITION_TIMEOUT = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> steadyState;
    private volatile Consumer<byte[], byte[]> current;
    private boolean restored;

    private SwitchingConsumer(Consumer<byte[], byte[]> restoring, Supplier<Consumer<byte[], byte[]>> steadyState) {
        this.current = restoring;
        this.steadyState = steadyState;
    }

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(
            Consumer<byte[], byte[]> restoring, Supplier<Consumer<byte[], byte[]>> steadyState) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                SwitchingConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new SwitchingConsumer(restoring, steadyState));
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

    /** Continues at the positions of the first consumer. Tries again at the next poll if they are not known yet. */
    private void switchConsumer() {
        var next = steadyState.get();
        try {
            next.assign(current.assignment());
            for (var partition : next.assignment()) {
                next.seek(partition, current.position(partition, POSITION_TIMEOUT));
            }
        } catch (TimeoutException positionUnknown) {
            next.close(CloseOptions.timeout(Duration.ZERO));
            return;
        }
        var first = current;
        current = next;
        restored = true;
        first.close(CloseOptions.timeout(Duration.ZERO));
    }
}
