package dev.tocsin.archive;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.silences.Silence;
import java.util.Collection;
import java.util.List;

/** The present contents of a cluster, of the kinds that can be restored. */
public record ClusterContents(
        Collection<Silence> silences,
        Collection<NflogEntry> sent,
        Collection<RuleAlertState> alerts,
        Collection<PostedAlert> posted) {
    /** Contents of an empty cluster. */
    public static final ClusterContents EMPTY = new ClusterContents(List.of(), List.of(), List.of(), List.of());

    public ClusterContents {
        silences = List.copyOf(silences);
        sent = List.copyOf(sent);
        alerts = List.copyOf(alerts);
        posted = List.copyOf(posted);
    }
}
