package dev.tocsin.http.alertmanager;

import java.util.List;
import java.util.Map;

/** A receiver where it is only named. */
record ReceiverView(String name) {
    static List<ReceiverView> all(List<String> names) {
        return names.stream().map(ReceiverView::new).toList();
    }

    /** A receiver in their list. */
    record Labelled(Map<String, String> labels, String name) {
        static Labelled of(String name) {
            return new Labelled(Map.of("name", name), name);
        }
    }
}
