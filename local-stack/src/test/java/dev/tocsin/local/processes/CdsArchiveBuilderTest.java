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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses real JVMs that run {@link ChildMain}. */
@Tag("slow")
class CdsArchiveBuilderTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path dir;

    @Test
    void archiveOfAFirstRunIsUsedByLaterRuns() throws Exception {
        var archive = new CdsArchive(jar(), dir.resolve("classes.txt"));
        assertThat(archive.useArguments()).isEmpty();
        run(archive);
        build(archive);
        assertThat(archive.useArguments()).isNotEmpty().isEqualTo(archive.useOrRecord());
        assertThat(run(archive)).isEqualTo("dying\n");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void invalidClassListCreatesNoArchive() throws Exception {
        var archive = new CdsArchive(jar(), dir.resolve("classes.txt"));
        Files.writeString(archive.classList(), "@lambda-proxy\n and half a li");
        build(archive);
        assertThat(archive.useArguments()).isEmpty();
        assertThat(drafts()).isEmpty();
    }

    @Test
    void closeInterruptsTheBuild() throws Exception {
        var archive = new CdsArchive(jar(), dir.resolve("classes.txt"));
        run(archive);
        var builder = new CdsArchiveBuilder(JAVA, List.of(), List.of(archive));
        builder.start();
        builder.close();
        assertThat(drafts()).isEmpty();
    }

    private static void build(CdsArchive archive) throws InterruptedException {
        var builder = new CdsArchiveBuilder(JAVA, List.of(), List.of(archive));
        builder.start();
        builder.awaitEnd();
    }

    private String run(CdsArchive archive) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(archive.useOrRecord());
        command.addAll(List.of("-jar", archive.jar().toString(), "die"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
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
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ChildMain.class.getName());
        var name = ChildMain.class.getName().replace('.', '/') + ".class";
        var jar = dir.resolve("child.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var bytes = ChildMain.class.getResourceAsStream("ChildMain.class")) {
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
        }
        return jar;
    }
}
