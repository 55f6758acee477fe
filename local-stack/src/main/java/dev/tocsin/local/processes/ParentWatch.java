package dev.tocsin.local.processes;

import java.util.Map;

/**
 * Lets a child end when its parent has died, however it died. The parent names itself to the child in the system
 * property {@value #PARENT}.
 */
public final class ParentWatch {
    static final String PARENT = "tocsin.parent.pid";

    private ParentWatch() {}

    /** Runs {@code parentDied} once the parent named in the properties is gone; does nothing if none is named. */
    public static void begin(Map<?, ?> systemProperties, Runnable parentDied) {
        if (systemProperties.get(PARENT) instanceof String pid) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(parentDied), parentDied);
        }
    }

    static String namingThisProcess() {
        return "-D" + PARENT + "=" + ProcessHandle.current().pid();
    }
}
