package dev.tocsin.app;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Several parts that are closed at the same time, since each may take a while. */
record Together(List<AutoCloseable> parts) implements AutoCloseable {
    static Together of(AutoCloseable... parts) {
        return new Together(List.of(parts));
    }

    @Override
    public void close() {
        CompletableFuture.allOf(parts.stream().map(Together::closing).toArray(CompletableFuture[]::new))
                .join();
    }

    private static CompletableFuture<Void> closing(AutoCloseable part) {
        var closed = new CompletableFuture<Void>();
        var thread = new Thread(
                () -> {
                    try {
                        part.close();
                        closed.complete(null);
                    } catch (Exception e) {
                        closed.completeExceptionally(e);
                    }
                },
                "closing-" + part.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
        return closed;
    }
}
