package dev.tocsin.kafka.replica;

import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import java.util.List;

/** Silences and members as whole sets, memoised until one of them changes. */
final class ClusterLogViews {
    private final Memo<Silences> silences = new Memo<>(Silences.NONE);
    private final Memo<Members> members = new Memo<>(Members.of(List.of()));

    Silences silences(ReplicaView<Silence> view) {
        var table = view.table();
        return silences.next(table, table.version(), before -> before.updatedTo(view.values()));
    }

    Members members(ReplicaView<Member> view) {
        var table = view.table();
        return members.get(
                table,
                table.version(),
                () -> ClusterLogFold.members(table.entries().values()));
    }
}
