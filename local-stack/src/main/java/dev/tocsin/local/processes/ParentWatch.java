package dev.tocsin.local.processes;

import java.util.Map;

/**
 * Ends a child process when its parent has exited or was killed. The parent passes its process id in the system property
 * {@value #PID_PROPERTY}.
 */
public final class ParentWatch {
    static final String PID_PROPERTY = "tocsin.parent.pid";

    private ParentWatch() {}

    /** Runs {@code parentDied} when the parent in the properties has ended; does nothing if there is none. */
    public static void start(Map<?, ?> systemProperties, Runnable parentDied) {
        if (systemProperties.get(PID_PROPERTY) instanceof String pid) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(parentDied), parentDied);
        }
    }

    static String thisProcessFlag() {
        return "-D" + PID_PROPERTY + "=" + ProcessHandle.current().pid();
    }
}
