package dev.tocsin.app;

import java.util.Map;

/** The process that has started this one and does not want to be outlived, if it has named itself. */
final class ParentProcess {
    /** The system property that holds its pid. */
    static final String PID_PROPERTY = "tocsin.parent.pid";

    private ParentProcess() {}

    /** Runs a task once the parent is gone, however it died; at once if it is gone already, never if none is named. */
    static void onExit(Map<?, ?> systemProperties, Runnable gone) {
        if (systemProperties.get(PID_PROPERTY) instanceof String pid) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(gone), gone);
        }
    }
}
