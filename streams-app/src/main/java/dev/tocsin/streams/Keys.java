package dev.tocsin.streams;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.claims.Slot;
import java.nio.charset.StandardCharsets;

/** How records are keyed. */
final class Keys {
    static final String SILENCE = "silence/";
    static final String CLAIM = "claim/";
    static final String SENT = "sent/";
    static final String MEMBER = "member/";

    private Keys() {}

    static String silence(String id) {
        return SILENCE + id;
    }

    static String claim(Slot slot) {
        return CLAIM + slot;
    }

    static String sent(Slot slot) {
        return SENT + slot;
    }

    static String member(String instance) {
        return MEMBER + instance;
    }

    static String alertState(String ruleUid, Fingerprint alert) {
        return ruleUid + "/" + alert;
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Whatever the bytes are; a missing key is the empty one. */
    static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
