package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.notification.log.NflogEntry;

/** The domain values of archive rows, for tests of other packages. */
public final class RowValues {
    private RowValues() {}

    public static NflogEntry nflogEntry(ArchiveRow row) {
        return NotificationRows.sent(row);
    }

    public static RuleAlertState alertState(ArchiveRow row) {
        return AlertRows.reported(row);
    }

    public static Alert postedAlert(ArchiveRow row) {
        return PostedAlertRows.alert(row);
    }
}
