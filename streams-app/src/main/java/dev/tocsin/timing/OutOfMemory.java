package dev.tocsin.timing;

/**
 * Ends the process after an {@link OutOfMemoryError}, as {@code -XX:+ExitOnOutOfMemoryError} does. A process without
 * memory may neither answer nor die; the other instances take over sooner if it dies, and its supervisor restarts it.
 */
public final class OutOfMemory {
    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 50;

    private OutOfMemory() {}

    /** Ends the process if the error or one of its causes says that the memory is exhausted. */
    public static void endProcess(Throwable error) {
        var cause = error;
        for (var depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (isFatal(cause)) {
                halt("out of memory (" + cause.getMessage() + ")");
            }
            cause = cause.getCause();
        }
    }

    /** Ends the process at once, without its shutdown hooks. */
    public static void halt(String reason) {
        System.err.println("The process ends: " + reason + ". Give it a larger heap (-Xmx).");
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    // The limit of threads may be reached for a moment only.
    private static boolean isFatal(Throwable cause) {
        return cause instanceof OutOfMemoryError
                && !String.valueOf(cause.getMessage()).contains("native thread");
    }
}
