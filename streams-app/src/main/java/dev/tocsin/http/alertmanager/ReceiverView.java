package dev.tocsin.http.alertmanager;

import dev.tocsin.notification.receivers.Receiver;
import java.util.List;
import java.util.Map;

/** A receiver in other views: its name. */
record ReceiverView(String name) {
    static List<ReceiverView> all(List<String> names) {
        return names.stream().map(ReceiverView::new).toList();
    }

    static List<String> names(List<Receiver> receivers) {
        return receivers.stream().map(Receiver::name).toList();
    }

    /** A receiver in the list of receivers. */
    record Labelled(Map<String, String> labels, String name) {
        static Labelled of(Receiver receiver) {
            return new Labelled(receiver.labels().asMap(), receiver.name());
        }
    }
}
