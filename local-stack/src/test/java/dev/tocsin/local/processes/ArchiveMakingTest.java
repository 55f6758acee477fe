package dev.tocsin.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs, and a jar that holds {@link Child}. */
class ArchiveMakingTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path dir;

    @Test
    void whatAFirstRunNotesBecomesAnArchiveThatLaterRunsUse() throws Exception {
        var archive = new ClassArchive(jar(), dir.resolve("classes.txt"));
        assertThat(archive.use()).isEmpty();
        run(archive);
        make(archive);
        assertThat(archive.use()).isNotEmpty().isEqualTo(archive.useOrNote());
        assertThat(run(archive)).isEqualTo("dying\n");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void aListThatIsNoListMakesNoArchiveAndLeavesNothing() throws Exception {
        var archive = new ClassArchive(jar(), dir.resolve("classes.txt"));
        Files.writeString(archive.list(), "@lambda-proxy\n and half a li");
        make(archive);
        assertThat(archive.use()).isEmpty();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void closingBreaksTheMakingOff() throws Exception {
        var archive = new ClassArchive(jar(), dir.resolve("classes.txt"));
        run(archive);
        var making = new ArchiveMaking(JAVA, List.of(), List.of(archive));
        making.begin();
        making.close();
        assertThat(drafts()).isEmpty();
    }

    private static void make(ClassArchive archive) throws InterruptedException {
        var making = new ArchiveMaking(JAVA, List.of(), List.of(archive));
        making.begin();
        making.awaitEnd();
    }

    private String run(ClassArchive archive) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(archive.useOrNote());
        command.addAll(List.of("-jar", archive.jar().toString(), "die"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private List<Path> drafts() throws IOException {
        try (var files = Files.list(dir)) {
            return files.filter(file -> file.getFileName().toString().contains("draft"))
                    .toList();
        }
    }

    private Path jar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Child.class.getName());
        var name = Child.class.getName().replace('.', '/') + ".class";
        var jar = dir.resolve("child.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var bytes = Child.class.getResourceAsStream("Child.class")) {
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
        }
        return jar;
    }
}
