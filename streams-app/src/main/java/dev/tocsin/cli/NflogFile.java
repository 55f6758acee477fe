package dev.tocsin.cli;

import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.notification.log.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the file {@code nflog} of Alertmanager: messages {@code nflogpb.MeshEntry}, each after its length. */
final class NflogFile {
    private static final int MAX_NANOS = 999_999_999;

    private NflogFile() {}

    /**
     * An entry of the file.
     *
     * @param firing the hashes of the alerts that were notified as firing
     * @param resolved the hashes of the alerts that were notified as resolved
     */
    record FileEntry(
            Slot slot,
            Instant notifiedAt,
            Instant expiresAt,
            List<Long> firing,
            List<Long> resolved,
            Map<String, String> receiverData) {}

    /** @throws CommandFailedException if the file cannot be read or is damaged */
    static List<FileEntry> read(Path file) {
        try {
            return read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "%s cannot be read (%s): name the folder of Alertmanager's --storage.path".formatted(file, e));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("%s is not a notification log of Alertmanager, or it is damaged: %s"
                    .formatted(file, e.getMessage()));
        }
    }

    static List<FileEntry> read(byte[] bytes) {
        var entries = new ArrayList<FileEntry>();
        var file = ProtobufReader.of(bytes);
        while (file.hasNextField()) {
            entries.add(new EntryReader().read(file.readDelimited()));
        }
        return entries;
    }

    private static final class EntryReader {
        private final List<Long> firing = new ArrayList<>();
        private final List<Long> resolved = new ArrayList<>();
        private final Map<String, String> data = new HashMap<>();
        private String groupKey = "";
        private String receiver = "";
        private String integration = "";
        private long index;
        private Instant notifiedAt = Instant.EPOCH;
        private Instant expiresAt = Instant.EPOCH;

        FileEntry read(ProtobufReader mesh) {
            while (mesh.hasNextField()) {
                switch (mesh.nextField()) {
                    case 1 -> readEntry(mesh.readMessage());
                    case 2 -> expiresAt = time(mesh.readMessage());
                    default -> mesh.skipField();
                }
            }
            if (groupKey.isEmpty() || receiver.isEmpty()) {
                throw new IllegalArgumentException("an entry has no group key or no receiver");
            }
            var slot = new Slot(groupKey, receiver, integration, Math.toIntExact(index));
            return new FileEntry(slot, notifiedAt, expiresAt, firing, resolved, data);
        }

        private void readEntry(ProtobufReader entry) {
            while (entry.hasNextField()) {
                switch (entry.nextField()) {
                    case 1 -> groupKey = entry.readString();
                    case 2 -> readReceiver(entry.readMessage());
                    case 5 -> notifiedAt = time(entry.readMessage());
                    case 6 -> entry.forEachVarint(firing::add);
                    case 7 -> entry.forEachVarint(resolved::add);
                    case 8 -> readData(entry.readMessage());
                    default -> entry.skipField();
                }
            }
        }

        private void readReceiver(ProtobufReader message) {
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> receiver = message.readString();
                    case 2 -> integration = message.readString();
                    case 3 -> index = message.readVarint();
                    default -> message.skipField();
                }
            }
        }

        private void readData(ProtobufReader field) {
            var key = "";
            var value = "";
            while (field.hasNextField()) {
                switch (field.nextField()) {
                    case 1 -> key = field.readString();
                    case 2 -> value = text(field.readMessage());
                    default -> field.skipField();
                }
            }
            if (!value.isEmpty()) {
                data.put(key, value);
            }
        }

        private static String text(ProtobufReader value) {
            var text = "";
            while (value.hasNextField()) {
                switch (value.nextField()) {
                    case 1 -> text = value.readString();
                    case 2 -> text = Long.toString(value.readVarint());
                    case 3 -> text = Double.toString(value.readDouble());
                    default -> value.skipField();
                }
            }
            return text;
        }

        private static Instant time(ProtobufReader timestamp) {
            var seconds = 0L;
            var nanos = 0L;
            while (timestamp.hasNextField()) {
                switch (timestamp.nextField()) {
                    case 1 -> seconds = timestamp.readVarint();
                    case 2 -> nanos = timestamp.readVarint();
                    default -> timestamp.skipField();
                }
            }
            if (Math.abs(seconds) > Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()
                    || nanos < 0
                    || nanos > MAX_NANOS) {
                throw new IllegalArgumentException("an entry has an invalid time");
            }
            return Instant.ofEpochSecond(seconds, nanos);
        }
    }
}
