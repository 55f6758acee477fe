package dev.tocsin.app;

import java.util.Map;

/** The process that has started this one and does not want to be outlived, if it has named itself. */
final class Parent {
    /** The system property that holds its pid. */
    static final String PID = "tocsin.parent.pid";

    private Parent() {}

    /** Runs a task once the parent is gone, however it died; at once if it is gone already, never if none is named. */
    static void watch(Map<?, ?> systemProperties, Runnable gone) {
        if (systemProperties.get(PID) instanceof String pid) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(gone), gone);
        }
    }
}
