package dev.tocsin.local.processes;

import java.util.Map;

/**
 * Lets a child end when its parent has died, however it died. The parent names itself to the child in the system
 * property {@value #PID_PROPERTY}.
 */
public final class ParentWatch {
    static final String PID_PROPERTY = "tocsin.parent.pid";

    private ParentWatch() {}

    /** Runs {@code parentDied} once the parent named in the properties is gone; does nothing if none is named. */
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
