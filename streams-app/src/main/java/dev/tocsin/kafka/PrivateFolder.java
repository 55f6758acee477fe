package dev.tocsin.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A folder for data that may contain secrets, such as the copies of topics: other users cannot open it. */
public final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("------rwx");

    private PrivateFolder() {}

    /**
     * Creates a folder, and its parents, with rights for this user only. The rights of an existing folder stay.
     *
     * @return a warning with the command that helps, if the folder exists and others have rights
     * @throws UncheckedIOException if the folder cannot be created
     */
    public static Optional<String> create(Path folder) {
        try {
            if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(folder);
                return Optional.empty();
            }
            if (!Files.exists(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER));
                return Optional.empty();
            }
            var rights = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
            rights.retainAll(refused(folder));
            return rights.isEmpty()
                    ? Optional.empty()
                    : Optional.of("other users of this machine can open '%s', which may contain secrets: chmod 700 %s"
                            .formatted(folder, folder.toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create folder '%s': %s".formatted(folder, e), e);
        }
    }

    // A volume of Kubernetes belongs to another user, and its group is that of the process.
    private static Set<PosixFilePermission> refused(Path folder) throws IOException {
        var isOwn = Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
        return isOwn ? EnumSet.complementOf(EnumSet.copyOf(OWNER)) : OTHERS;
    }
}
